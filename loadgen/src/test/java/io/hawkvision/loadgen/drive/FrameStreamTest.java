package io.hawkvision.loadgen.drive;

import static org.assertj.core.api.Assertions.assertThat;

import io.hawkvision.loadgen.measure.Scoreboard;
import io.hawkvision.loadgen.post.Answer;
import io.hawkvision.loadgen.post.AskedTarget;
import io.hawkvision.loadgen.post.FramePoster;
import io.hawkvision.loadgen.post.Reply;
import io.hawkvision.loadgen.schedule.Arrivals;
import io.hawkvision.loadgen.schedule.NanoClock;
import io.hawkvision.loadgen.source.FrameSource;
import io.hawkvision.loadgen.source.LabelledFrame;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Tag("flow")
@Timeout(20)
class FrameStreamTest {
  private static final List<AskedTarget> TARGETS =
      List.of(AskedTarget.accuracy(0.8), AskedTarget.accuracy(0.9));

  private static final class Letters implements FrameSource {
    @Override
    public OptionalLong size() {
      return OptionalLong.empty();
    }

    @Override
    public LabelledFrame frame(long index) {
      return new LabelledFrame("f" + index, "x", index / 4, Buffer.buffer("x" + index));
    }

    @Override
    public List<String> labels() {
      return List.of("x");
    }

    @Override
    public void close() {}
  }

  private static final class StepClock implements NanoClock {
    private long now;

    @Override
    public long nanos() {
      return now;
    }

    @Override
    public void sleepUntil(long nanos) {
      now = Math.max(now, nanos);
    }
  }

  private static List<String> sent(long seed, boolean interleaved) throws Exception {
    StepClock clock = new StepClock();
    List<String> sent = new ArrayList<>();
    FramePoster poster =
        (frame, target, done) -> {
          sent.add(target + " " + frame.name() + " " + clock.nanos());
          done.accept(
              new Reply.Answered(
                  clock.nanos(),
                  new Answer("x", false, false, Optional.empty(), 0, Optional.empty())));
        };
    var plan =
        new StreamPlan(
            TARGETS, 20, interleaved, new StreamPlan.Pacing(100, Arrivals.POISSON, seed));
    FrameStream stream = new FrameStream(plan, new Letters(), poster, clock);
    Scoreboard scoreboard = stream.scoreboard();
    stream.run(scoreboard, new StopFlag(Thread.currentThread()));
    assertThat(scoreboard.results()).allMatch(result -> result.counts().frames() == 20);
    return sent;
  }

  @Test
  void run_sameSeed_sendsTheSameFramesAtTheSameTimes() throws Exception {
    assertThat(sent(7, true)).isEqualTo(sent(7, true));
    assertThat(sent(8, true)).isNotEqualTo(sent(7, true));
  }

  @Test
  void run_oneAfterTheOther_givesBothTargetsTheSameFrames() throws Exception {
    List<String> sent = sent(7, false);
    assertThat(sent.get(0)).startsWith("0.80 f0 ");
    assertThat(sent.get(19)).startsWith("0.80 f19 ");
    assertThat(sent.get(20)).startsWith("0.90 f0 ");
    assertThat(sent.get(39)).startsWith("0.90 f19 ");
  }
}
