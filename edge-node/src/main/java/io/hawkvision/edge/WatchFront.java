package io.hawkvision.edge;

import io.hawkvision.edge.answer.HttpAnswers;
import io.hawkvision.edge.answer.WatchJson;
import io.hawkvision.edge.frame.FrameId;
import io.hawkvision.edge.frame.FrameIds;
import io.hawkvision.edge.frame.ServingException;
import io.hawkvision.edge.infer.ServedFamily;
import io.hawkvision.edge.watch.LabelOutcome;
import io.hawkvision.edge.watch.LabelledAudit;
import io.hawkvision.edge.watch.Watch;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The watch's pages and the way human labels come in; labels want the operator's token. Called on
 * event loops; what walks much runs on a worker.
 */
final class WatchFront {
  private static final String FAMILIES = "/v1/families/";
  private static final String FRAMES = "/v1/frames/";
  private static final String WATCH = "/watch";
  private static final String LABELS = "/labels";
  private static final String LABEL = "/label";
  private static final String MANIFEST = "manifest";
  private static final int MAX_LABEL_BYTES = 1024;

  private final Vertx vertx;
  private final Watch watch;
  private final Supplier<Optional<Families>> families;
  private final HttpAnswers answers;
  private final Optional<String> token;
  private final FrameIds ids = new FrameIds();

  /** The wiring; without a token no label is taken or shown. */
  WatchFront(
      Vertx vertx,
      Watch watch,
      Supplier<Optional<Families>> families,
      HttpAnswers answers,
      Optional<String> token) {
    this.vertx = vertx;
    this.watch = watch;
    this.families = families;
    this.answers = answers;
    this.token = token;
  }

  /** Whether the request was for this front; then it is answered. */
  boolean serve(HttpServerRequest request, String path) {
    if (path.startsWith(FRAMES) && path.endsWith(LABEL)) {
      guarded(request, HttpMethod.POST, () -> label(request, inner(path, FRAMES, LABEL)));
      return true;
    }
    if (path.startsWith(FAMILIES) && path.endsWith(WATCH)) {
      guarded(request, HttpMethod.GET, () -> page(request, inner(path, FAMILIES, WATCH)));
      return true;
    }
    if (path.startsWith(FAMILIES) && path.endsWith(LABELS)) {
      guarded(request, HttpMethod.GET, () -> labels(request, inner(path, FAMILIES, LABELS)));
      return true;
    }
    return false;
  }

  private static String inner(String path, String before, String after) {
    return path.length() >= before.length() + after.length()
        ? path.substring(before.length(), path.length() - after.length())
        : "";
  }

  private void guarded(HttpServerRequest request, HttpMethod method, Runnable page) {
    try {
      if (!request.method().equals(method)) {
        throw new ServingException.MethodNotAllowed(method.name());
      }
      page.run();
    } catch (ServingException refusal) {
      refuse(request, refusal);
    }
  }

  private void page(HttpServerRequest request, String family) {
    ServedFamily served = require(family);
    vertx
        .executeBlocking(() -> watch.page(family), false)
        .onSuccess(
            page -> answers.json(request, true, WatchJson.of(page, served.family().version())))
        .onFailure(failure -> refuse(request, new ServingException.Internal(failure)));
  }

  private void labels(HttpServerRequest request, String family) {
    requireOperator(request);
    require(family);
    Optional<String> manifest = manifest(request);
    vertx
        .executeBlocking(() -> labels(family, manifest), false)
        .onSuccess(labels -> answers.json(request, true, WatchJson.labels(family, labels)))
        .onFailure(failure -> refuse(request, new ServingException.Internal(failure)));
  }

  private static Optional<String> manifest(HttpServerRequest request) {
    try {
      return Optional.ofNullable(request.getParam(MANIFEST));
    } catch (IllegalArgumentException undecodable) {
      throw new ServingException.InvalidParameter(
          List.of(
              new ServingException.ParameterError(
                  "query", "The query string is not valid percent-encoding.")));
    }
  }

  private List<LabelledAudit> labels(String family, Optional<String> manifest) {
    return watch.labels(family).stream()
        .filter(label -> manifest.map(label.frame().manifestHash()::equals).orElse(true))
        .toList();
  }

  private ServedFamily require(String family) {
    return families
        .get()
        .orElseThrow(ServingException.ModelWarming::new)
        .require(Optional.of(family));
  }

  private void requireOperator(HttpServerRequest request) {
    if (token.isEmpty()) {
      throw new ServingException.NotFound(
          "this path: no watch.label-token-file is configured, so that labels");
    }
    String given = request.getHeader(HttpHeaders.AUTHORIZATION);
    byte[] wanted = ("Bearer " + token.get()).getBytes(StandardCharsets.UTF_8);
    byte[] offered = (given == null ? "" : given).getBytes(StandardCharsets.UTF_8);
    if (!MessageDigest.isEqual(wanted, offered)) {
      throw new ServingException.Unauthorized();
    }
  }

  private void label(HttpServerRequest request, String frame) {
    requireOperator(request);
    Buffer body = Buffer.buffer();
    request.handler(
        chunk -> {
          if (body.length() <= MAX_LABEL_BYTES) {
            body.appendBuffer(chunk);
          }
        });
    request.endHandler(end -> guarded(request, HttpMethod.POST, () -> take(request, frame, body)));
  }

  private void take(HttpServerRequest request, String frame, Buffer body) {
    String label = text(body);
    LabelOutcome outcome = watch.label(frame, label);
    switch (outcome) {
      case ACCEPTED ->
          answers.json(request, true, new JsonObject().put("id", frame).put("label", label));
      case UNKNOWN_ID -> throw new ServingException.UnknownFrame();
      case ALREADY_LABELLED -> throw new ServingException.AlreadyLabelled();
      case UNKNOWN_LABEL -> throw invalid("the family has no label \"" + printable(label) + "\"");
    }
  }

  private static String text(Buffer body) {
    if (body.length() > MAX_LABEL_BYTES) {
      throw invalid("the body has at most " + MAX_LABEL_BYTES + " bytes");
    }
    try {
      JsonObject json = body.toJsonObject();
      if (json.size() == 1 && json.getValue("label") instanceof String label) {
        return label;
      }
    } catch (DecodeException noJson) {
      // Said below in the same words: any other document is as wrong.
    }
    throw invalid("the body must be a JSON object such as {\"label\":\"stop\"}");
  }

  private static ServingException invalid(String detail) {
    return new ServingException.InvalidParameter(
        List.of(new ServingException.ParameterError("label", detail + ".")));
  }

  private static String printable(String text) {
    String plain = text.replaceAll("[^ -~]", "?");
    return plain.length() > 80 ? plain.substring(0, 80) + "…" : plain;
  }

  private void refuse(HttpServerRequest request, ServingException refusal) {
    FrameId id = ids.next();
    answers.problem(request, id, refusal);
  }
}
