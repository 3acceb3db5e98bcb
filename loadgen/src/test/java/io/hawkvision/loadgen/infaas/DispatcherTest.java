package io.hawkvision.loadgen.infaas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hawkvision.loadgen.schedule.NanoClock;
import io.hawkvision.zoo.policy.Target;
import io.hawkvision.zoo.preprocess.EncodedImage;
import io.hawkvision.zoo.preprocess.ImageFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** All on one thread, with a clock that only the test moves: nothing here waits. */
@Tag("unit")
@Timeout(10)
class DispatcherTest {
  private static final VariantKey SMALL = new VariantKey("f", "small");
  private static final VariantKey LARGE = new VariantKey("f", "large");
  private static final Fleet FLEET =
      new Fleet(
          List.of(
              new Profile(SMALL, new Profile.Worth(0.8, 0.8), 10, 100),
              new Profile(LARGE, new Profile.Worth(0.9, 1), 60, 1000)));

  private final AtomicLong now = new AtomicLong();
  private final List<JobEnd> ends = new ArrayList<>();
  private final Residency residency = new Residency(new MemoryBudget(100), FLEET.profiles());
  private final Dispatcher dispatcher =
      new Dispatcher(new Dispatcher.Limits(1, 3, 2), clock(), residency, FLEET);

  DispatcherTest() {
    assertThat(residency.pin(SMALL)).isTrue();
  }

  private NanoClock clock() {
    return new NanoClock() {
      @Override
      public long nanos() {
        return now.get();
      }

      @Override
      public void sleepUntil(long nanos) {
        now.set(nanos);
      }
    };
  }

  private FrameJob job(double accuracy, long deadlineNanos) {
    return new FrameJob(
        "f",
        Target.absolute(accuracy),
        new EncodedImage(new byte[0], ImageFormat.JPEG, 1, 1),
        new FrameJob.Span(0, deadlineNanos),
        ends::add);
  }

  private void load(VariantKey key) throws InterruptedException {
    Dispatcher.LoadOrder order = dispatcher.awaitLoad().orElseThrow();
    assertThat(order.key()).isEqualTo(key);
    order.leaving().forEach(dispatcher::left);
    dispatcher.loaded(key);
  }

  private static JobEnd answered(FrameTask task, long nanos) {
    return new JobEnd.Answered(
        task.key(), task.shortfall(), new float[] {1}, new JobEnd.Times(0, 0, 0, nanos));
  }

  @Test
  void take_chosenIsLoaded_isTheEarliestDeadlineFirst() throws Exception {
    dispatcher.submit(job(0.7, 9000));
    dispatcher.submit(job(0.7, 5000));
    FrameTask first = dispatcher.take().orElseThrow();
    assertThat(first.job().span().deadlineNanos()).isEqualTo(5000);
    assertThat(first.key()).isEqualTo(SMALL);
    assertThat(first.shortfall()).isEmpty();
  }

  @Test
  void take_afterTheLoad_isTheVariantThatWasWaitedFor() throws Exception {
    dispatcher.submit(job(0.85, 90_000));
    now.set(700);
    load(LARGE);
    FrameTask task = dispatcher.take().orElseThrow();
    assertThat(task.key()).isEqualTo(LARGE);
    assertThat(task.shortfall()).isEmpty();
    assertThat(task.loadNanos()).isEqualTo(700);
  }

  @Test
  void take_loadIsNotDoneInTime_isTheSmallestBeforeTheDeadline() throws Exception {
    dispatcher.submit(job(0.85, 90_000));
    now.set(90_000 - 100 - 25 - 125); // the smallest's time with its spread, behind another run
    FrameTask task = dispatcher.take().orElseThrow();
    assertThat(task.key()).isEqualTo(SMALL);
    assertThat(task.shortfall()).hasValue(Shortfall.DEADLINE);
    load(LARGE);
    assertThat(dispatcher.state().queues().ready()).isZero();
  }

  @Test
  void take_loadedVariantWouldBeLate_isTheSmallest() throws Exception {
    dispatcher.submit(job(0.85, 90_000));
    load(LARGE);
    now.set(89_500);
    FrameTask task = dispatcher.take().orElseThrow();
    assertThat(task.key()).isEqualTo(SMALL);
    assertThat(task.shortfall()).hasValue(Shortfall.DEADLINE);
    assertThatThrownBy(() -> residency.release(LARGE)).hasMessageContaining("not claimed");
  }

  @Test
  void take_slowSpellIsOver_triesTheVariantAgain() throws Exception {
    dispatcher.submit(job(0.85, 90_000));
    load(LARGE);
    FrameTask slow = dispatcher.take().orElseThrow();
    dispatcher.ended(slow, answered(slow, 1_000_000));
    int tries = 0;
    VariantKey taken = SMALL;
    while (taken.equals(SMALL) && tries < 100) {
      tries++;
      dispatcher.submit(job(0.85, 5000));
      FrameTask task = dispatcher.take().orElseThrow();
      taken = task.key();
      dispatcher.ended(task, answered(task, 100));
    }
    assertThat(tries).isBetween(2, 99);
  }

  @Test
  void submit_deadlineBelowTheVariantsTime_loadsNothing() throws Exception {
    dispatcher.submit(job(0.85, 999));
    assertThat(dispatcher.take().orElseThrow().shortfall()).hasValue(Shortfall.DEADLINE);
    assertThat(residency.hasWanted()).isFalse();
  }

  @Test
  void submit_nothingIsAdequate_isServedByTheBestAndSaysSo() throws Exception {
    dispatcher.submit(job(0.99, 90_000));
    load(LARGE);
    FrameTask task = dispatcher.take().orElseThrow();
    assertThat(task.key()).isEqualTo(LARGE);
    assertThat(task.shortfall()).hasValue(Shortfall.TARGET_UNATTAINABLE);
  }

  @Test
  void submit_loadQueueIsFull_isTheSmallestAtOnce() throws Exception {
    dispatcher.submit(job(0.85, 90_000));
    dispatcher.submit(job(0.85, 90_000));
    dispatcher.submit(job(0.85, 90_000));
    assertThat(dispatcher.take().orElseThrow().shortfall()).hasValue(Shortfall.LOAD_QUEUE_FULL);
    assertThatThrownBy(() -> dispatcher.submit(job(0.85, 90_000)))
        .isInstanceOfSatisfying(
            Refusal.class, refusal -> assertThat(refusal.status()).isEqualTo(503));
  }

  @Test
  void submit_nothingFits_isRefused() {
    Residency tooSmall = new Residency(new MemoryBudget(9), FLEET.profiles());
    assertThat(tooSmall.pin(SMALL)).isFalse();
    Dispatcher refusing = new Dispatcher(new Dispatcher.Limits(1, 1, 1), clock(), tooSmall, FLEET);
    assertThatThrownBy(() -> refusing.submit(job(0.5, 90_000)))
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal -> assertThat(refusal.kind()).isEqualTo(Refusal.Kind.ENGINE_UNAVAILABLE));
  }

  @Test
  void loadFailed_endsThoseThatWaited() throws Exception {
    dispatcher.submit(job(0.85, 90_000));
    dispatcher.awaitLoad();
    dispatcher.loadFailed(LARGE);
    assertThat(ends).singleElement().isInstanceOf(JobEnd.Refused.class);
    assertThat(dispatcher.state().queues().inFlight()).isZero();
  }

  @Test
  void close_endsEveryJobOnceAndGivesNoMoreWork() throws Exception {
    dispatcher.submit(job(0.85, 90_000));
    dispatcher.submit(job(0.7, 90_000));
    dispatcher.close();
    dispatcher.close();
    assertThat(ends).hasSize(2).allMatch(JobEnd.Refused.class::isInstance);
    assertThat(dispatcher.take()).isEqualTo(Optional.empty());
    assertThat(dispatcher.awaitLoad()).isEqualTo(Optional.empty());
    assertThatThrownBy(() -> dispatcher.submit(job(0.7, 90_000))).isInstanceOf(Refusal.class);
  }
}
