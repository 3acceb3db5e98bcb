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
import java.util.List;
import java.util.Locale;
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

  /** A frame whose picture lies in a slot of the lease. */
  private record Decoded(PendingFrame frame, long decodeNanos) {}

  void run(Batch batch) {
    List<Decoded> decoded = new ArrayList<>(batch.frames().size());
    try {
      compute(batch, model(batch.model()), decoded);
    } catch (EngineException | RuntimeException e) {
      log.error("engine failed model={} frames={}", batch.model(), batch.frames().size(), e);
      decoded.forEach(one -> one.frame().refuse(Refusal.INTERNAL, "engine failed"));
    }
  }

  private void compute(Batch batch, ServedModel model, List<Decoded> decoded)
      throws EngineException {
    float[][] logits;
    long inferNanos;
    try (TensorLease lease = model.engine().acquire()) {
      for (PendingFrame frame : batch.frames()) {
        decode(frame, model, lease, decoded);
      }
      if (decoded.isEmpty()) {
        return;
      }
      long inferAtNanos = clock.nanos();
      logits = model.engine().run(lease, decoded.size());
      inferNanos = clock.nanos() - inferAtNanos;
    }
    model.times().add(decoded.size(), clock.nanos() - batch.takenAtNanos());
    meters.batch(decoded.size());
    meters.stage(Stage.INFER, inferNanos);
    settle(batch, decoded, logits, inferNanos);
  }

  /** One unreadable picture is refused by itself; the rest of the batch goes on. */
  private void decode(
      PendingFrame frame, ServedModel model, TensorLease lease, List<Decoded> decoded) {
    long startedAtNanos = clock.nanos();
    try {
      model.preprocessor().into(frame.image(), lease.slot(decoded.size()));
    } catch (UnreadableImageException e) {
      String reason = e.reason().name().toLowerCase(Locale.ROOT);
      frame.refuse(Refusal.BAD_PAYLOAD, "picture is " + reason);
      return;
    }
    long decodeNanos = clock.nanos() - startedAtNanos;
    meters.stage(Stage.DECODE, decodeNanos);
    decoded.add(new Decoded(frame, decodeNanos));
  }

  private void settle(Batch batch, List<Decoded> decoded, float[][] logits, long inferNanos) {
    for (int i = 0; i < decoded.size(); i++) {
      Decoded one = decoded.get(i);
      long queueNanos = batch.takenAtNanos() - one.frame().arrivedAtNanos();
      meters.stage(Stage.QUEUE, queueNanos);
      Outcome.Durations took = new Outcome.Durations(queueNanos, one.decodeNanos(), inferNanos);
      one.frame().settle(new Outcome.Computed(boxed(logits[i]), took, decoded.size()));
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
