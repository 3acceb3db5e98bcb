package io.hawkvision.loadgen.drive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hawkvision.loadgen.measure.Scoreboard;
import io.hawkvision.loadgen.measure.TargetResult;
import io.hawkvision.loadgen.post.Answer;
import io.hawkvision.loadgen.post.AskedTarget;
import io.hawkvision.loadgen.post.FramePoster;
import io.hawkvision.loadgen.post.Reply;
import io.hawkvision.loadgen.schedule.Arrivals;
import io.hawkvision.loadgen.schedule.Leg;
import io.hawkvision.loadgen.schedule.NanoClock;
import io.hawkvision.loadgen.source.LabelledFrame;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class OpenLoopTest {
  private static final long MILLI = 1_000_000;

  /** Time passes only while somebody sleeps. */
  private static final class VirtualClock implements NanoClock {
    private long now = 1_000_000_000L;

    @Override
    public long nanos() {
      return now;
    }

    @Override
    public void sleepUntil(long nanos) {
      now = Math.max(now, nanos);
    }
  }

  /** One server, first come first served, 2 ms a frame, pausing once for a second. */
  private static final class PausingServer implements FramePoster {
    private final VirtualClock clock;
    private final List<Long> sentAt = new ArrayList<>();
    private long freeAt;

    PausingServer(VirtualClock clock) {
      this.clock = clock;
    }

    @Override
    public void post(
        LabelledFrame frame, AskedTarget target, java.util.function.Consumer<Reply> done) {
      sentAt.add(clock.nanos());
      if (sentAt.size() == 50) {
        freeAt = clock.nanos() + 1_000 * MILLI;
      }
      freeAt = Math.max(freeAt, clock.nanos()) + 2 * MILLI;
      done.accept(new Reply.Answered(freeAt, answer("x")));
    }
  }

  private final VirtualClock clock = new VirtualClock();
  private final StopFlag stop = new StopFlag(Thread.currentThread());
  private final Scoreboard scoreboard = new Scoreboard(List.of(AskedTarget.accuracy(0.9)), 200);

  private static Answer answer(String label) {
    return new Answer(label, false, false, Optional.empty(), 0, Optional.empty());
  }

  private static LabelledFrame frame() {
    return new LabelledFrame("f", "x", 0, Buffer.buffer("x"));
  }

  private static Leg leg() {
    return new Leg(List.of(0), 200);
  }

  private TargetResult result() {
    return scoreboard.results().get(0);
  }

  @Test
  void run_serverPauses_frameTimesStayAndTheTailShowsThePause() throws Exception {
    PausingServer server = new PausingServer(clock);
    new OpenLoop(clock, server, stop, scoreboard)
        .run(leg(), OpenLoopTest::frame, Arrivals.CONSTANT.times(100, 1));

    long start = server.sentAt.get(0);
    for (int i = 0; i < 200; i++) {
      assertThat(server.sentAt.get(i) - start).isEqualTo(10L * i * MILLI);
    }
    // A closed loop would have seen one slow frame of 200. Here a second without an answer delays
    // more than a hundred frames: those sent meanwhile, and those behind them in the queue.
    TargetResult.Pace pace = result().pace();
    assertThat(result().counts().frames()).isEqualTo(200);
    assertThat(result().latencies().p50Millis()).isGreaterThan(100);
    assertThat(result().latencies().p99Millis()).isBetween(950.0, 1010.0);
    assertThat(pace.latenessP99Millis()).isZero();
    assertThat(pace.framesPerSecond()).isBetween(99.9, 100.1);
  }

  @Test
  void run_senderItselfLate_countsFromTheIntendedTimeAndSaysSo() throws Exception {
    FramePoster slowToSend =
        (frame, target, done) -> {
          clock.now += 30 * MILLI; // the sending thread loses 30 ms with each frame
          done.accept(new Reply.Answered(clock.nanos(), answer("x")));
        };
    new OpenLoop(clock, slowToSend, stop, scoreboard)
        .run(leg(), OpenLoopTest::frame, Arrivals.CONSTANT.times(100, 1));
    assertThat(result().latencies().p99Millis()).isGreaterThan(3_900);
    assertThat(result().pace().latenessP99Millis()).isGreaterThan(3_900);
  }

  @Test
  void run_stopRaised_endsAndCountsWhatIsUnderWayAsNeverAnswered() throws Exception {
    List<Long> posted = new ArrayList<>();
    FramePoster silentAfterTen =
        (frame, target, done) -> {
          posted.add(clock.nanos());
          if (posted.size() <= 10) {
            done.accept(new Reply.Answered(clock.nanos(), answer("x")));
          }
          if (posted.size() == 15) {
            stop.raise();
            Thread.interrupted(); // raised from this very thread here
          }
        };
    // Waiting for the stragglers asks for the time, which passes here with each look.
    NanoClock impatient =
        new NanoClock() {
          @Override
          public long nanos() {
            clock.now += stop.isRaised() ? TimeUnit.SECONDS.toNanos(1) : 0;
            return clock.now;
          }

          @Override
          public void sleepUntil(long nanos) {
            clock.sleepUntil(nanos);
          }
        };
    new OpenLoop(impatient, silentAfterTen, stop, scoreboard)
        .run(leg(), OpenLoopTest::frame, Arrivals.CONSTANT.times(100, 1));
    scoreboard.close();

    assertThat(posted).hasSize(15);
    assertThat(result().counts().frames()).isEqualTo(15);
    assertThat(result().counts().errors()).isEqualTo(5);
    assertThat(result().counts().errorCauses()).containsEntry("never answered", 5L);
    assertThat(result().realised()).isEqualTo(10 / 15.0);
    assertThat(result().latencies().p99Millis()).isInfinite();
  }

  @Test
  void run_framesBreak_failsAfterTheRepliesAreIn() {
    OpenLoop.Frames broken =
        () -> {
          if (scoreboard.sentFrames() == 3) {
            throw new IOException("no more");
          }
          return frame();
        };
    OpenLoop loop = new OpenLoop(clock, new PausingServer(clock), stop, scoreboard);
    assertThatThrownBy(() -> loop.run(leg(), broken, Arrivals.CONSTANT.times(100, 1)))
        .hasMessage("no more");
    assertThat(result().counts().frames()).isEqualTo(3);
  }
}
