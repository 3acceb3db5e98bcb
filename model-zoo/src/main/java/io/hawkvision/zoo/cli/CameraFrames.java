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
  public LabelledFrame frame(int i) {
    int camera = i / PER_CAMERA;
    int taken = i % PER_CAMERA;
    RoadsideFrame frame = new RoadsideCamera(firstSeed + camera).frame((long) taken * EVERY);
    try {
      EncodedImage image = EncodedImage.probe(frame.jpeg(), ImageLimits.DEFAULT);
      int segment = Math.toIntExact(camera * 1000L + frame.scene());
      return new LabelledFrame(image, frame.label(), segment, taken);
    } catch (UnreadableImageException impossible) {
      throw new IllegalStateException("the camera's own JPEG", impossible);
    }
  }
}
