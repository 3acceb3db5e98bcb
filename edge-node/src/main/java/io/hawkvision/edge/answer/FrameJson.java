package io.hawkvision.edge.answer;

import io.hawkvision.edge.decide.DegradeReason;
import io.hawkvision.edge.decide.Guarantee;
import io.hawkvision.edge.escalate.EscalationOutcome.Answered;
import io.hawkvision.edge.escalate.EscalationOutcome.DcEnergy;
import io.hawkvision.edge.escalate.EscalationOutcome.Trip;
import io.hawkvision.edge.infer.Inference.StageTimes;
import io.hawkvision.zoo.certify.Certifier;
import io.hawkvision.zoo.policy.Target;
import io.hawkvision.zoo.power.FrameEnergy;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** A frame's answer as JSON. Pure. */
final class FrameJson {
  private static final double NANOS_PER_MILLI = 1e6;
  private static final double THOUSANDTHS = 1e3;
  private static final double MICROS_PER_UNIT = 1e6;
  private static final double CONFIDENCE_STEPS = 1e5;
  private static final double SHARE_STEPS = 1e4;

  /** What binary fractions take from 0.9 * 1e4. */
  private static final double ROUNDING = 1e-9;

  private FrameJson() {}

  static JsonObject of(FrameAnswer answer, int topK) {
    JsonObject json =
        new JsonObject()
            .put("id", answer.id().toString())
            .put("family", answer.served().family().name())
            .put("version", answer.served().family().version())
            .put("predictions", predictions(answer, topK));
    if (answer.dc().isPresent()) {
      json.put("answered_by", "dc").put("variant", answer.dc().get().variant());
    } else {
      json.put("answered_by", "edge")
          .put("variant", answer.served().edge().name())
          .put("engine", answer.served().engine().name());
    }
    json.put("degraded", answer.reason().isPresent());
    answer.reason().ifPresent(reason -> json.put("reason", reason.label()));
    json.put("accuracy", accuracy(answer));
    answer.dc().ifPresent(dc -> json.put("escalation", escalation(dc)));
    json.put("timing_ms", timing(answer));
    answer.energy().ifPresent(edge -> json.put("energy_millijoules", energy(answer, edge)));
    return json;
  }

  /** The datacenter's part only where it answered and told; it may know in another way. */
  private static JsonObject energy(FrameAnswer answer, FrameEnergy edge) {
    JsonObject energy = new JsonObject().put("edge", millijoules(edge.joules()));
    Optional<DcEnergy> told = answer.dc().flatMap(dc -> dc.trip().dcEnergy());
    told.ifPresent(dc -> energy.put("dc", millijoules(dc.joules())));
    energy.put("source", edge.source().word());
    told.ifPresent(dc -> energy.put("dc_source", dc.source()));
    return energy;
  }

  private static double millijoules(double joules) {
    return Math.round(joules * MICROS_PER_UNIT) / THOUSANDTHS;
  }

  private static JsonArray predictions(FrameAnswer answer, int topK) {
    float[] probabilities = answer.probabilities();
    List<String> labels = answer.served().family().labels();
    JsonArray predictions = new JsonArray();
    for (int label : best(probabilities, topK)) {
      predictions.add(
          new JsonObject()
              .put("label", labels.get(label))
              .put(
                  "confidence",
                  Math.round(probabilities[label] * CONFIDENCE_STEPS) / CONFIDENCE_STEPS));
    }
    return predictions;
  }

  private static int[] best(float[] probabilities, int topK) {
    if (topK == 1) {
      int best = 0;
      for (int i = 1; i < probabilities.length; i++) {
        best = probabilities[i] > probabilities[best] ? i : best;
      }
      return new int[] {best};
    }
    Integer[] order = IntStream.range(0, probabilities.length).boxed().toArray(Integer[]::new);
    Arrays.sort(order, Comparator.comparingDouble((Integer i) -> -probabilities[i]));
    return Arrays.stream(order).limit(topK).mapToInt(Integer::intValue).toArray();
  }

  private static JsonObject accuracy(FrameAnswer answer) {
    Target target = answer.head().query().target();
    JsonObject accuracy = new JsonObject().put("target", target.value()).put("kind", target.kind());
    if (answer.reason().equals(Optional.of(DegradeReason.PROMISE_BROKEN))) {
      return accuracy.put("guarantee", Guarantee.State.BEST_EFFORT.label());
    }
    return answer.reason().isPresent() && answer.dc().isEmpty()
        ? ofBand(answer, target, accuracy)
        : ofGuarantee(answer.guarantee(), target, accuracy);
  }

  /** A degraded answer of the edge promises nothing but what answers of its score are worth. */
  private static JsonObject ofBand(FrameAnswer answer, Target target, JsonObject accuracy) {
    double bound = answer.served().calibrated().lowerBound(target, answer.edge().score());
    return accuracy
        .put("lower_bound", down(bound))
        .put("confidence_level", Certifier.CONFIDENCE)
        .put("scope", "score-band")
        .put("guarantee", Guarantee.State.BEST_EFFORT.label());
  }

  private static JsonObject ofGuarantee(Guarantee guarantee, Target target, JsonObject accuracy) {
    boolean isLoss = target instanceof Target.Relative;
    guarantee
        .bound()
        .ifPresent(
            bound ->
                accuracy
                    .put(isLoss ? "loss_upper_bound" : "lower_bound", isLoss ? bound : down(bound))
                    .put("confidence_level", Certifier.CONFIDENCE));
    guarantee.estimate().ifPresent(estimate -> accuracy.put("estimate", down(estimate)));
    accuracy.put("guarantee", guarantee.state().label());
    guarantee.certificate().ifPresent(id -> accuracy.put("certificate", id));
    guarantee.missingFrames().ifPresent(frames -> accuracy.put("missing_frames", frames));
    return accuracy;
  }

  /** A bound is never rounded up. */
  private static double down(double share) {
    return Math.floor(share * SHARE_STEPS + ROUNDING) / SHARE_STEPS;
  }

  private static JsonObject escalation(Answered dc) {
    return new JsonObject()
        .put("level", dc.level())
        .put("uplink_bytes", dc.trip().uplinkBytes())
        .put("rtt_ms", millis(dc.trip().rttNanos()));
  }

  private static JsonObject timing(FrameAnswer answer) {
    StageTimes edge = answer.edge().times();
    JsonObject timing =
        new JsonObject()
            .put("queue", millis(edge.queueNanos()))
            .put("decode", millis(edge.decodeNanos()))
            .put("infer", millis(edge.inferNanos()));
    if (answer.times().escalateNanos() > 0) {
      timing.put("escalate", millis(answer.times().escalateNanos()));
    }
    if (answer.dc().isPresent()) {
      Trip trip = answer.dc().get().trip();
      timing
          .put("dc_queue", millis(trip.dcQueueNanos()))
          .put("dc_infer", millis(trip.dcInferNanos()));
    }
    return timing.put("total", millis(answer.times().totalNanos()));
  }

  private static double millis(long nanos) {
    return Math.round(nanos / NANOS_PER_MILLI * THOUSANDTHS) / THOUSANDTHS;
  }
}
