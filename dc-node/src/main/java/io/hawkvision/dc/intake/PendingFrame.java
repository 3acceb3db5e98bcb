package io.hawkvision.dc.intake;

import static java.util.Objects.requireNonNull;

import io.hawkvision.dc.models.ModelKey;
import io.hawkvision.zoo.preprocess.EncodedImage;
import java.util.concurrent.atomic.AtomicReference;

/**
 * An accepted escalation that still owes an answer. Any thread.
 *
 * <p>Either a worker claims it, or its stream withdraws it; the first of the two wins, so a frame
 * that was cancelled in the queue is never computed. A claimed frame is settled exactly once.
 */
public final class PendingFrame {
  private enum State {
    QUEUED,
    CLAIMED,
    WITHDRAWN
  }

  /** Receives the outcome, on the worker's thread. */
  @FunctionalInterface
  public interface Settlement {
    void settled(PendingFrame frame, Outcome outcome);
  }

  /** Receipt and deadline on this node's monotonic clock. */
  public record Span(long arrivedAtNanos, long deadlineAtNanos) {
    static Span of(long nowNanos, long budgetMicros) {
      return new Span(nowNanos, nowNanos + budgetMicros * 1_000);
    }
  }

  private final FrameId id;
  private final ModelKey model;
  private final EncodedImage image;
  private final Span span;
  private final Settlement settlement;
  private final AtomicReference<State> state = new AtomicReference<>(State.QUEUED);

  public PendingFrame(
      FrameId id, ModelKey model, EncodedImage image, Span span, Settlement settlement) {
    this.id = requireNonNull(id, "id");
    this.model = requireNonNull(model, "model");
    this.image = requireNonNull(image, "image");
    this.span = requireNonNull(span, "span");
    this.settlement = requireNonNull(settlement, "settlement");
  }

  public FrameId id() {
    return id;
  }

  public ModelKey model() {
    return model;
  }

  public EncodedImage image() {
    return image;
  }

  public int payloadBytes() {
    return image.bytes().length;
  }

  public long arrivedAtNanos() {
    return span.arrivedAtNanos();
  }

  public long deadlineAtNanos() {
    return span.deadlineAtNanos();
  }

  /** True once the budget is spent: the edge has given its own answer by now. */
  public boolean expiredAt(long nowNanos) {
    return deadlineAtNanos() - nowNanos <= 0;
  }

  /** Takes the frame out of the queue for good; false if its stream withdrew it before. */
  public boolean claim() {
    return state.compareAndSet(State.QUEUED, State.CLAIMED);
  }

  /** The stream no longer wants the answer; false if a worker already has the frame. */
  public boolean withdraw() {
    return state.compareAndSet(State.QUEUED, State.WITHDRAWN);
  }

  public boolean withdrawn() {
    return state.get() == State.WITHDRAWN;
  }

  /** Hands the outcome to the stream. Only for who claimed it, once. */
  public void settle(Outcome outcome) {
    settlement.settled(this, outcome);
  }

  public void refuse(Outcome.Refusal refusal, String detail) {
    settle(new Outcome.Refused(refusal, detail));
  }
}
