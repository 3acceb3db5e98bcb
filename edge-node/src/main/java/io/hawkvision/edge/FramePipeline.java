package io.hawkvision.edge;

import io.hawkvision.edge.Watching.Served;
import io.hawkvision.edge.Watching.Watched;
import io.hawkvision.edge.answer.FrameAnswer;
import io.hawkvision.edge.answer.HttpAnswers;
import io.hawkvision.edge.decide.Decider;
import io.hawkvision.edge.decide.DegradeReason;
import io.hawkvision.edge.decide.EscalationState;
import io.hawkvision.edge.decide.Verdict;
import io.hawkvision.edge.escalate.EscalationOutcome;
import io.hawkvision.edge.escalate.EscalationOutcome.Answered;
import io.hawkvision.edge.escalate.EscalationOutcome.Unanswered;
import io.hawkvision.edge.escalate.EscalationRequest;
import io.hawkvision.edge.escalate.Escalator;
import io.hawkvision.edge.frame.BoundedGate;
import io.hawkvision.edge.frame.Deadline;
import io.hawkvision.edge.frame.FrameBody;
import io.hawkvision.edge.frame.FrameHead;
import io.hawkvision.edge.frame.FrameId;
import io.hawkvision.edge.frame.FrameIds;
import io.hawkvision.edge.frame.ServingException;
import io.hawkvision.edge.frame.Stage;
import io.hawkvision.edge.infer.EdgeNetwork;
import io.hawkvision.edge.infer.Inference;
import io.hawkvision.edge.observe.EdgeMeters;
import io.hawkvision.edge.observe.EscalationResult;
import io.hawkvision.edge.observe.FrameOutcome;
import io.hawkvision.zoo.family.Family;
import io.hawkvision.zoo.family.Variant;
import io.hawkvision.zoo.policy.Route;
import io.hawkvision.zoo.power.EnergyAccount;
import io.hawkvision.zoo.power.FrameEnergy;
import io.hawkvision.zoo.power.Work;
import io.hawkvision.zoo.preprocess.EncodedImage;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The whole way of a frame: receive, check, admit, decode and infer, decide, escalate, answer.
 * Called on event loops; only decode and inference leave them. Every frame ends in exactly one
 * answer or problem, and gives back its bytes and its place on every path.
 */
final class FramePipeline {
  private final Stages stages;
  private final EdgeMeters meters;
  private final Intake intake;
  private final BoundedGate admission;
  private final FrameIds ids = new FrameIds();

  /** Whom the pipeline asks, in the order in which a frame meets them. */
  record Stages(
      Vertx vertx,
      Supplier<Optional<Families>> families,
      Manner manner,
      Watching watching,
      EdgeNetwork network,
      EdgeNetwork.Shrinking shrinking,
      Escalator escalator,
      EnergyAccount energy,
      HttpAnswers answers,
      FailureLog failures) {}

  FramePipeline(Stages stages, EdgeMeters meters, EdgeConfig.Frame bounds) {
    this.stages = stages;
    this.meters = meters;
    this.intake = new Intake(stages.vertx(), bounds);
    this.admission = new BoundedGate(bounds.inFlight());
    meters.watchQueue("admission", admission);
    meters.watchQueue("held-bytes", intake.heldBytes());
  }

  /** A frame that has arrived; the body's bytes are owned until the answer is written. */
  private record Frame(
      FrameId id, Deadline deadline, FrameHead head, Watched watched, FrameBody body) {
    Plan plan() {
      return watched.plan();
    }
  }

  void serve(HttpServerRequest request) {
    FrameId id = ids.next();
    receive(request, id)
        .compose(this::process)
        .onSuccess(answer -> answered(request, answer))
        .onFailure(failure -> refused(request, id, failure));
  }

  private Future<Frame> receive(HttpServerRequest request, FrameId id) {
    try {
      FrameHead head = intake.head(request);
      Deadline deadline = intake.deadline(head);
      Families families = stages.families().get().orElseThrow(ServingException.ModelWarming::new);
      Plan plan = stages.manner().plan(families.require(head.query().family()), head.query());
      return intake
          .body(request, deadline)
          .map(body -> new Frame(id, deadline, head, stages.watching().watched(plan), body));
    } catch (RuntimeException refusal) {
      return Future.failedFuture(refusal);
    }
  }

  private Future<FrameAnswer> process(Frame frame) {
    meters.stage(Stage.RECEIVE, frame.deadline().elapsedNanos());
    return admitted(frame).onComplete(done -> frame.body().close());
  }

  private Future<FrameAnswer> admitted(Frame frame) {
    if (!admission.tryTake(1)) {
      return Future.failedFuture(new ServingException.Overloaded("Too many frames in flight."));
    }
    return (stages.manner().escalatesFirst() ? raced(frame) : inThisOrder(frame))
        .onSuccess(answer -> kept(frame, answer))
        .onComplete(done -> admission.giveBack(1));
  }

  private Future<FrameAnswer> inThisOrder(Frame frame) {
    return inferred(frame).compose(inference -> decided(frame, inference));
  }

  /** Both at once: the datacenter's answer wins, and does not wait for the edge's. */
  private Future<FrameAnswer> raced(Frame frame) {
    Future<Inference> local = inferred(frame);
    Route route = frame.plan().policies().get(0).hard();
    long startNanos = System.nanoTime();
    return stages
        .escalator()
        .escalate(request(frame, route, frame.body().bytes()))
        .compose(
            outcome -> {
              long nanos = System.nanoTime() - startNanos;
              if (outcome instanceof Answered answer) {
                meters.stage(Stage.ESCALATE, nanos);
                Inference edge = local.succeeded() ? local.result() : Inference.none();
                return Future.succeededFuture(answer(frame, edge, Optional.of(answer), nanos));
              }
              return local.map(
                  inference -> degraded(frame, inference, (Unanswered) outcome, nanos));
            });
  }

  private void kept(Frame frame, FrameAnswer answer) {
    stages.watching().answered(frame.plan(), answer.reason().isPresent(), answer.edge().score());
  }

  private Future<Inference> inferred(Frame frame) {
    try {
      EncodedImage image = intake.image(frame.body(), frame.head());
      return stages.network().infer(frame.plan().served(), image, frame.deadline());
    } catch (RuntimeException failure) { // whatever it is, the frame's place must come back
      return Future.failedFuture(failure);
    }
  }

  private Future<FrameAnswer> decided(Frame frame, Inference inference) {
    meters.stage(Stage.QUEUE, inference.times().queueNanos());
    meters.stage(Stage.DECODE, inference.times().decodeNanos());
    meters.stage(Stage.INFER, inference.times().inferNanos());
    Family family = frame.plan().served().family();
    Verdict verdict =
        Decider.decide(
            stages.manner().score(inference),
            frame.plan().policies(),
            route -> stateOf(family, route),
            frame.deadline().remainingNanos());
    if (verdict instanceof Verdict.Escalate escalate) {
      return escalated(frame, inference, escalate);
    }
    if (verdict instanceof Verdict.Degrade degrade) {
      meters.escalation(resultOf(degrade.reason()));
      sample(frame, inference, Optional.empty());
      return Future.succeededFuture(
          degraded(frame, inference, new Unanswered(degrade.reason()), 0));
    }
    Served served = served(frame, inference);
    stages.vertx().runOnContext(later -> stages.watching().local(served));
    return Future.succeededFuture(answer(frame, inference, Optional.empty(), 0));
  }

  private static Served served(Frame frame, Inference inference) {
    return new Served(
        frame.id(), frame.head().cameraId(), frame.plan(), inference, frame.body().bytes());
  }

  /** Once the answer has left. */
  private void sample(Frame frame, Inference inference, Optional<Answered> dc) {
    Served served = served(frame, inference);
    stages.vertx().runOnContext(later -> stages.watching().escalated(served, dc));
  }

  /** Whole pictures travel; no other level has a transport. */
  private EscalationState stateOf(Family family, Route route) {
    return route.isPicture()
        ? stages.escalator().state(family, route.variant())
        : EscalationState.DOWN;
  }

  private Future<FrameAnswer> escalated(
      Frame frame, Inference inference, Verdict.Escalate escalate) {
    long startNanos = System.nanoTime();
    return request(frame, escalate.route())
        .compose(stages.escalator()::escalate)
        .map(outcome -> closed(frame, inference, outcome, System.nanoTime() - startNanos));
  }

  /** With the picture in the size that the route's level says. */
  private Future<EscalationRequest> request(Frame frame, Route route) {
    byte[] posted = frame.body().bytes();
    if (route.isOriginal()) {
      return Future.succeededFuture(request(frame, route, posted));
    }
    EncodedImage image = intake.image(frame.body(), frame.head());
    Variant variant = frame.plan().served().family().variant(route.variant()).orElseThrow();
    return stages
        .network()
        .shrink(image, variant.input(), stages.shrinking())
        .map(
            sent ->
                request(
                    frame,
                    sent.bytes() == posted ? Route.original(route.variant()) : route,
                    sent.bytes()));
  }

  private static EscalationRequest request(Frame frame, Route route, byte[] picture) {
    Family family = frame.plan().served().family();
    return new EscalationRequest(
        frame.id(),
        family,
        family.variant(route.variant()).orElseThrow(),
        route.level(),
        picture,
        frame.deadline());
  }

  private FrameAnswer closed(
      Frame frame, Inference inference, EscalationOutcome outcome, long escalateNanos) {
    meters.stage(Stage.ESCALATE, escalateNanos);
    sample(
        frame,
        inference,
        outcome instanceof Answered answer ? Optional.of(answer) : Optional.empty());
    if (outcome instanceof Unanswered unanswered) {
      return degraded(frame, inference, unanswered, escalateNanos);
    }
    return answer(frame, inference, Optional.of((Answered) outcome), escalateNanos);
  }

  /** Every answer is counted once, on its way out. */
  private Optional<FrameEnergy> energy(Frame frame, Inference inference, int uplinkBytes) {
    return stages
        .energy()
        .answered(
            new Work(inference.times().cpuNanos(), uplinkBytes, frame.plan().served().cardMacs()));
  }

  private FrameAnswer answer(Frame frame, Inference inference, Optional<Answered> dc, long nanos) {
    return new FrameAnswer(
        frame.id(),
        frame.head(),
        frame.plan().served(),
        inference,
        frame.plan().guarantee(),
        dc,
        frame.watched().doubt(),
        new FrameAnswer.Times(nanos, frame.deadline().elapsedNanos()),
        energy(frame, inference, dc.map(given -> given.trip().uplinkBytes()).orElse(0)));
  }

  private FrameAnswer degraded(Frame frame, Inference inference, Unanswered why, long nanos) {
    Plan plan = frame.plan();
    return new FrameAnswer(
        frame.id(),
        frame.head(),
        plan.served(),
        inference,
        plan.guarantee(),
        Optional.empty(),
        Optional.of(why.reason()),
        new FrameAnswer.Times(nanos, frame.deadline().elapsedNanos()),
        energy(frame, inference, why.uplinkBytes()));
  }

  private void answered(HttpServerRequest request, FrameAnswer answer) {
    meters.stage(Stage.TOTAL, answer.times().totalNanos());
    meters.frame(
        answer.reason().isPresent()
            ? FrameOutcome.DEGRADED
            : answer.dc().isPresent() ? FrameOutcome.DC : FrameOutcome.EDGE);
    stages.answers().frame(request, answer);
  }

  private void refused(HttpServerRequest request, FrameId id, Throwable failure) {
    ServingException refusal = stages.failures().refusal(id, failure);
    meters.frame(FailureLog.outcome(refusal));
    stages.answers().problem(request, id, refusal);
  }

  private static EscalationResult resultOf(DegradeReason reason) {
    return switch (reason) {
      case DEADLINE -> EscalationResult.DEADLINE;
      case LINK_DOWN -> EscalationResult.LINK_DOWN;
      case DC_REFUSED, PROMISE_BROKEN -> EscalationResult.WINDOW_FULL;
    };
  }
}
