package io.hawkvision.loadgen.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.hawkvision.loadgen.FakeEdge;
import io.hawkvision.loadgen.drive.StopFlag;
import io.hawkvision.loadgen.post.FrameQuery;
import io.hawkvision.loadgen.post.HttpPoster;
import io.hawkvision.loadgen.result.CellFrame;
import io.hawkvision.loadgen.schedule.NanoClock;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Tag("flow")
@Timeout(60)
class ClosedDriveTest {
  /** Answers when so many frames wait, the last first; notes how many ever waited at once. */
  private static final class Holding implements FakeEdge.Behaviour {
    private final int until;
    private final List<Runnable> waiting = new ArrayList<>();
    private volatile int most;

    Holding(int until) {
      this.until = until;
    }

    @Override
    public void answer(
        io.vertx.core.http.HttpServerRequest request, io.vertx.core.buffer.Buffer picture) {
      HttpServerResponse response = request.response();
      waiting.add(0, () -> response.end(FakeEdge.answer(picture).toBuffer()));
      most = Math.max(most, waiting.size());
      if (waiting.size() == until) {
        List<Runnable> all = List.copyOf(waiting);
        waiting.clear();
        all.forEach(Runnable::run);
      }
    }
  }

  private static DriveOutcome run(FakeEdge edge, ClosedDrive.Turns turns, ClosedDrive.Length length)
      throws Exception {
    var query = new FrameQuery(Optional.empty(), OptionalInt.empty(), false);
    var limits = new HttpPoster.Limits(64, Duration.ofSeconds(10));
    try (HttpPoster poster = new HttpPoster(edge.url(), query, limits, NanoClock.PRECISE);
        FleetFrames frames = LoadFixtures.frames(List.of(new Schedule.Camera("cam", 7)))) {
      var work = new ClosedDrive.Work(turns, length, frames, LoadFixtures.ASK);
      var settings = LoadFixtures.settings(NanoClock.PRECISE, Duration.ofSeconds(10));
      ClosedDrive drive = new ClosedDrive(work, poster, settings);
      drive.run(new StopFlag(Thread.currentThread()));
      return drive.outcome();
    }
  }

  private static ClosedDrive.Length frames(long count) {
    return new ClosedDrive.Length(count, Double.POSITIVE_INFINITY);
  }

  @Test
  void singleStream_nextFrame_isSentWhenTheAnswerCame() throws Exception {
    Holding one = new Holding(1);
    try (FakeEdge edge = FakeEdge.behaving(one)) {
      DriveOutcome outcome = run(edge, new ClosedDrive.Turns(1, true), frames(50));
      assertThat(outcome.frames()).hasSize(50).allMatch(CellFrame::isAnswered);
      assertThat(one.most).isEqualTo(1);
      for (int i = 1; i < 50; i++) {
        CellFrame before = outcome.frames().get(i - 1);
        assertThat(outcome.frames().get(i).intendedMicros())
            .isGreaterThanOrEqualTo(before.intendedMicros() + before.latencyMicros());
      }
    }
  }

  @Test
  void multiStream_burst_isWholeAndTheNextWaitsForAllOfIt() throws Exception {
    Holding eight = new Holding(8);
    try (FakeEdge edge = FakeEdge.behaving(eight)) {
      DriveOutcome outcome = run(edge, new ClosedDrive.Turns(8, true), frames(80));
      assertThat(outcome.frames()).hasSize(80).allMatch(CellFrame::isAnswered);
      assertThat(eight.most).isEqualTo(8);
      assertThat(outcome.frames().stream().map(CellFrame::intendedMicros).distinct()).hasSize(10);
      assertThat(LoadFigures.burstMicros(outcome.frames())).hasSize(10);
    }
  }

  @Test
  void offline_underWay_isBoundedAndKeptFull() throws Exception {
    Holding four = new Holding(4);
    try (FakeEdge edge = FakeEdge.behaving(four)) {
      DriveOutcome outcome = run(edge, new ClosedDrive.Turns(4, false), frames(80));
      assertThat(outcome.frames()).hasSize(80).allMatch(CellFrame::isAnswered);
      assertThat(four.most).isEqualTo(4);
    }
  }

  @Test
  void run_duration_endsWithoutACountOfFrames() throws Exception {
    try (FakeEdge edge = FakeEdge.honest()) {
      DriveOutcome outcome =
          run(edge, new ClosedDrive.Turns(1, true), new ClosedDrive.Length(1_000_000, 0.3));
      assertThat(outcome.frames()).hasSizeBetween(1, 999_999);
      assertThat(outcome.secondsToLastAnswer()).isBetween(0.01, 5.0);
    }
  }
}
