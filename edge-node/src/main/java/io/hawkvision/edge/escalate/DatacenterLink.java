package io.hawkvision.edge.escalate;

import com.google.protobuf.ByteString;
import io.hawkvision.edge.decide.DegradeReason;
import io.hawkvision.edge.decide.EscalationState;
import io.hawkvision.edge.escalate.EscalationOutcome.Answered;
import io.hawkvision.edge.escalate.EscalationOutcome.Trip;
import io.hawkvision.edge.escalate.EscalationOutcome.Unanswered;
import io.hawkvision.edge.escalate.PendingEscalations.Pending;
import io.hawkvision.edge.frame.BoundedGate;
import io.hawkvision.edge.frame.FrameId;
import io.hawkvision.edge.observe.EdgeMeters;
import io.hawkvision.edge.observe.EscalationResult;
import io.hawkvision.proto.Answer;
import io.hawkvision.proto.DcMessage;
import io.hawkvision.proto.EdgeMessage;
import io.hawkvision.proto.Refusal;
import io.hawkvision.proto.Welcome;
import io.hawkvision.zoo.family.Family;
import io.hawkvision.zoo.policy.Scores;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The link to one datacenter node: holds a stream, or keeps trying to, for as long as the edge
 * lives. Its own state belongs to one event loop; {@link #state} and {@link #escalate} may be
 * called on any. The retry table is in docs/flows/escalation.md.
 */
public final class DatacenterLink implements Escalator, DatacenterStream.Listener {
  private static final Logger LOG = LoggerFactory.getLogger(DatacenterLink.class);

  /** Kept back from the budget so that the edge's answer still leaves in time. */
  private static final long ANSWER_RESERVE_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

  private final Vertx vertx;
  private final Context context;
  private final Peer peer;
  private final LinkLimits limits;
  private final EdgeMeters meters;
  private final Backoff backoff;
  private final BoundedGate window;
  private final SmoothedRtt rtt = new SmoothedRtt();
  private final PendingEscalations pending = new PendingEscalations();
  private final AnswerWatch watch;
  private @Nullable DatacenterStream stream;
  private boolean closed;
  private String lastReason = "";
  private volatile boolean up;
  private volatile Set<Route> routes = Set.of();

  /** Who speaks to whom, about what. */
  public record Peer(
      String node, Endpoint endpoint, Optional<TlsFiles> tls, List<Family> families) {
    public Peer {
      families = List.copyOf(families);
    }
  }

  public DatacenterLink(Vertx vertx, Peer peer, LinkLimits limits, EdgeMeters meters) {
    this.vertx = vertx;
    this.context = vertx.getOrCreateContext();
    this.peer = peer;
    this.limits = limits;
    this.meters = meters;
    this.backoff = new Backoff(limits.backoffFirst(), limits.backoffLongest(), new Random());
    this.window = new BoundedGate(limits.window());
    this.watch =
        new AnswerWatch(limits.pingInterval().plus(limits.pingTimeout()), System.nanoTime());
    meters.watchQueue("escalation", window);
  }

  /** Starts connecting; returns at once. */
  public void start() {
    context.runOnContext(now -> connect());
  }

  @Override
  public EscalationState state(Family family, String variant) {
    return new EscalationState(
        routes.contains(new Route(family.name(), variant)), window.hasRoom(), rtt.nanos());
  }

  @Override
  public LinkStatus status() {
    return new LinkStatus(
        up ? "up" : "down",
        peer.endpoint().toString(),
        routes.stream().map(Route::toString).toList());
  }

  @Override
  public Future<EscalationOutcome> escalate(EscalationRequest request) {
    Context caller = vertx.getOrCreateContext();
    Promise<EscalationOutcome> promise = Promise.promise();
    context.runOnContext(
        now -> begin(request, outcome -> caller.runOnContext(later -> promise.complete(outcome))));
    return promise.future();
  }

  @Override
  public Future<Void> close() {
    Promise<Void> done = Promise.promise();
    context.runOnContext(
        now -> {
          closed = true;
          if (stream != null) {
            stream.end("the edge is closing");
          }
          done.complete();
        });
    return done.future();
  }

  private void connect() {
    if (!closed && stream == null) {
      stream = new DatacenterStream(vertx, limits, this);
      stream.open(peer.endpoint(), peer.tls(), Wire.hello(peer.node(), peer.families()));
    }
  }

  @Override
  public void ended(DatacenterStream from, String reason) {
    up = false;
    routes = Set.of();
    stream = null;
    for (Pending lost : pending.takeAll()) {
      finish(
          lost,
          EscalationResult.LINK_DOWN,
          new Unanswered(DegradeReason.LINK_DOWN, lost.uplinkBytes()));
    }
    if (closed) {
      return;
    }
    meters.linkFailed();
    if (!reason.equals(lastReason)) {
      LOG.warn("link down dc={} reason={}", peer.endpoint(), reason);
      lastReason = reason;
    }
    vertx.setTimer(backoff.nextMillis(), fired -> connect());
  }

  @Override
  public void received(DatacenterStream from, DcMessage message) {
    watch.heard(System.nanoTime());
    switch (message.getBodyCase()) {
      case WELCOME -> welcome(from, message.getWelcome());
      case ANSWER -> answered(message.getAnswer());
      case REFUSAL -> refused(message.getRefusal());
      case BODY_NOT_SET -> meters.escalation(EscalationResult.UNEXPECTED);
    }
  }

  private void welcome(DatacenterStream from, Welcome welcome) {
    if (welcome.getProtocol() != Wire.PROTOCOL) {
      from.end("protocol " + welcome.getProtocol() + " is not spoken here");
      return;
    }
    if (up) {
      meters.escalation(EscalationResult.UNEXPECTED);
      return;
    }
    routes = Set.copyOf(Route.feasible(peer.families(), welcome));
    up = true;
    lastReason = "";
    backoff.reset();
    meters.linkUp();
    rtt.reset();
    from.welcomed(rtt::addPing);
    LOG.info("link up dc={} node={} routes={}", peer.endpoint(), welcome.getNode(), routes);
  }

  private void begin(EscalationRequest request, Consumer<EscalationOutcome> completion) {
    Route route = new Route(request.family().name(), request.variant().name());
    if (stream == null || !routes.contains(route)) {
      refuse(completion, EscalationResult.LINK_DOWN, DegradeReason.LINK_DOWN);
      return;
    }
    long waitNanos = request.deadline().remainingNanos() - ANSWER_RESERVE_NANOS;
    long budgetNanos = waitNanos - rtt.nanos() / 2;
    if (budgetNanos <= 0) {
      refuse(completion, EscalationResult.DEADLINE, DegradeReason.DEADLINE);
      return;
    }
    if (!window.tryTake(1)) {
      refuse(completion, EscalationResult.WINDOW_FULL, DegradeReason.DC_REFUSED);
      return;
    }
    EdgeMessage message = Wire.escalation(request, budgetNanos);
    if (!stream.send(message)) {
      window.giveBack(1);
      refuse(completion, EscalationResult.WINDOW_FULL, DegradeReason.DC_REFUSED);
      return;
    }
    long waitMillis = Math.max(1, TimeUnit.NANOSECONDS.toMillis(waitNanos));
    pending.add(
        new Pending(
            request,
            message.getSerializedSize() + Wire.FRAMING_BYTES,
            System.nanoTime(),
            vertx.setTimer(waitMillis, fired -> giveUp(request.id())),
            completion));
  }

  private void giveUp(FrameId id) {
    pending
        .giveUp(id)
        .ifPresent(
            late -> {
              finish(
                  late,
                  EscalationResult.DEADLINE,
                  new Unanswered(DegradeReason.DEADLINE, late.uplinkBytes()));
              cancel(id);
            });
  }

  private void cancel(FrameId id) {
    DatacenterStream open = stream;
    if (open == null) {
      return;
    }
    long nowNanos = System.nanoTime();
    if (watch.gaveUp(nowNanos)) {
      open.end(watch.reason(nowNanos));
    } else {
      open.send(Wire.cancel(id));
    }
  }

  private void answered(Answer answer) {
    Optional<Pending> waiting = takeWaiting(answer.getRequestId());
    if (waiting.isEmpty()) {
      return;
    }
    Pending sent = waiting.get();
    if (!Wire.fits(answer, sent.request())) {
      closeRoute(sent);
      finish(
          sent,
          EscalationResult.INVALID,
          new Unanswered(DegradeReason.DC_REFUSED, sent.uplinkBytes()));
      return;
    }
    Trip trip =
        new Trip(
            sent.uplinkBytes(),
            System.nanoTime() - sent.sentNanos(),
            Wire.nanos(answer.getQueueMicros()),
            Wire.nanos(answer.getDecodeMicros()) + Wire.nanos(answer.getInferMicros()),
            Wire.energy(answer));
    rtt.add(trip.rttNanos());
    float[] probabilities = Scores.softmax(Wire.logits(answer));
    finish(
        sent,
        EscalationResult.ANSWERED,
        new Answered(probabilities, answer.getVariant(), sent.request().level(), trip));
  }

  private void refused(Refusal refusal) {
    Optional<Pending> waiting = takeWaiting(refusal.getRequestId());
    if (waiting.isEmpty()) {
      return;
    }
    EscalationResult result =
        switch (refusal.getCode()) {
          case OVERLOADED -> EscalationResult.OVERLOADED;
          case EXPIRED -> EscalationResult.EXPIRED;
          case UNKNOWN_VERSION -> EscalationResult.UNKNOWN_VERSION;
          case BAD_PAYLOAD -> EscalationResult.BAD_PAYLOAD;
          case INTERNAL, ERROR_CODE_UNSPECIFIED, UNRECOGNIZED -> EscalationResult.INTERNAL;
        };
    if (result == EscalationResult.UNKNOWN_VERSION) {
      closeRoute(waiting.get());
    }
    LOG.debug("escalation refused code={} detail={}", refusal.getCode(), refusal.getDetail());
    finish(
        waiting.get(),
        result,
        new Unanswered(DegradeReason.DC_REFUSED, waiting.get().uplinkBytes()));
  }

  /** Takes the escalation a message belongs to; counts messages that belong to none. */
  private Optional<Pending> takeWaiting(ByteString requestId) {
    Optional<FrameId> id = Wire.id(requestId);
    Optional<Pending> waiting = id.flatMap(pending::take);
    if (waiting.isEmpty()) {
      boolean late = id.isPresent() && pending.isLate(id.get());
      meters.escalation(late ? EscalationResult.LATE : EscalationResult.UNEXPECTED);
    }
    return waiting;
  }

  /** Until the next Welcome: the node does not have what was agreed. */
  private void closeRoute(Pending sent) {
    Route route = new Route(sent.request().family().name(), sent.request().variant().name());
    Set<Route> left = new TreeSet<>(routes);
    left.remove(route);
    routes = Set.copyOf(left);
    LOG.warn("route closed dc={} route={}", peer.endpoint(), route);
  }

  private void refuse(
      Consumer<EscalationOutcome> completion, EscalationResult result, DegradeReason reason) {
    meters.escalation(result);
    completion.accept(new Unanswered(reason));
  }

  private void finish(Pending sent, EscalationResult result, EscalationOutcome outcome) {
    vertx.cancelTimer(sent.timer());
    window.giveBack(1);
    meters.escalation(result);
    sent.completion().accept(outcome);
  }
}
