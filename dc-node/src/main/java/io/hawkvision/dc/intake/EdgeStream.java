package io.hawkvision.dc.intake;

import static java.util.Objects.requireNonNull;

import io.hawkvision.dc.intake.Outcome.Computed;
import io.hawkvision.dc.intake.Outcome.Refusal;
import io.hawkvision.dc.intake.Outcome.Refused;
import io.hawkvision.dc.intake.ReplyStream.Ending;
import io.hawkvision.dc.observe.DcMeters;
import io.hawkvision.dc.observe.FrameOutcome;
import io.hawkvision.dc.observe.Stage;
import io.hawkvision.proto.Cancel;
import io.hawkvision.proto.EdgeMessage;
import io.hawkvision.proto.Escalation;
import io.hawkvision.proto.Hello;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One edge's stream, from hello to end. Only ever touched on the event loop of that stream, except
 * that workers settle frames, which comes back through {@code onLoop}.
 *
 * <p>Each escalation is counted exactly once: when it is refused here, delivered, or lost.
 */
final class EdgeStream {
  static final int PROTOCOL = 1;

  private static final Logger log = LoggerFactory.getLogger(EdgeStream.class);

  private enum State {
    AWAITING_HELLO,
    OPEN,
    FINISHING,
    CLOSED
  }

  /** What all streams of the node share. */
  record Shared(EscalationCheck check, Admission admission, DcMeters meters, NanoClock clock) {
    Shared {
      requireNonNull(check, "check");
      requireNonNull(admission, "admission");
      requireNonNull(meters, "meters");
      requireNonNull(clock, "clock");
    }
  }

  private final Shared shared;
  private final ReplyStream replies;
  private final Executor onLoop;
  private final Runnable onClosed;
  private final Map<FrameId, PendingFrame> inFlight = new HashMap<>();
  private State state = State.AWAITING_HELLO;

  EdgeStream(Shared shared, ReplyStream replies, Executor onLoop, Runnable onClosed) {
    this.shared = requireNonNull(shared, "shared");
    this.replies = requireNonNull(replies, "replies");
    this.onLoop = requireNonNull(onLoop, "onLoop");
    this.onClosed = requireNonNull(onClosed, "onClosed");
  }

  void accept(EdgeMessage message) {
    if (state == State.AWAITING_HELLO) {
      greet(message);
    } else if (state == State.OPEN) {
      dispatch(message);
    }
  }

  /** The edge sends no more; what is in flight is still answered. */
  void finish() {
    if (state == State.AWAITING_HELLO) {
      end(Ending.HELLO_EXPECTED);
    } else if (state == State.OPEN) {
      state = State.FINISHING;
      endIfIdle();
    }
  }

  /** The edge did not say hello for too long. */
  void helloTimedOut() {
    if (state == State.AWAITING_HELLO) {
      end(Ending.NO_HELLO_IN_TIME);
    }
  }

  /** Ends the stream with a status; work in flight is discarded. */
  void end(Ending ending) {
    if (state != State.CLOSED) {
      close();
      replies.end(ending);
      log.info("stream ended reason={}", ending);
    }
  }

  /** The stream is gone; work in flight is discarded. */
  void broken(String cause) {
    if (state != State.CLOSED) {
      close();
      log.info("stream broken cause={}", cause);
    }
  }

  int inFlight() {
    return inFlight.size();
  }

  private void greet(EdgeMessage message) {
    if (!message.hasHello()) {
      end(Ending.HELLO_EXPECTED);
      return;
    }
    Hello hello = message.getHello();
    if (hello.getProtocol() != PROTOCOL) {
      end(Ending.WRONG_PROTOCOL);
      return;
    }
    state = State.OPEN;
    log.info("stream opened edge={}", LogText.of(hello.getNode()));
    replies.welcome();
  }

  private void dispatch(EdgeMessage message) {
    switch (message.getBodyCase()) {
      case ESCALATION -> escalate(message.getEscalation());
      case CANCEL -> cancel(message.getCancel());
      case HELLO -> end(Ending.HELLO_TWICE);
      case BODY_NOT_SET -> end(Ending.NOT_A_MESSAGE);
    }
  }

  private void escalate(Escalation escalation) {
    long arrivedAtNanos = shared.clock().nanos();
    EscalationCheck.Checked checked = shared.check().check(escalation);
    if (checked instanceof EscalationCheck.Checked.Unsound unsound) {
      refuse(escalation, unsound.refused(), counted(unsound.refused().refusal()));
      return;
    }
    EscalationCheck.Checked.Sound sound = (EscalationCheck.Checked.Sound) checked;
    if (inFlight.containsKey(sound.id())) {
      Refused twice = new Refused(Refusal.BAD_PAYLOAD, "request_id is in flight already");
      refuse(escalation, twice, FrameOutcome.DUPLICATE);
      return;
    }
    long budgetMicros = Integer.toUnsignedLong(escalation.getBudgetMicros());
    PendingFrame.Span span = PendingFrame.Span.of(arrivedAtNanos, budgetMicros);
    PendingFrame frame =
        new PendingFrame(sound.id(), sound.model(), sound.image(), span, this::settled);
    inFlight.put(frame.id(), frame);
    if (!shared.admission().offer(frame)) {
      inFlight.remove(frame.id());
      Refused full = new Refused(Refusal.OVERLOADED, "the queue is full");
      refuse(escalation, full, FrameOutcome.OVERLOADED);
    }
  }

  private void refuse(Escalation escalation, Refused refused, FrameOutcome outcome) {
    count(replies.refuse(escalation.getRequestId(), refused), outcome);
  }

  private void count(boolean sent, FrameOutcome outcome) {
    shared.meters().frame(sent ? outcome : FrameOutcome.UNDELIVERED);
    if (!sent && replies.stalled()) {
      end(Ending.NOT_READING);
    }
  }

  private void cancel(Cancel cancel) {
    FrameId.of(cancel.getRequestId())
        .map(inFlight::remove)
        .ifPresent(frame -> withdraw(frame, FrameOutcome.CANCELLED));
  }

  private void withdraw(PendingFrame frame, FrameOutcome outcome) {
    if (frame.withdraw()) {
      shared.admission().forget(frame);
    }
    shared.meters().frame(outcome);
  }

  private void settled(PendingFrame frame, Outcome outcome) {
    onLoop.execute(() -> deliver(frame, outcome));
  }

  private void deliver(PendingFrame frame, Outcome outcome) {
    if (!inFlight.remove(frame.id(), frame)) {
      return; // cancelled, or the stream is gone: counted when that happened
    }
    count(replies.send(frame, outcome), counted(outcome));
    if (outcome instanceof Computed) {
      shared.meters().stage(Stage.TOTAL, shared.clock().nanos() - frame.arrivedAtNanos());
    }
    endIfIdle();
  }

  private void endIfIdle() {
    if (state == State.FINISHING && inFlight.isEmpty()) {
      end(Ending.DONE);
    }
  }

  private void close() {
    state = State.CLOSED;
    List<PendingFrame> lost = List.copyOf(inFlight.values());
    inFlight.clear();
    lost.forEach(frame -> withdraw(frame, FrameOutcome.STREAM_CLOSED));
    onClosed.run();
  }

  private static FrameOutcome counted(Outcome outcome) {
    if (outcome instanceof Refused refused) {
      return counted(refused.refusal());
    }
    return FrameOutcome.ANSWERED;
  }

  private static FrameOutcome counted(Refusal refusal) {
    return switch (refusal) {
      case OVERLOADED -> FrameOutcome.OVERLOADED;
      case EXPIRED -> FrameOutcome.EXPIRED;
      case UNKNOWN_VERSION -> FrameOutcome.UNKNOWN_VERSION;
      case BAD_PAYLOAD -> FrameOutcome.BAD_PAYLOAD;
      case INTERNAL -> FrameOutcome.INTERNAL;
    };
  }
}
