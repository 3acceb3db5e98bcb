package io.hawkvision.zoo.cli;

import io.hawkvision.zoo.preprocess.EncodedImage;
import io.hawkvision.zoo.preprocess.ImageLimits;
import io.hawkvision.zoo.preprocess.UnreadableImageException;
import io.hawkvision.zoo.roadside.RoadsideCamera;
import io.hawkvision.zoo.roadside.RoadsideFrame;
import io.hawkvision.zoo.roadside.SceneSpan;
import java.util.Arrays;
import java.util.Random;

/**
 * A few consecutive frames of each scene of a roadside camera; a scene is a segment. The window's
 * place is drawn so that each frame of a scene is as likely as any other: it may reach beyond the
 * scene's ends, and what lies beyond is left out.
 */
final class SceneFrames implements FrameSource {
  private final RoadsideCamera camera;
  private final long seed;

  /** By scene: the camera's first frame that is taken. */
  private final long[] firstFrames;

  /** By scene: the number here of its first frame; one more than scenes. */
  private final int[] starts;

  /**
   * A source of such frames.
   *
   * @param perScene at most so many frames of one scene
   */
  SceneFrames(long seed, int scenes, int perScene) {
    this.seed = seed;
    this.camera = new RoadsideCamera(seed);
    this.firstFrames = new long[scenes];
    this.starts = new int[scenes + 1];
    Random random = new Random(seed);
    for (int scene = 0; scene < scenes; scene++) {
      SceneSpan span = camera.span(scene);
      int first = random.nextInt(span.frames() + perScene - 1) - perScene + 1;
      int from = Math.max(0, first);
      int to = Math.min(span.frames(), first + perScene);
      firstFrames[scene] = span.firstFrame() + from;
      starts[scene + 1] = starts[scene] + to - from;
    }
  }

  @Override
  public int frames() {
    return starts[starts.length - 1];
  }

  @Override
  public int label(int i) {
    return camera.label(index(i));
  }

  @Override
  public String name(int i) {
    return "frame " + index(i) + " of camera " + seed;
  }

  @Override
  public LabelledFrame frame(int i) throws UnreadableImageException {
    int scene = scene(i);
    RoadsideFrame frame = camera.frame(index(i));
    EncodedImage image = EncodedImage.probe(frame.jpeg(), ImageLimits.DEFAULT);
    return new LabelledFrame(image, frame.label(), scene, i - starts[scene]);
  }

  private long index(int i) {
    int scene = scene(i);
    return firstFrames[scene] + i - starts[scene];
  }

  /** Every scene has a frame, so no start stands there twice. */
  private int scene(int i) {
    int found = Arrays.binarySearch(starts, i);
    return found >= 0 ? found : -found - 2;
  }
}
