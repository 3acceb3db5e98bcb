package io.hawkvision.loadgen.infaas;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;

/**
 * The bytes of posted frames, counted against one bound as they arrive. One event loop; whoever
 * gets a body gives its bytes back when the frame has ended.
 */
final class PostedBody {
  private static final int MOST_HELD_BYTES = 32 << 20;

  private int heldBytes;

  int heldBytes() {
    return heldBytes;
  }

  void giveBack(int bytes) {
    heldBytes -= bytes;
  }

  /** Collects a body; fails with a {@link Refusal} at the first byte too many. */
  Future<byte[]> read(HttpServerRequest request) {
    if (announcedBytes(request) > Pictures.LIMITS.maxBytes()) {
      return Future.failedFuture(tooLarge());
    }
    Promise<byte[]> done = Promise.promise();
    Buffer body = Buffer.buffer();
    request.handler(chunk -> append(body, chunk, done));
    request.endHandler(end -> done.tryComplete(body.getBytes()));
    request.exceptionHandler(
        lost -> done.tryFail(new Refusal(Refusal.Kind.MALFORMED_FRAME, "The body ended early.")));
    return done.future().onFailure(refused -> giveBack(body.length()));
  }

  private void append(Buffer body, Buffer chunk, Promise<byte[]> done) {
    if (done.future().isComplete()) {
      return; // refused already; the rest is dropped
    }
    if (body.length() + chunk.length() > Pictures.LIMITS.maxBytes()) {
      done.tryFail(tooLarge());
    } else if (heldBytes + chunk.length() > MOST_HELD_BYTES) {
      done.tryFail(new Refusal(Refusal.Kind.OVERLOADED, "The node holds all it may hold."));
    } else {
      heldBytes += chunk.length();
      body.appendBuffer(chunk);
    }
  }

  private static long announcedBytes(HttpServerRequest request) {
    String announced = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    try {
      return announced == null ? -1 : Long.parseLong(announced);
    } catch (NumberFormatException beyondLong) {
      return Long.MAX_VALUE;
    }
  }

  private static Refusal tooLarge() {
    return new Refusal(
        Refusal.Kind.FRAME_TOO_LARGE,
        "A frame has at most " + Pictures.LIMITS.maxBytes() + " bytes.");
  }
}
