package io.hawkvision.dc.infer;

import io.hawkvision.dc.intake.NanoClock;
import io.hawkvision.dc.intake.Outcome;
import io.hawkvision.dc.intake.Outcome.Refusal;
import io.hawkvision.dc.intake.PendingFrame;
import io.hawkvision.dc.models.Catalogue;
import io.hawkvision.dc.models.ModelKey;
import io.hawkvision.dc.models.ServedModel;
import io.hawkvision.dc.observe.DcMeters;
import io.hawkvision.dc.observe.Stage;
import io.hawkvision.dc.schedule.Batch;
import io.hawkvision.zoo.engine.EngineException;
import io.hawkvision.zoo.engine.TensorLease;
import io.hawkvision.zoo.power.EnergyAccount;
import io.hawkvision.zoo.power.ThreadCpu;
import io.hawkvision.zoo.power.Work;
import io.hawkvision.zoo.preprocess.UnreadableImageException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Computes a batch on the calling worker's thread, and settles every frame of it. */
final class BatchRun {
  private static final Logger log = LoggerFactory.getLogger(BatchRun.class);

  private final Catalogue catalogue;
  private final DcMeters meters;
  private final NanoClock clock;
  private final EnergyAccount energy;
  private final int runThreads;

  BatchRun(Workers.Computing computing) {
    this.catalogue = computing.catalogue();
    this.meters = computing.meters();
    this.clock = computing.clock();
    this.energy = computing.energy();
    this.runThreads = computing.runThreads();
  }

  /**
   * A batch under way.
   *
   * @param decoded the frames whose pictures lie in the slots of the lease, slot by slot
   * @param owed the frames that have no outcome yet
   */
  private record Progress(Batch batch, List<PendingFrame> decoded, Set<PendingFrame> owed) {
    static Progress of(Batch batch) {
      return new Progress(batch, new ArrayList<>(), new LinkedHashSet<>(batch.frames()));
    }

    void settle(PendingFrame frame, Outcome outcome) {
      owed.remove(frame);
      frame.settle(outcome);
    }
  }

  /** A run that came to its end, and each frame's share of the work. */
  @SuppressWarnings("ArrayRecordComponent") // the engine's own rows, never compared
  private record Run(float[][] logits, long atNanos, long nanos, Work share) {}

  void run(Batch batch) {
    Progress progress = Progress.of(batch);
    try {
      compute(progress, model(batch.model()));
    } catch (EngineException | RuntimeException e) {
      log.error("batch failed model={} frames={}", batch.model(), batch.frames().size(), e);
      progress.owed().forEach(frame -> frame.refuse(Refusal.INTERNAL, "batch failed"));
    }
  }

  private void compute(Progress progress, ServedModel model) throws EngineException {
    Batch batch = progress.batch();
    List<PendingFrame> decoded = progress.decoded();
    float[][] logits;
    long inferAtNanos;
    long inferNanos;
    long startedCpuNanos = ThreadCpu.nanos();
    long decodeCpuNanos;
    long inferCpuNanos;
    try (TensorLease lease = model.engine().acquire()) {
      for (PendingFrame frame : batch.frames()) {
        decode(frame, model, lease, progress);
      }
      if (decoded.isEmpty()) {
        return;
      }
      decodeCpuNanos = ThreadCpu.since(startedCpuNanos);
      inferAtNanos = clock.nanos();
      long runCpuNanos = ThreadCpu.nanos();
      logits = model.engine().run(lease, decoded.size());
      inferCpuNanos = ThreadCpu.since(runCpuNanos);
      inferNanos = clock.nanos() - inferAtNanos;
    }
    model.times().add(decoded.size(), clock.nanos() - batch.takenAtNanos());
    meters.batch(decoded.size());
    meters.stage(Stage.INFER, inferNanos);
    Work share = share(model, decoded.size(), decodeCpuNanos, inferCpuNanos);
    settle(progress, new Run(logits, inferAtNanos, inferNanos, share));
  }

  /** One frame's share of the batch. A run's other threads are as busy as the worker. */
  private Work share(ServedModel model, int frames, long decodeCpuNanos, long inferCpuNanos) {
    long cardMacs = model.engine().onCard() ? model.variant().macs() : 0;
    boolean isKnown = decodeCpuNanos >= 0 && inferCpuNanos >= 0;
    return new Work(
        isKnown ? (decodeCpuNanos + inferCpuNanos * runThreads) / frames : ThreadCpu.UNKNOWN,
        0,
        cardMacs);
  }

  /** One unreadable picture is refused by itself; the rest of the batch goes on. */
  private void decode(PendingFrame frame, ServedModel model, TensorLease lease, Progress progress) {
    long startedAtNanos = clock.nanos();
    try {
      model.preprocessor().into(frame.image(), lease.slot(progress.decoded().size()));
    } catch (UnreadableImageException e) {
      String reason = e.reason().name().toLowerCase(Locale.ROOT);
      progress.settle(frame, new Outcome.Refused(Refusal.BAD_PAYLOAD, "picture is " + reason));
      return;
    }
    meters.stage(Stage.DECODE, clock.nanos() - startedAtNanos);
    progress.decoded().add(frame);
  }

  /**
   * The edge takes what is left of its wait for the network's share, so a frame's decode time is
   * that of the whole batch: from the queue to the run, its batch-mates' pictures included.
   */
  private void settle(Progress progress, Run run) {
    long takenAtNanos = progress.batch().takenAtNanos();
    List<PendingFrame> decoded = progress.decoded();
    for (int i = 0; i < decoded.size(); i++) {
      PendingFrame frame = decoded.get(i);
      long queueNanos = takenAtNanos - frame.arrivedAtNanos();
      meters.stage(Stage.QUEUE, queueNanos);
      Outcome.Durations took =
          new Outcome.Durations(queueNanos, run.atNanos() - takenAtNanos, run.nanos());
      progress.settle(
          frame,
          new Outcome.Computed(
              boxed(run.logits()[i]), took, decoded.size(), energy.answered(run.share())));
    }
  }

  private ServedModel model(ModelKey key) {
    return catalogue
        .find(key)
        .orElseThrow(() -> new IllegalStateException("not in the catalogue: " + key));
  }

  private static List<Float> boxed(float[] values) {
    List<Float> boxed = new ArrayList<>(values.length);
    for (float value : values) {
      boxed.add(value);
    }
    return boxed;
  }
}
