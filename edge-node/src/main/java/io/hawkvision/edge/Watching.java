package io.hawkvision.edge;

import io.hawkvision.edge.decide.DegradeReason;
import io.hawkvision.edge.escalate.EscalationOutcome;
import io.hawkvision.edge.escalate.EscalationRequest;
import io.hawkvision.edge.escalate.Escalator;
import io.hawkvision.edge.frame.BoundedGate;
import io.hawkvision.edge.frame.Deadline;
import io.hawkvision.edge.frame.FrameId;
import io.hawkvision.edge.frame.NanoClock;
import io.hawkvision.edge.infer.Inference;
import io.hawkvision.edge.infer.ServedFamily;
import io.hawkvision.edge.watch.Audit;
import io.hawkvision.edge.watch.AuditCandidate;
import io.hawkvision.edge.watch.Draw;
import io.hawkvision.edge.watch.NullRate;
import io.hawkvision.edge.watch.Stance;
import io.hawkvision.edge.watch.Watch;
import io.hawkvision.edge.watch.WatchKey;
import io.hawkvision.zoo.certify.Certificate;
import io.hawkvision.zoo.policy.Policy;
import io.hawkvision.zoo.policy.Scores;
import io.hawkvision.zoo.policy.Target;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * What the pipeline tells the {@link Watch} and asks of it: moves plans to the safe side, draws
 * audits of local answers and sends them after the answer has left, behind everything else. Called
 * on event loops.
 */
final class Watching {
  /** An audit has all the time in the world, so that frames with a deadline go before it. */
  private static final long AUDIT_BUDGET_NANOS = TimeUnit.SECONDS.toNanos(5);

  /** Less disagreement than this is never certified by as many frames as anybody has. */
  private static final double SMALLEST_RATE = 1e-4;

  /** Audits under way at a time: each holds a picture. */
  static final int MOST_UNDER_WAY = 8;

  private final Watch watch;
  private final Escalator escalator;
  private final double tolerance;
  private final BoundedGate underWay = new BoundedGate(MOST_UNDER_WAY);

  /**
   * The wiring.
   *
   * @param tolerance by which factor the disagreement may exceed the certified bound before it
   *     counts as a change of the traffic
   */
  Watching(Watch watch, Escalator escalator, double tolerance) {
    this.watch = watch;
    this.escalator = escalator;
    this.tolerance = tolerance;
  }

  BoundedGate underWay() {
    return underWay;
  }

  /** What the watch makes of a plan. */
  record Watched(Plan plan, Optional<DegradeReason> doubt) {}

  /** A plan as it may be served now. Counts the frame. */
  Watched watched(Plan plan) {
    if (plan.certificate().isEmpty()) {
      return new Watched(plan, Optional.empty());
    }
    Certificate certificate = plan.certificate().get();
    WatchKey key = key(plan.served(), certificate);
    watch.frame(key);
    Stance stance = watch.stance(key, nullRate(certificate));
    boolean isDoubtful = stance.broken() && certificate.target() instanceof Target.Absolute;
    return new Watched(
        plan.safer(stance.safeShare()),
        isDoubtful ? Optional.of(DegradeReason.PROMISE_BROKEN) : Optional.empty());
  }

  /** The exposure ledger. */
  void answered(Plan plan, boolean degraded, double score) {
    plan.certificate()
        .ifPresent(
            certificate ->
                watch.answered(
                    key(plan.served(), certificate),
                    degraded,
                    degraded
                        ? plan.served().calibrated().lowerBound(certificate.target(), score)
                        : promised(certificate.target())));
  }

  /** A relative target promises the best variant's answers less what may be lost. */
  private static double promised(Target target) {
    return target instanceof Target.Relative ? 1 - target.onGrid() : target.onGrid();
  }

  /** A local answer that may be audited. */
  @SuppressWarnings("ArrayRecordComponent") // wrapped once, read-only, never compared
  record LocalAnswer(
      FrameId id, Optional<String> camera, Plan plan, Inference inference, byte[] picture) {}

  /** Draws, and sends what was drawn; returns at once. */
  void local(LocalAnswer answer) {
    if (answer.plan().certificate().isEmpty()) {
      return;
    }
    Certificate certificate = answer.plan().certificate().get();
    WatchKey key = key(answer.plan().served(), certificate);
    Draw draw = watch.draw(key, candidate(answer, certificate));
    if (draw == Draw.NONE) {
      return;
    }
    ServedFamily served = answer.plan().served();
    boolean isOpen = escalator.state(served.family(), served.family().best().name()).routeOpen();
    if (!isOpen || !underWay.tryTake(1)) {
      watch.auditLost(key);
      return;
    }
    EscalationRequest request =
        new EscalationRequest(
            answer.id(),
            served.family(),
            served.family().best(),
            Policy.LEVEL_ORIGINAL,
            answer.picture(),
            Deadline.startingNow(NanoClock.SYSTEM, AUDIT_BUDGET_NANOS));
    escalator
        .escalate(request)
        .onComplete(done -> underWay.giveBack(1))
        .onSuccess(outcome -> audited(key, answer, outcome, draw == Draw.AUDIT_AND_DETECT));
  }

  /**
   * An escalated frame that the certified policy would have answered locally: the watch is on the
   * safe side already. Its audit costs nothing, and without it the tests would hear no more.
   */
  void escalated(LocalAnswer answer, EscalationOutcome.Answered best) {
    ServedFamily served = answer.plan().served();
    double score = answer.inference().score();
    Optional<Certificate> certificate =
        answer
            .plan()
            .certificate()
            .filter(proof -> proof.policy().answersLocally(score))
            .filter(proof -> best.variant().equals(served.family().best().name()));
    if (certificate.isPresent()) {
      WatchKey key = key(served, certificate.get());
      Draw draw = watch.draw(key, candidate(answer, certificate.get()));
      if (draw != Draw.NONE) {
        audited(key, answer, best, draw == Draw.AUDIT_AND_DETECT);
      }
    }
  }

  private static AuditCandidate candidate(LocalAnswer answer, Certificate certificate) {
    return new AuditCandidate(
        answer.id().toString(),
        answer.camera().orElse(""),
        answer.inference().score(),
        certificate.policy().upper());
  }

  private void audited(
      WatchKey key, LocalAnswer answer, EscalationOutcome outcome, boolean detect) {
    if (!(outcome instanceof EscalationOutcome.Answered best)) {
      watch.auditLost(key);
      return;
    }
    List<String> labels = answer.plan().served().family().labels();
    watch.audited(
        key,
        new Audit(
            answer.id().toString(),
            answer.camera().orElse(""),
            answer.inference().score(),
            labels.get(Scores.argmax(answer.inference().probabilities())),
            labels.get(Scores.argmax(best.probabilities())),
            detect));
  }

  private static WatchKey key(ServedFamily served, Certificate certificate) {
    return new WatchKey(
        served.family().name(),
        served.family().version(),
        served.family().manifestHash(),
        certificate.target().kind(),
        certificate.target().onGrid());
  }

  private NullRate nullRate(Certificate certificate) {
    double bound = certificate.basis().localDisagreement();
    double rate = Math.min(1, Math.max(SMALLEST_RATE, bound * tolerance));
    return new NullRate(rate, 1 - certificate.basis().escalatedShare());
  }
}
