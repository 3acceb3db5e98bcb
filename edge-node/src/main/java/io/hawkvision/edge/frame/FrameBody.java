package io.hawkvision.edge.frame;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/**
 * The bytes of one frame, held in memory only and counted against a budget shared by all frames, as
 * they arrive (a caller that announces much and sends little holds little). One event loop; {@link
 * #close} on every path gives the budget back.
 */
public final class FrameBody implements AutoCloseable {
  private static final int FIRST_BYTES = 64 * 1024;

  private final BoundedGate budget;
  private final int maxBytes;
  private final int expectedBytes;
  private final Promise<FrameBody> done = Promise.promise();
  private byte[] bytes = new byte[0];
  private int length;
  private boolean closed;

  private FrameBody(BoundedGate budget, int maxBytes, int expectedBytes) {
    this.budget = budget;
    this.maxBytes = maxBytes;
    this.expectedBytes = expectedBytes;
  }

  /** Refuses from the announced length alone, before a byte is read. */
  public static void checkAnnounced(HttpServerRequest request, int maxBytes) {
    if (announcedBytes(request) > maxBytes) {
      throw tooLarge(maxBytes);
    }
  }

  /** Collects the body; fails at the first byte too many, at a full budget, at the deadline. */
  public static Future<FrameBody> read(
      Vertx vertx, HttpServerRequest request, BodyLimits limits, Deadline deadline) {
    int expected = (int) Math.max(0, announcedBytes(request));
    FrameBody body = new FrameBody(limits.budget(), limits.maxBytes(), expected);
    long millis = Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadline.remainingNanos()));
    long timer =
        vertx.setTimer(
            millis, fired -> body.fail(new ServingException.DeadlineExceeded(Stage.RECEIVE)));
    request.handler(body::append);
    request.endHandler(end -> body.finish());
    request.exceptionHandler(
        lost -> body.fail(new ServingException.MalformedFrame("The body ended early.")));
    return body.done.future().eventually(() -> cancelled(vertx, timer));
  }

  /** The bound on one body, and the budget all of them share. */
  public record BodyLimits(int maxBytes, BoundedGate budget) {}

  /** The body, exactly as long as the frame; never copied again. */
  public byte[] bytes() {
    return bytes;
  }

  private static Future<Void> cancelled(Vertx vertx, long timer) {
    vertx.cancelTimer(timer);
    return Future.succeededFuture();
  }

  private void append(Buffer chunk) {
    if (closed) {
      return;
    }
    int needed = length + chunk.length();
    if (needed > maxBytes || needed < 0) {
      fail(tooLarge(maxBytes));
      return;
    }
    if (needed > bytes.length && !grow(needed)) {
      fail(new ServingException.Overloaded("The node holds all the frame bytes it may hold."));
      return;
    }
    chunk.getBytes(0, chunk.length(), bytes, length);
    length = needed;
  }

  private boolean grow(int needed) {
    int wanted =
        expectedBytes >= needed
            ? Math.min(expectedBytes, Math.max(needed, Math.max(FIRST_BYTES, 2 * bytes.length)))
            : Math.max(needed, Math.min(maxBytes, 2 * bytes.length));
    if (!budget.tryTake(wanted - bytes.length)) {
      return false;
    }
    bytes = Arrays.copyOf(bytes, wanted);
    return true;
  }

  private void finish() {
    if (!closed && length < bytes.length) {
      budget.giveBack(bytes.length - length);
      bytes = Arrays.copyOf(bytes, length);
    }
    done.tryComplete(this);
  }

  private void fail(ServingException cause) {
    close();
    done.tryFail(cause);
  }

  private static long announcedBytes(HttpServerRequest request) {
    String announced = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    try {
      return announced == null ? -1 : Long.parseLong(announced);
    } catch (NumberFormatException beyondLong) {
      return Long.MAX_VALUE;
    }
  }

  private static ServingException tooLarge(int maxBytes) {
    return new ServingException.FrameTooLarge("A frame has at most " + maxBytes + " bytes.");
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      budget.giveBack(bytes.length);
      bytes = new byte[0];
      length = 0;
    }
  }
}
