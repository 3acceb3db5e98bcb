package io.hawkvision.loadgen.run;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hawkvision.loadgen.drive.SingleFrames;
import io.hawkvision.loadgen.drive.StopFlag;
import io.hawkvision.loadgen.plan.BenchPlan;
import io.hawkvision.loadgen.post.AskedTarget;
import io.hawkvision.loadgen.post.HttpPoster;
import io.hawkvision.loadgen.result.CellResult;
import io.hawkvision.loadgen.result.RunFolder;
import io.hawkvision.loadgen.source.FrameSource;
import io.hawkvision.loadgen.source.InvalidInputException;
import io.hawkvision.zoo.family.Family;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/** The cells of one stage, on running nodes. The main thread. */
final class StageRun {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int WARM_UP_FRAMES = 400;
  private static final int MOST_ATTEMPTS = 3;
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final long POLL_MILLIS = 50;

  /** For queues to drain, once the link is open again. */
  private static final long REST_MILLIS = 700;

  /** What is measured. */
  record Subject(Family family, BenchPlan plan, Tuned tuned) {
    Subject {
      requireNonNull(family, "family");
      requireNonNull(plan, "plan");
      requireNonNull(tuned, "tuned");
    }
  }

  private final Subject subject;
  private final Rig rig;
  private final Bench.Surround surround;
  private final FrameSupply supply;
  private final RunFolder folder;
  private final StopFlag stop;

  StageRun(
      Subject subject,
      Rig rig,
      Bench.Surround surround,
      FrameSupply supply,
      RunFolder folder,
      StopFlag stop) {
    this.subject = subject;
    this.rig = rig;
    this.surround = surround;
    this.supply = supply;
    this.folder = folder;
    this.stop = stop;
  }

  void measure(List<PlannedCell> cells, Consumer<String> progress)
      throws IOException, InvalidInputException {
    warmUp(cells.get(0).accuracy());
    try (CellRun run = new CellRun(subject, rig, surround, supply, stop)) {
      for (PlannedCell cell : cells) {
        rest(cell);
        if (stop.isRaised()) {
          return;
        }
        Optional<CellResult> result = measured(run, cell, progress);
        if (result.isEmpty()) {
          return; // half a cell is no cell
        }
        folder.write(result.get());
        describe(cell);
      }
    }
  }

  /** Again, where the generator was late: another program took the cores. */
  private Optional<CellResult> measured(CellRun run, PlannedCell cell, Consumer<String> progress)
      throws IOException, InvalidInputException {
    for (int attempt = 1; ; attempt++) {
      CellResult result = run.measure(cell);
      if (stop.isRaised()) {
        return Optional.empty();
      }
      progress.accept(words(result));
      if (result.generator().valid() || attempt == MOST_ATTEMPTS) {
        return Optional.of(result);
      }
      rest(cell);
    }
  }

  /** Compiles the nodes' hot paths and settles certificates; these frames count nowhere. */
  private void warmUp(double accuracy) throws IOException, InvalidInputException {
    open();
    try (FrameSource source = supply.tuning(subject.family())) {
      for (Rig.Running running : rig.all()) {
        if (running.system().usesDatacenter()) {
          awaitDatacenter(running.poster());
        }
        SingleFrames frames = new SingleFrames(running.poster().toFamily(subject.family().name()));
        for (int i = 0; i < WARM_UP_FRAMES && !stop.isRaised(); i++) {
          frames.ask(source.frame(i % (WARM_UP_FRAMES / 4)), AskedTarget.accuracy(accuracy));
        }
      }
    }
  }

  /** What the cell before left in queues and in TCP must not reach this one. */
  private void rest(PlannedCell cell) throws IOException {
    Optional<String> dead = rig.dead();
    if (dead.isPresent()) {
      throw new IOException(dead.get() + " died; its log is in .hawk/logs");
    }
    open();
    SingleFrames.pause(REST_MILLIS);
    if (cell.system().usesDatacenter()) {
      awaitDatacenter(rig.system(cell.system()).poster());
    }
  }

  private void open() throws IOException {
    if (surround.link().isPresent()) {
      surround.link().get().open();
    }
  }

  /** Until the node says that its datacenter is there; after an outage that takes a moment. */
  private void awaitDatacenter(HttpPoster poster) throws IOException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    String state = "";
    while (System.nanoTime() < end && !stop.isRaised()) {
      JsonNode ready = JSON.readTree(poster.get("/readyz").getBytes());
      state = ready.path("dc").path("state").asText();
      if (state.equals("up")) {
        return;
      }
      SingleFrames.pause(POLL_MILLIS);
    }
    if (!stop.isRaised()) {
      throw new IOException("an edge node did not reach its datacenter: its link is " + state);
    }
  }

  private void describe(PlannedCell cell) throws IOException {
    folder.describe(folder.header().with(Headers.words(cell, subject)));
  }

  private static String words(CellResult result) {
    long right = result.frames().stream().filter(f -> f.correct()).count();
    long[] latencies =
        result.frames().stream()
            .mapToLong(f -> f.isAnswered() ? f.latencyMicros() : Long.MAX_VALUE)
            .sorted()
            .toArray();
    int p99 = Math.max(0, (int) Math.ceil(0.99 * latencies.length) - 1);
    double millis = latencies.length == 0 ? Double.NaN : latencies[p99] / 1000.0;
    return String.format(
        Locale.ROOT,
        "%s, %s, factor %d%s, seed %d, %s: %,d frames, %.4f right, p99 %.1f ms%s",
        result.key().family(),
        result.key().link(),
        result.key().edgeFactor(),
        result.key().load().isEmpty() ? "" : ", " + result.key().load(),
        result.key().seed(),
        result.key().system(),
        result.frames().size(),
        (double) right / Math.max(1, result.frames().size()),
        millis,
        result.generator().valid() ? "" : " (invalid: the generator was late)");
  }
}
