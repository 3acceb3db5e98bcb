package io.hawkvision.edge.watch;

import static io.hawkvision.edge.watch.WatchFixtures.FAMILY;
import static io.hawkvision.edge.watch.WatchFixtures.KEY;
import static io.hawkvision.edge.watch.WatchFixtures.RATE;
import static io.hawkvision.edge.watch.WatchFixtures.audit;
import static io.hawkvision.edge.watch.WatchFixtures.frameIds;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("unit")
class WatchThreadsTest {
  private static final int THREADS = 8;
  private static final int FRAMES = 2_000;

  @TempDir private Path folder;

  private static void serve(Watch watch, long seed, AtomicInteger accepted) {
    for (String id : frameIds(seed).limit(FRAMES).toList()) {
      watch.frame(KEY);
      watch.stance(KEY, RATE);
      watch.draw(KEY, new AuditCandidate(id, "cam-" + seed, 0.9, 0.5));
      watch.audited(KEY, audit(id, false));
      watch.answered(KEY, false, 0.5);
      watch.stance(WatchFixtures.target(seed / 1000.0), RATE);
      // All threads label the same frames: of each, one label may win.
      frameIds(0)
          .limit(3)
          .forEach(
              shared -> {
                if (watch.label(shared, "stop") == LabelOutcome.ACCEPTED) {
                  accepted.incrementAndGet();
                }
              });
    }
  }

  @Test
  void manyThreads_whileTheStoreWrites_loseNothing() throws Exception {
    Path file = folder.resolve("watch.mv");
    AtomicInteger accepted = new AtomicInteger();
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    WatchPage before;
    try (Watch watch =
        Watch.open(WatchSettings.DEFAULT, file, new Hands().clocks(), WatchThreadsTest::fatal)) {
      watch.register(FAMILY);
      List<Future<?>> served = new ArrayList<>();
      for (int seed = 0; seed < THREADS; seed++) {
        long own = seed;
        served.add(threads.submit(() -> serve(watch, own, accepted)));
      }
      while (!served.stream().allMatch(Future::isDone)) {
        watch.flush();
        watch.page("roadside");
      }
      for (Future<?> done : served) {
        done.get();
      }
      before = watch.page("roadside");
    } finally {
      threads.shutdown();
    }
    WatchPage.TargetRow row = before.targets().get(0);
    assertThat(row.frames()).isEqualTo(THREADS * FRAMES);
    assertThat(row.audits()).isEqualTo(THREADS * FRAMES);
    assertThat(row.exposure().answered()).isEqualTo(THREADS * FRAMES);
    assertThat(accepted).hasValue(3);
    try (Watch again =
        Watch.open(WatchSettings.DEFAULT, file, new Hands().clocks(), WatchThreadsTest::fatal)) {
      again.register(FAMILY);
      WatchPage after = again.page("roadside");
      assertThat(after.targets()).containsExactlyInAnyOrderElementsOf(before.targets());
      assertThat(after.labels()).isEqualTo(before.labels());
    }
  }

  private static void fatal(Error error) {
    throw error;
  }
}
