package io.hawkvision.zoo.cli;

import io.hawkvision.zoo.preprocess.EncodedImage;
import io.hawkvision.zoo.preprocess.ImageLimits;
import io.hawkvision.zoo.preprocess.UnreadableImageException;
import io.hawkvision.zoo.roadside.RoadsideCamera;
import io.hawkvision.zoo.roadside.RoadsideFrame;

/**
 * Frames of roadside cameras: each third of a camera's frames, so that more scenes are seen; a
 * scene is a segment.
 */
final class CameraFrames implements FrameSource {
  private static final int EVERY = 3;
  private static final int PER_CAMERA = 500;

  private final long firstSeed;
  private final int frames;

  CameraFrames(long firstSeed, int frames) {
    this.firstSeed = firstSeed;
    this.frames = frames;
  }

  @Override
  public int frames() {
    return frames;
  }

  @Override
  public int label(int i) {
    return camera(i).label(index(i));
  }

  @Override
  public String name(int i) {
    return "frame " + index(i) + " of camera " + (firstSeed + i / PER_CAMERA);
  }

  @Override
  public LabelledFrame frame(int i) throws UnreadableImageException {
    RoadsideFrame frame = camera(i).frame(index(i));
    EncodedImage image = EncodedImage.probe(frame.jpeg(), ImageLimits.DEFAULT);
    int segment = Math.toIntExact(i / PER_CAMERA * 1000L + frame.scene());
    return new LabelledFrame(image, frame.label(), segment, i % PER_CAMERA);
  }

  private RoadsideCamera camera(int i) {
    return new RoadsideCamera(firstSeed + i / PER_CAMERA);
  }

  private static long index(int i) {
    return (long) (i % PER_CAMERA) * EVERY;
  }
}
