package io.hawkvision.edge;

import io.hawkvision.edge.frame.BoundedGate;
import io.hawkvision.edge.frame.Deadline;
import io.hawkvision.edge.frame.FrameBody;
import io.hawkvision.edge.frame.FrameBody.BodyLimits;
import io.hawkvision.edge.frame.FrameHead;
import io.hawkvision.edge.frame.NanoClock;
import io.hawkvision.edge.frame.Pictures;
import io.hawkvision.zoo.preprocess.EncodedImage;
import io.hawkvision.zoo.preprocess.ImageLimits;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.concurrent.TimeUnit;

/** Head, body and picture of one request, within the configured bounds. Event loops. */
final class Intake {
  private final Vertx vertx;
  private final EdgeConfig.Frame bounds;
  private final ImageLimits imageLimits;
  private final BoundedGate heldBytes;

  Intake(Vertx vertx, EdgeConfig.Frame bounds) {
    this.vertx = vertx;
    this.bounds = bounds;
    this.imageLimits = imageLimits(bounds);
    this.heldBytes = new BoundedGate(bounds.heldBytes());
  }

  /** What may reach native code. */
  static ImageLimits imageLimits(EdgeConfig.Frame bounds) {
    return new ImageLimits(
        bounds.maxBytes(), ImageLimits.DEFAULT.maxSide(), ImageLimits.DEFAULT.maxPixels());
  }

  BoundedGate heldBytes() {
    return heldBytes;
  }

  FrameHead head(HttpServerRequest request) {
    FrameBody.checkAnnounced(request, bounds.maxBytes());
    return FrameHead.read(request, bounds.defaults());
  }

  Deadline deadline(FrameHead head) {
    return Deadline.startingNow(
        NanoClock.SYSTEM, TimeUnit.MILLISECONDS.toNanos(head.query().deadlineMillis()));
  }

  Future<FrameBody> body(HttpServerRequest request, Deadline deadline) {
    if ("100-continue".equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT))) {
      request.response().writeContinue();
    }
    return FrameBody.read(vertx, request, new BodyLimits(bounds.maxBytes(), heldBytes), deadline);
  }

  EncodedImage image(FrameBody body, FrameHead head) {
    return Pictures.probe(body.bytes(), head.declaredFormat(), imageLimits);
  }
}
