package io.hawkvision.dc.intake;

import static java.util.Objects.requireNonNull;

import com.google.protobuf.InvalidProtocolBufferException;
import io.hawkvision.dc.intake.ReplyStream.Ending;
import io.hawkvision.dc.models.Catalogue;
import io.hawkvision.dc.observe.DcMeters;
import io.hawkvision.proto.DcMessage;
import io.hawkvision.proto.EdgeMessage;
import io.hawkvision.zoo.preprocess.ImageLimits;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.grpc.common.GrpcMessage;
import io.vertx.grpc.common.GrpcMessageDecoder;
import io.vertx.grpc.common.GrpcMessageEncoder;
import io.vertx.grpc.common.ServiceMethod;
import io.vertx.grpc.common.ServiceName;
import io.vertx.grpc.common.WireFormat;
import io.vertx.grpc.server.GrpcServerRequest;
import io.vertx.grpc.server.GrpcServerResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Opens a stream for each call of {@code Datacenter/Escalate}; called on the event loop. */
public final class EscalateService implements Handler<GrpcServerRequest<EdgeMessage, DcMessage>> {
  public static final ServiceMethod<EdgeMessage, DcMessage> METHOD =
      ServiceMethod.server(
          ServiceName.create("hawkvision.v1", "Datacenter"),
          "Escalate",
          GrpcMessageEncoder.encoder(),
          GrpcMessageDecoder.decoder(EdgeMessage.getDefaultInstance()));

  /** Makes the way back of a stream. */
  @FunctionalInterface
  public interface ReplyStreams {
    ReplyStream open(GrpcServerResponse<EdgeMessage, DcMessage> response);
  }

  /** Bounds of the streams. */
  public record Limits(int streams, Duration helloTimeout, ImageLimits image) {
    public Limits {
      requireNonNull(helloTimeout, "helloTimeout");
      requireNonNull(image, "image");
    }
  }

  private final Vertx vertx;
  private final Limits limits;
  private final DcMeters meters;
  private final ReplyStreams replyStreams;
  private final Map<EdgeStream, Context> streams = new ConcurrentHashMap<>();
  private volatile Optional<EdgeStream.Shared> serving = Optional.empty();

  public EscalateService(Vertx vertx, Limits limits, DcMeters meters, ReplyStreams replyStreams) {
    this.vertx = requireNonNull(vertx, "vertx");
    this.limits = requireNonNull(limits, "limits");
    this.meters = requireNonNull(meters, "meters");
    this.replyStreams = requireNonNull(replyStreams, "replyStreams");
  }

  /** From now on streams are welcome; before, they end with UNAVAILABLE. Any thread. */
  public void open(Catalogue catalogue, Admission admission, NanoClock clock) {
    EscalationCheck check = new EscalationCheck(catalogue, limits.image());
    serving = Optional.of(new EdgeStream.Shared(check, admission, meters, clock));
  }

  /** Ends all streams, and lets no new one in. Any thread. */
  public Future<Void> stop() {
    serving = Optional.empty();
    List<Future<Void>> ended = new ArrayList<>();
    streams.forEach((stream, context) -> ended.add(onLoop(context, stream, Ending.STOPPING)));
    return Future.join(ended).mapEmpty();
  }

  @Override
  public void handle(GrpcServerRequest<EdgeMessage, DcMessage> request) {
    Optional<EdgeStream.Shared> now = serving;
    ReplyStream replies = replyStreams.open(request.response());
    boolean plain = request.encoding() == null || request.encoding().equals("identity");
    if (!plain || request.format() != WireFormat.PROTOBUF) {
      replies.end(Ending.COMPRESSED);
    } else if (now.isEmpty()) {
      replies.end(Ending.NOT_READY);
    } else if (streams.size() >= limits.streams()) {
      replies.end(Ending.TOO_MANY_STREAMS);
    } else {
      start(request, replies, now.get());
    }
  }

  private void start(
      GrpcServerRequest<EdgeMessage, DcMessage> request,
      ReplyStream replies,
      EdgeStream.Shared shared) {
    Context context = vertx.getOrCreateContext();
    Opened opened = new Opened(request, replies, shared, context);
    opened.start();
  }

  private static Future<Void> onLoop(Context context, EdgeStream stream, Ending ending) {
    Promise<Void> ended = Promise.promise();
    context.runOnContext(
        now -> {
          stream.end(ending);
          ended.complete();
        });
    return ended.future();
  }

  /** Ties one call's events to its stream. */
  private final class Opened {
    private final GrpcServerRequest<EdgeMessage, DcMessage> request;
    private final Context context;
    private final EdgeStream stream;
    private final long helloTimer;

    Opened(
        GrpcServerRequest<EdgeMessage, DcMessage> request,
        ReplyStream replies,
        EdgeStream.Shared shared,
        Context context) {
      this.request = request;
      this.context = context;
      this.stream =
          new EdgeStream(
              shared, replies, task -> context.runOnContext(now -> task.run()), this::closed);
      this.helloTimer =
          vertx.setTimer(limits.helloTimeout().toMillis(), id -> stream.helloTimedOut());
    }

    void start() {
      streams.put(stream, context);
      meters.streamOpened();
      request.messageHandler(this::read);
      request.invalidMessageHandler(invalid -> stream.end(Ending.MESSAGE_TOO_LARGE));
      request.endHandler(end -> stream.finish());
      request.errorHandler(error -> stream.broken(error.name()));
      request.exceptionHandler(failure -> stream.broken(failure.getClass().getSimpleName()));
      request
          .response()
          .exceptionHandler(failure -> stream.broken(failure.getClass().getSimpleName()));
    }

    /** Parsed here rather than by Vert.x, which would answer garbage with a bare reset. */
    private void read(GrpcMessage message) {
      if (!message.encoding().equals("identity")) {
        stream.end(Ending.COMPRESSED);
        return;
      }
      EdgeMessage parsed;
      try {
        parsed = EdgeMessage.parseFrom(message.payload().getBytes());
      } catch (InvalidProtocolBufferException e) {
        stream.end(Ending.NOT_A_MESSAGE);
        return;
      }
      stream.accept(parsed);
    }

    private void closed() {
      if (streams.remove(stream) != null) {
        meters.streamClosed();
      }
      vertx.cancelTimer(helloTimer);
    }
  }
}
