package io.hawkvision.edge.frame;

import static java.util.Objects.requireNonNull;

import io.hawkvision.edge.frame.ServingException.ParameterError;
import io.hawkvision.zoo.preprocess.ImageFormat;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Everything a request says before its body, checked before a byte of that body is kept. */
public record FrameHead(
    ImageFormat declaredFormat,
    FrameQuery query,
    Optional<String> cameraId,
    Optional<String> capturedAt) {
  public static final String CAMERA_ID = "X-Camera-Id";
  public static final String CAPTURED_AT = "X-Captured-At";
  private static final int MAX_ECHOED_CHARS = 128;

  public FrameHead {
    requireNonNull(declaredFormat, "declaredFormat");
    requireNonNull(query, "query");
    requireNonNull(cameraId, "cameraId");
    requireNonNull(capturedAt, "capturedAt");
  }

  /** Reads and checks the head; called on the event loop. */
  public static FrameHead read(HttpServerRequest request, FrameQuery.Defaults defaults) {
    ImageFormat format = declaredFormat(request.getHeader(HttpHeaders.CONTENT_TYPE));
    String encoding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
    if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
      throw new ServingException.UnsupportedMedia("Content-Encoding must be identity.");
    }
    return new FrameHead(
        format,
        FrameQuery.parse(parameters(request), defaults),
        echoed(request, CAMERA_ID),
        echoed(request, CAPTURED_AT));
  }

  private static ImageFormat declaredFormat(@Nullable String type) {
    String given = type == null ? "" : type;
    int parameters = given.indexOf(';');
    String bare = parameters < 0 ? given : given.substring(0, parameters);
    return switch (bare.trim().toLowerCase(Locale.ROOT)) {
      case "image/jpeg" -> ImageFormat.JPEG;
      case "image/png" -> ImageFormat.PNG;
      default ->
          throw new ServingException.UnsupportedMedia(
              "Content-Type must be image/jpeg or image/png, the body the picture itself.");
    };
  }

  private static MultiMap parameters(HttpServerRequest request) {
    try {
      return request.params();
    } catch (IllegalArgumentException undecodable) {
      throw new ServingException.InvalidParameter(
          List.of(new ParameterError("query", "The query string is not valid percent-encoding.")));
    }
  }

  private static Optional<String> echoed(HttpServerRequest request, String name) {
    String value = request.getHeader(name);
    if (value == null) {
      return Optional.empty();
    }
    boolean printable = value.chars().allMatch(c -> c >= ' ' && c <= '~');
    if (value.length() > MAX_ECHOED_CHARS || !printable) {
      String detail = " must be at most " + MAX_ECHOED_CHARS + " printable ASCII letters.";
      throw new ServingException.InvalidParameter(List.of(new ParameterError(name, name + detail)));
    }
    return Optional.of(value);
  }
}
