package io.hawkvision.loadgen.load;

import io.hawkvision.loadgen.post.Answer;
import io.hawkvision.loadgen.post.Ask;
import io.hawkvision.loadgen.post.AskedTarget;
import io.hawkvision.loadgen.schedule.Arrivals;
import io.hawkvision.loadgen.schedule.Burst;
import io.hawkvision.loadgen.schedule.FrameWindow;
import io.hawkvision.loadgen.schedule.NanoClock;
import io.hawkvision.loadgen.source.FrameSource;
import io.hawkvision.loadgen.source.LabelledFrame;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Cameras, frames and clocks of the load's tests. */
final class LoadFixtures {
  static final Ask ASK = Ask.of(AskedTarget.accuracy(0.9));

  private LoadFixtures() {}

  /** Time passes only while somebody sleeps, or is told to have passed. */
  static final class VirtualClock implements NanoClock {
    private long now = 1_000_000_000L;

    @Override
    public synchronized long nanos() {
      return now;
    }

    @Override
    public synchronized void sleepUntil(long nanos) {
      now = Math.max(now, nanos);
    }
  }

  /** Letters, different for each seed. */
  record Letters(long seed) implements FrameSource {
    @Override
    public OptionalLong size() {
      return OptionalLong.empty();
    }

    @Override
    public LabelledFrame frame(long index) {
      String name = "f" + seed + "/" + index;
      return new LabelledFrame(name, "ant", index / 4, Buffer.buffer("a" + name));
    }

    @Override
    public List<String> labels() {
      return List.of("ant");
    }

    @Override
    public void close() {}
  }

  static FleetFrames frames(List<Schedule.Camera> cameras) throws Exception {
    return FleetFrames.open(cameras, Letters::new);
  }

  static DriveSettings settings(NanoClock clock, Duration grace) {
    return new DriveSettings(
        clock, new Patience(grace, grace), FrameWindow.Bound.DEFAULT, answer -> Map.of());
  }

  static CameraFleet.Member member(int number, double rate, Arrivals arrivals) {
    return new CameraFleet.Member(
        new Schedule.Camera("cam-" + number, number), rate, arrivals, ask(number), 0);
  }

  /** Each camera has a target and a deadline of its own. */
  private static Ask ask(int number) {
    return new Ask(
        AskedTarget.accuracy((80 + number) / 100.0),
        OptionalInt.of(100 + number),
        Optional.of("letters"));
  }

  static Schedule constant(double rate, int frames) {
    var camera = new Schedule.Camera("cam", 7);
    return new CameraFleet(
            List.of(new CameraFleet.Member(camera, rate, Arrivals.CONSTANT, ASK, 0)),
            Burst.DEFAULT,
            7)
        .schedule(CameraFleet.Length.ofFrames(frames));
  }

  static Answer answer() {
    return new Answer("ant", false, false, Optional.empty(), 0, Optional.empty());
  }
}
