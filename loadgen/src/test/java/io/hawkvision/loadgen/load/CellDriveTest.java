package io.hawkvision.loadgen.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.hawkvision.loadgen.FakeEdge;
import io.hawkvision.loadgen.drive.StopFlag;
import io.hawkvision.loadgen.load.LoadFixtures.VirtualClock;
import io.hawkvision.loadgen.post.FrameQuery;
import io.hawkvision.loadgen.post.HttpPoster;
import io.hawkvision.loadgen.post.Reply;
import io.hawkvision.loadgen.post.RequestPoster;
import io.hawkvision.loadgen.result.CellFrame;
import io.hawkvision.loadgen.schedule.Arrivals;
import io.hawkvision.loadgen.schedule.Burst;
import io.hawkvision.loadgen.schedule.NanoClock;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Tag("flow")
@Timeout(60)
class CellDriveTest {
  private static final long MILLI = 1_000_000;

  private final VirtualClock clock = new VirtualClock();
  private final StopFlag stop = new StopFlag(Thread.currentThread());

  private DriveOutcome drive(Schedule schedule, RequestPoster poster, DriveSettings settings)
      throws Exception {
    try (FleetFrames frames = LoadFixtures.frames(schedule.cameras())) {
      CellDrive drive = new CellDrive(schedule, frames, poster, settings);
      drive.run(stop);
      return drive.outcome();
    }
  }

  private DriveSettings virtual() {
    return LoadFixtures.settings(clock, Duration.ofSeconds(10));
  }

  private void send(LongConsumer sent, Consumer<Reply> done) {
    sent.accept(clock.nanos());
    done.accept(new Reply.Answered(clock.nanos(), LoadFixtures.answer()));
  }

  private static long waitingAtLeast(DriveOutcome outcome, long millis) {
    return outcome.frames().stream()
        .filter(frame -> !frame.isAnswered() || frame.latencyMicros() >= millis * 1_000)
        .count();
  }

  /** Answers nothing for 100 ms, once; then all that has come meanwhile. */
  private static final class Pause {
    private final AtomicLong beganNanos = new AtomicLong();
    private final long afterFrames;
    private long answered;

    Pause(long afterFrames) {
      this.afterFrames = afterFrames;
    }

    /** On the server's event loop, which stands still. */
    void perhaps() {
      answered++;
      if (answered == afterFrames) {
        beganNanos.set(System.nanoTime());
        NanoClock.SYSTEM.sleepUntil(beganNanos.get() + 100 * MILLI);
      }
    }
  }

  @Test
  void run_serverPauses100Millis_everyFrameDueMeanwhileShowsItsWait() throws Exception {
    Pause pause = new Pause(100);
    Schedule schedule = LoadFixtures.constant(200, 300);
    try (FakeEdge edge =
            FakeEdge.behaving(
                (request, picture) -> {
                  pause.perhaps();
                  request.response().end(FakeEdge.answer(picture).toBuffer());
                });
        HttpPoster poster = poster(edge, 64, Duration.ofSeconds(10))) {
      DriveOutcome outcome =
          drive(schedule, poster, LoadFixtures.settings(NanoClock.PRECISE, Duration.ofSeconds(10)));
      assertThat(outcome.frames()).hasSize(300).allMatch(CellFrame::isAnswered);
      // One frame is due every 5 ms: whatever the machine does, of the 20 that are due in the
      // pause those of the first 50 ms wait at least the other 50, and so on.
      assertThat(waitingAtLeast(outcome, 50)).isGreaterThanOrEqualTo(9);
      assertThat(waitingAtLeast(outcome, 90)).isGreaterThanOrEqualTo(1);
      long[] sorted =
          outcome.frames().stream().mapToLong(CellFrame::latencyMicros).sorted().toArray();
      assertThat(sorted[(int) Math.ceil(0.99 * 300) - 1]).isGreaterThanOrEqualTo(80_000);
    }
  }

  @Test
  void run_serverPausesInVirtualTime_latenciesAreExact() throws Exception {
    AtomicLong freeAt = new AtomicLong();
    AtomicLong served = new AtomicLong();
    RequestPoster oneServer =
        (request, sent, done) -> {
          long now = clock.nanos();
          sent.accept(now);
          long pause = served.incrementAndGet() == 50 ? 100 * MILLI : 0;
          freeAt.set(Math.max(freeAt.get(), now) + pause + MILLI / 10);
          done.accept(new Reply.Answered(freeAt.get(), LoadFixtures.answer()));
        };
    DriveOutcome outcome = drive(LoadFixtures.constant(500, 1_000), oneServer, virtual());
    // due every 2 ms and a backlog that shrinks by 1.9 ms each: 53 frames are late
    assertThat(waitingAtLeast(outcome, 1)).isEqualTo(53);
    assertThat(outcome.frames().get(49).latencyMicros()).isEqualTo(100_100);
    assertThat(outcome.frames().get(50).latencyMicros()).isEqualTo(98_200);
    assertThat(outcome.generator().valid()).isTrue();
    assertThat(outcome.generator().latenessMaxMillis()).isZero();
  }

  @Test
  void run_generatorStalls_isInvalidAndTheFramesAreChargedForIt() throws Exception {
    AtomicLong posted = new AtomicLong();
    RequestPoster stallsOnce =
        (request, sent, done) -> {
          if (posted.incrementAndGet() == 200) {
            clock.sleepUntil(clock.nanos() + 100 * MILLI); // planted in the sender itself
          }
          send(sent, done);
        };
    DriveOutcome outcome = drive(LoadFixtures.constant(500, 1_000), stallsOnce, virtual());
    assertThat(outcome.generator().valid()).isFalse();
    assertThat(outcome.generator().latenessMaxMillis()).isEqualTo(100);
    assertThat(outcome.generator().latenessP99Millis()).isBetween(75.0, 85.0);
    assertThat(waitingAtLeast(outcome, 50)).isGreaterThanOrEqualTo(25);
  }

  @Test
  void run_eventLoopStalls_isInvalidThoughTheSenderKeptItsTimes() throws Exception {
    // the sender hands frames over in time; the loop that writes them stands still for 100 ms
    AtomicLong loopFreeAt = new AtomicLong();
    AtomicLong posted = new AtomicLong();
    RequestPoster stalledLoop =
        (request, sent, done) -> {
          long stall = posted.incrementAndGet() == 200 ? 100 * MILLI : 0;
          long written = Math.max(loopFreeAt.get(), clock.nanos()) + stall;
          loopFreeAt.set(written);
          sent.accept(written);
          done.accept(new Reply.Answered(written, LoadFixtures.answer()));
        };
    assertThat(drive(LoadFixtures.constant(500, 1_000), stalledLoop, virtual()).generator().valid())
        .isFalse();
  }

  @Test
  void run_sameSeedTwice_sendsIdenticalFramesAtIdenticalTimes() throws Exception {
    assertThat(digest(7)).isEqualTo(digest(7));
    assertThat(digest(8)).isNotEqualTo(digest(7));
  }

  private String digest(long seed) throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    VirtualClock own = new VirtualClock();
    long start = own.nanos();
    RequestPoster hashing =
        (request, sent, done) -> {
          String head = (own.nanos() - start) + " " + request.ask() + " " + request.frame().name();
          digest.update(head.getBytes(StandardCharsets.UTF_8));
          digest.update(request.frame().picture().getBytes());
          sent.accept(own.nanos());
          done.accept(new Reply.Answered(own.nanos(), LoadFixtures.answer()));
        };
    Schedule schedule =
        new CameraFleet(
                List.of(
                    LoadFixtures.member(1, 30, Arrivals.POISSON),
                    LoadFixtures.member(2, 100, Arrivals.MMPP),
                    LoadFixtures.member(3, 15, Arrivals.CONSTANT)),
                Burst.DEFAULT,
                seed)
            .schedule(CameraFleet.Length.ofSeconds(10));
    drive(schedule, hashing, LoadFixtures.settings(own, Duration.ofSeconds(1)));
    return HexFormat.of().formatHex(digest.digest());
  }

  @Test
  void run_noAnswerInPatience_countsAsUnansweredEvenWhenItComesLater() throws Exception {
    RequestPoster slow =
        (request, sent, done) -> {
          sent.accept(clock.nanos());
          long took = request.frame().name().endsWith("3") ? 10_001 * MILLI : 10_000 * MILLI;
          done.accept(new Reply.Answered(clock.nanos() + took, LoadFixtures.answer()));
        };
    DriveOutcome outcome = drive(LoadFixtures.constant(10, 10), slow, virtual());
    assertThat(outcome.answered()).isEqualTo(9);
    assertThat(outcome.frames().get(3).isAnswered()).isFalse();
    assertThat(outcome.errorCauses()).isEqualTo(Map.of(CellLedger.UNANSWERED_CAUSE, 1L));
  }

  @Test
  void run_silentPoster_endsAfterThePatience() throws Exception {
    RequestPoster silent = (request, sent, done) -> sent.accept(System.nanoTime());
    DriveOutcome outcome =
        drive(
            LoadFixtures.constant(1_000, 20),
            silent,
            LoadFixtures.settings(NanoClock.PRECISE, Duration.ofMillis(100)));
    assertThat(outcome.answered()).isZero();
    assertThat(outcome.errorCauses()).isEqualTo(Map.of(CellLedger.UNANSWERED_CAUSE, 20L));
  }

  @Test
  void run_stopped_keepsWhatWasMeasured() throws Exception {
    AtomicLong posted = new AtomicLong();
    RequestPoster stopping =
        (request, sent, done) -> {
          send(sent, done);
          if (posted.incrementAndGet() == 30) {
            stop.raise();
          }
        };
    DriveOutcome outcome = drive(LoadFixtures.constant(500, 1_000), stopping, virtual());
    assertThat(outcome.frames()).hasSize(30).allMatch(CellFrame::isAnswered);
  }

  @Test
  void run_answersWithStages_givesTheirMeans() throws Exception {
    AtomicBoolean odd = new AtomicBoolean();
    DriveSettings settings =
        virtual()
            .withStages(
                answer -> {
                  odd.set(!odd.get());
                  return odd.get() ? Map.of("infer", 4.0, "wire", 9.0) : Map.of("infer", 2.0);
                });
    DriveOutcome outcome =
        drive(LoadFixtures.constant(10, 10), (request, sent, done) -> send(sent, done), settings);
    assertThat(outcome.stages()).isEqualTo(Map.of("infer", 3.0, "wire", 9.0));
  }

  @Test
  void run_cameras_carryTheirOwnTargetDeadlineAndFamily() throws Exception {
    Schedule schedule =
        new CameraFleet(
                List.of(
                    LoadFixtures.member(1, 100, Arrivals.CONSTANT),
                    LoadFixtures.member(2, 100, Arrivals.CONSTANT)),
                Burst.DEFAULT,
                7)
            .schedule(CameraFleet.Length.ofFrames(20));
    try (FakeEdge edge = FakeEdge.honest();
        HttpPoster poster = poster(edge, 8, Duration.ofSeconds(10))) {
      DriveOutcome outcome =
          drive(schedule, poster, LoadFixtures.settings(NanoClock.PRECISE, Duration.ofSeconds(10)));
      assertThat(outcome.frames()).hasSize(20).allMatch(CellFrame::correct);
      assertThat(edge.frameUris())
          .contains("/v1/frames?accuracy=0.81&family=letters&deadline_ms=101")
          .contains("/v1/frames?accuracy=0.82&family=letters&deadline_ms=102")
          .hasSize(20);
    }
  }

  private static HttpPoster poster(FakeEdge edge, int connections, Duration timeout) {
    return new HttpPoster(
        edge.url(),
        new FrameQuery(Optional.empty(), OptionalInt.empty(), false),
        new HttpPoster.Limits(connections, timeout),
        NanoClock.PRECISE);
  }

  @Test
  void run_connectionsUsedUp_isTheGeneratorsFault() throws Exception {
    try (FakeEdge edge = FakeEdge.behaving((request, picture) -> {});
        HttpPoster poster = poster(edge, 1, Duration.ofMillis(300))) {
      DriveOutcome outcome =
          drive(
              LoadFixtures.constant(500, 10),
              poster,
              LoadFixtures.settings(NanoClock.PRECISE, Duration.ofSeconds(10)));
      assertThat(outcome.generator().valid()).isFalse();
      assertThat(outcome.generator().latenessMaxMillis()).isGreaterThan(100);
    }
  }
}
