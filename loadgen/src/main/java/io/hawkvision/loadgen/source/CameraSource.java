package io.hawkvision.loadgen.source;

import io.hawkvision.zoo.roadside.Drift;
import io.hawkvision.zoo.roadside.RoadsideCamera;
import io.hawkvision.zoo.roadside.RoadsideFrame;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.OptionalLong;

/** Frames of the roadside camera, rendered when asked for; one group per scene. */
public final class CameraSource implements FrameSource {
  /** The family that is made for what this camera sees. */
  public static final String FAMILY = "roadside";

  private final RoadsideCamera camera;
  private final View view;

  /**
   * Which camera, how many of its frames go by for each one that is posted, and what changes; a
   * drift's frame counts posted frames.
   */
  public record View(long seed, int every, List<Drift> drifts) {
    public View {
      drifts = List.copyOf(drifts);
      if (every < 1) {
        throw new IllegalArgumentException("every must be positive: " + every);
      }
    }

    /** Nothing changes. */
    public View(long seed, int every) {
      this(seed, every, List.of());
    }
  }

  private CameraSource(View view) {
    this.view = view;
    this.camera =
        new RoadsideCamera(view.seed(), view.drifts().stream().map(this::ofTheCamera).toList());
  }

  /** Refuses a family that does not know what the camera sees. */
  public static CameraSource roadside(View view, List<String> familyLabels)
      throws InvalidInputException {
    for (String label : RoadsideCamera.LABELS) {
      if (!familyLabels.contains(label)) {
        throw new InvalidInputException(
            "the roadside camera shows \"" + label + "\", which the family does not know");
      }
    }
    return new CameraSource(view);
  }

  /** Frames of the camera for frames posted. */
  private Drift ofTheCamera(Drift posted) {
    return new Drift(posted.kind(), Math.multiplyExact(posted.firstFrame(), (long) view.every()));
  }

  /** The first posted frame that shows the drift: of a scene that began after the drift did. */
  public long firstFrame(Drift posted) {
    long first = camera.firstFrame(ofTheCamera(posted));
    return Math.floorDiv(first + view.every() - 1, (long) view.every());
  }

  @Override
  public OptionalLong size() {
    return OptionalLong.empty();
  }

  @Override
  public LabelledFrame frame(long index) {
    RoadsideFrame frame = camera.frame(Math.multiplyExact(index, (long) view.every()));
    String label = RoadsideCamera.LABELS.get(frame.label());
    String name = "roadside/" + view.seed() + "/" + frame.index();
    return new LabelledFrame(name, label, frame.scene(), Buffer.buffer(frame.jpeg()));
  }

  @Override
  public List<String> labels() {
    return RoadsideCamera.LABELS;
  }

  @Override
  public void close() {}
}
