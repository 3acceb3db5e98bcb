package io.hawkvision.edge;

import io.hawkvision.edge.decide.DegradeReason;
import io.hawkvision.edge.escalate.EscalationOutcome.Answered;
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
import io.hawkvision.zoo.family.Family;
import io.hawkvision.zoo.policy.EdgeScores;
import io.hawkvision.zoo.policy.Policy;
import io.hawkvision.zoo.policy.Scores;
import io.hawkvision.zoo.policy.Target;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * What the pipeline tells the {@link Watch} and asks of it: moves plans to the safe side, draws
 * audits and sends them after the answer has left, behind everything else. Called on event loops.
 */
final class Watching {
  /** An audit has all the time in the world, so that frames with a deadline go before it. */
  private static final long AUDIT_BUDGET_NANOS = TimeUnit.SECONDS.toNanos(5);

  /** Less disagreement than this is never certified by as many frames as anybody has. */
  private static final double SMALLEST_RATE = 1e-4;

  /**
   * By which factor the share of unsure frames may exceed its certified bound: cameras of a family
   * differ, and one alone may see harder scenes than all of them together.
   */
  private static final double SCORE_TOLERANCE = 1.25;

  /** And by how much at least: where hardly any frame is escalated, a few more mean nothing. */
  private static final double SCORE_MARGIN = 0.05;

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
    boolean isAbsolute = certificate.target() instanceof Target.Absolute;
    boolean isDoubtful = stance.broken() && isAbsolute;
    Plan safer = plan.safer(stance.safeShare());
    return new Watched(
        stance.recalibrate() && isAbsolute ? safer.suspended() : safer,
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

  /** What may be audited of a frame that was answered. */
  @SuppressWarnings("ArrayRecordComponent") // wrapped once, read-only, never compared
  record Served(
      FrameId id, Optional<String> camera, Plan plan, Inference inference, byte[] picture) {
    String source() {
      return camera.orElse("");
    }
  }

  /** A local answer: draws, and sends what was drawn; returns at once. */
  void local(Served frame) {
    frame
        .plan()
        .certificate()
        .ifPresent(
            proof -> {
              scored(frame, proof);
              audit(frame, proof, Optional.empty());
            });
  }

  /**
   * A frame that the edge did not answer by its own choice, whatever came of it. Where the
   * certified policy would have answered it locally, the watch is on the safe side already: what
   * the best variant answered is an audit that costs nothing, and without it the tests would hear
   * no more. Of all others the base rate's share is kept for human labels.
   */
  void escalated(Served frame, Optional<Answered> given) {
    if (frame.plan().certificate().isEmpty()) {
      return;
    }
    Certificate certificate = frame.plan().certificate().get();
    scored(frame, certificate);
    String best = frame.plan().served().family().best().name();
    Optional<Answered> known =
        given.filter(
            answer ->
                answer.variant().equals(best) && answer.level().equals(Policy.LEVEL_ORIGINAL));
    if (known.isPresent() && certificate.policy().answersLocally(frame.inference().score())) {
      audit(frame, certificate, known);
    } else if (watch.sample(frame.id().toString())) {
      sample(frame, certificate, known);
    }
  }

  private void scored(Served frame, Certificate certificate) {
    boolean isUnsure = !certificate.policy().answersLocally(frame.inference().score());
    watch.scored(key(frame.plan().served(), certificate), frame.source(), isUnsure);
  }

  private void audit(Served frame, Certificate certificate, Optional<Answered> known) {
    WatchKey key = key(frame.plan().served(), certificate);
    double threshold = certificate.policy().upper();
    double score = frame.inference().score();
    String id = frame.id().toString();
    Draw draw = watch.draw(key, new AuditCandidate(id, frame.source(), score, threshold));
    if (draw != Draw.NONE) {
      ask(frame, known)
          .onSuccess(
              best ->
                  best.ifPresentOrElse(
                      answer -> watch.audited(key, audit(frame, answer, draw)),
                      () -> watch.auditLost(key)));
    }
  }

  private void sample(Served frame, Certificate certificate, Optional<Answered> known) {
    WatchKey key = key(frame.plan().served(), certificate);
    ask(frame, known)
        .onSuccess(
            best ->
                best.ifPresentOrElse(
                    answer -> watch.sampled(key, audit(frame, answer, Draw.SAMPLE)),
                    watch::sampleLost));
  }

  /**
   * The best variant's answer; none while too many audits are under way, known or not: a sample
   * that takes only what is known already would lean towards it.
   */
  private Future<Optional<Answered>> ask(Served frame, Optional<Answered> known) {
    Family family = frame.plan().served().family();
    boolean isOpen = escalator.state(family, family.best().name()).routeOpen();
    if (!isOpen || !underWay.tryTake(1)) {
      return Future.succeededFuture(Optional.empty());
    }
    if (known.isPresent()) {
      underWay.giveBack(1);
      return Future.succeededFuture(known);
    }
    EscalationRequest request =
        new EscalationRequest(
            frame.id(),
            family,
            family.best(),
            Policy.LEVEL_ORIGINAL,
            frame.picture(),
            Deadline.startingNow(NanoClock.SYSTEM, AUDIT_BUDGET_NANOS));
    return escalator
        .escalate(request)
        .onComplete(done -> underWay.giveBack(1))
        .map(
            outcome -> outcome instanceof Answered answer ? Optional.of(answer) : Optional.empty());
  }

  private static Audit audit(Served frame, Answered best, Draw draw) {
    List<String> labels = frame.plan().served().family().labels();
    float[] probabilities = frame.inference().probabilities();
    return new Audit(
        frame.id().toString(),
        frame.source(),
        EdgeScores.of(probabilities),
        labels.get(Scores.argmax(probabilities)),
        labels.get(Scores.argmax(best.probabilities())),
        draw);
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
    return new NullRate(
        rate,
        1 - certificate.basis().escalatedShare(),
        unsureRate(certificate.basis().escalationBound()));
  }

  /** The share of unsure frames up to which the traffic counts as the calibration's. */
  static double unsureRate(double certified) {
    return Math.min(1, Math.max(certified * SCORE_TOLERANCE, certified + SCORE_MARGIN));
  }
}
