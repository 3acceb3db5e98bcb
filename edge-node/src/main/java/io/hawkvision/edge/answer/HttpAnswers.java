package io.hawkvision.edge.answer;

import io.hawkvision.edge.frame.FrameHead;
import io.hawkvision.edge.frame.FrameId;
import io.hawkvision.edge.frame.ServingException;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.TimeUnit;

/** Writes answers and problem documents. Called on the request's event loop. */
public final class HttpAnswers {
  /** How long the rest of a refused body is read and dropped, so that the caller can read why. */
  private static final long LINGER_MILLIS = TimeUnit.SECONDS.toMillis(2);

  private static final CharSequence JSON = HttpHeaders.createOptimized("application/json");
  private static final CharSequence PROBLEM =
      HttpHeaders.createOptimized("application/problem+json");
  private static final CharSequence METRICS =
      HttpHeaders.createOptimized("text/plain; version=0.0.4; charset=utf-8");

  private final Vertx vertx;
  private final int topK;

  public HttpAnswers(Vertx vertx, int topK) {
    this.vertx = vertx;
    this.topK = topK;
  }

  public void frame(HttpServerRequest request, FrameAnswer answer) {
    HttpServerResponse response = request.response();
    if (response.closed()) {
      return;
    }
    echo(response, answer.head());
    response.putHeader(HttpHeaders.CONTENT_TYPE, JSON).end(FrameJson.of(answer, topK).toBuffer());
  }

  /** Writes the problem document, and deals with a body that nobody has read to its end. */
  public void problem(HttpServerRequest request, FrameId id, ServingException refusal) {
    HttpServerResponse response = request.response();
    if (response.closed() || response.ended()) {
      return;
    }
    Problem problem = ProblemMapper.map(refusal);
    problem.headers().forEach(response::putHeader);
    response.setStatusCode(problem.kind().status()).putHeader(HttpHeaders.CONTENT_TYPE, PROBLEM);
    Buffer document = problem.toJson(id).toBuffer();
    if (request.isEnded()) {
      response.end(document);
    } else {
      endBeforeBody(request, document, isEndOfConnection(request, refusal));
    }
  }

  public void json(HttpServerRequest request, boolean available, JsonObject document) {
    request
        .response()
        .setStatusCode(available ? 200 : 503)
        .putHeader(HttpHeaders.CONTENT_TYPE, JSON)
        .end(document.toBuffer());
  }

  public void metrics(HttpServerRequest request, String scrape) {
    if (!request.response().closed()) {
      request.response().putHeader(HttpHeaders.CONTENT_TYPE, METRICS).end(scrape);
    }
  }

  private static void echo(HttpServerResponse response, FrameHead head) {
    head.cameraId().ifPresent(id -> response.putHeader(FrameHead.CAMERA_ID, id));
    head.capturedAt().ifPresent(at -> response.putHeader(FrameHead.CAPTURED_AT, at));
  }

  /** Whether the rest of this body is not worth reading, or its caller may not send it at all. */
  private static boolean isEndOfConnection(HttpServerRequest request, ServingException refusal) {
    return refusal instanceof ServingException.FrameTooLarge
        || refusal instanceof ServingException.Overloaded
        || refusal instanceof ServingException.DeadlineExceeded
        || refusal instanceof ServingException.MalformedRequest
        || request.getHeader(HttpHeaders.EXPECT) != null;
  }

  private void endBeforeBody(HttpServerRequest request, Buffer document, boolean closing) {
    long timer = vertx.setTimer(LINGER_MILLIS, fired -> request.connection().close());
    request.exceptionHandler(gone -> vertx.cancelTimer(timer));
    request.handler(dropped -> {});
    request.endHandler(
        end -> {
          vertx.cancelTimer(timer);
          if (closing) {
            request.connection().close();
          }
        });
    if (closing) {
      request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
    }
    request.response().end(document);
  }
}
