package io.hawkvision.loadgen.load;

import io.hawkvision.loadgen.source.FrameSource;
import io.hawkvision.loadgen.source.InvalidInputException;
import io.hawkvision.loadgen.source.LabelledFrame;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** What each camera of a schedule sees; one thread at a time. Closes the sources it opened. */
public final class FleetFrames implements AutoCloseable {
  /** Opens what a camera of that seed sees. */
  @FunctionalInterface
  public interface Opener {
    FrameSource open(long seed) throws IOException, InvalidInputException;
  }

  private static final int GROUP_BITS = 40;

  /** A source and how many were opened before it. */
  private record Opened(FrameSource source, long rank) {}

  private final Map<Long, Opened> bySeed = new LinkedHashMap<>();
  private final List<Opened> byCamera = new ArrayList<>();

  private FleetFrames() {}

  /** Cameras of one seed share a source. */
  public static FleetFrames open(List<Schedule.Camera> cameras, Opener opener)
      throws IOException, InvalidInputException {
    FleetFrames frames = new FleetFrames();
    try {
      for (Schedule.Camera camera : cameras) {
        Opened known = frames.bySeed.get(camera.seed());
        if (known == null) {
          known = new Opened(opener.open(camera.seed()), frames.bySeed.size());
          frames.bySeed.put(camera.seed(), known);
        }
        frames.byCamera.add(known);
      }
    } catch (IOException | InvalidInputException | RuntimeException e) {
      frames.close();
      throw e;
    }
    return frames;
  }

  /** Of the first camera's source; empty where it is endless. */
  public OptionalLong size() {
    return byCamera.get(0).source().size();
  }

  /** Groups of different sources have different numbers. */
  public LabelledFrame frame(int camera, long index) throws IOException {
    Opened opened = byCamera.get(camera);
    LabelledFrame frame = opened.source().frame(index);
    long group = (opened.rank() << GROUP_BITS) + frame.group();
    return new LabelledFrame(frame.name(), frame.label(), group, frame.picture());
  }

  @Override
  public void close() throws IOException {
    for (Opened opened : bySeed.values()) {
      opened.source().close();
    }
  }
}
