package io.hawkvision.dc.infer;

import static java.util.Objects.requireNonNull;

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

  BatchRun(Catalogue catalogue, DcMeters meters, NanoClock clock) {
    this.catalogue = requireNonNull(catalogue, "catalogue");
    this.meters = requireNonNull(meters, "meters");
    this.clock = requireNonNull(clock, "clock");
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
    try (TensorLease lease = model.engine().acquire()) {
      for (PendingFrame frame : batch.frames()) {
        decode(frame, model, lease, progress);
      }
      if (decoded.isEmpty()) {
        return;
      }
      inferAtNanos = clock.nanos();
      logits = model.engine().run(lease, decoded.size());
      inferNanos = clock.nanos() - inferAtNanos;
    }
    model.times().add(decoded.size(), clock.nanos() - batch.takenAtNanos());
    meters.batch(decoded.size());
    meters.stage(Stage.INFER, inferNanos);
    settle(progress, logits, inferAtNanos, inferNanos);
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
  private void settle(Progress progress, float[][] logits, long inferAtNanos, long inferNanos) {
    long takenAtNanos = progress.batch().takenAtNanos();
    List<PendingFrame> decoded = progress.decoded();
    for (int i = 0; i < decoded.size(); i++) {
      PendingFrame frame = decoded.get(i);
      long queueNanos = takenAtNanos - frame.arrivedAtNanos();
      meters.stage(Stage.QUEUE, queueNanos);
      Outcome.Durations took =
          new Outcome.Durations(queueNanos, inferAtNanos - takenAtNanos, inferNanos);
      progress.settle(frame, new Outcome.Computed(boxed(logits[i]), took, decoded.size()));
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
