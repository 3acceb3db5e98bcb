package io.hawkvision.loadgen.post;

import io.hawkvision.loadgen.schedule.NanoClock;
import io.hawkvision.loadgen.source.LabelledFrame;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Posts frames over kept-alive HTTP connections, as many as the pool allows; the rest wait, and
 * their wait counts. One event loop of its own does all the work; {@link #post} may be called from
 * any thread.
 */
public final class HttpPoster implements FramePoster, RequestPoster, AutoCloseable {
  /** Connections, and the time after which an unanswered frame is given up. */
  public record Limits(int connections, Duration timeout) {
    static final int MOST_WAITING = 100_000;

    /** None waits for a connection at 500 frames per second that take two seconds each. */
    public static final int OPEN_LOOP_CONNECTIONS = 1_024;

    public Limits {
      if (connections < 1 || timeout.toMillis() < 1) {
        throw new IllegalArgumentException("at least one connection and one millisecond");
      }
    }
  }

  private static final int KEEP_ALIVE_SECONDS = 5;

  private final URI node;
  private final FrameQuery query;
  private final Limits limits;
  private final NanoClock clock;
  private final Vertx vertx;
  private final Context context;
  private final HttpClient client;
  private int underWay; // event loop only

  public HttpPoster(URI node, FrameQuery query, Limits limits, NanoClock clock) {
    this.node = node;
    this.query = query;
    this.limits = limits;
    this.clock = clock;
    this.vertx =
        Vertx.vertx(
            new VertxOptions()
                .setEventLoopPoolSize(1)
                .setWorkerPoolSize(1)
                .setInternalBlockingPoolSize(2)
                .setPreferNativeTransport(true)
                .setFileSystemOptions(
                    new FileSystemOptions()
                        .setClassPathResolvingEnabled(false)
                        .setFileCachingEnabled(false)));
    this.context = vertx.getOrCreateContext();
    this.client =
        vertx.createHttpClient(
            new HttpClientOptions()
                .setKeepAliveTimeout(KEEP_ALIVE_SECONDS)
                .setTcpNoDelay(true)
                .setConnectTimeout((int) Math.min(5_000, limits.timeout().toMillis())),
            new PoolOptions()
                .setHttp1MaxSize(limits.connections())
                .setMaxWaitQueueSize(Limits.MOST_WAITING));
  }

  @Override
  public void post(LabelledFrame frame, AskedTarget target, Consumer<Reply> done) {
    post(frame, query.uri(target), HttpPoster::ignore, done);
  }

  /**
   * The time of sending is when the event loop wrote the request, or asked for a new connection to
   * write it on: a stalled event loop or a full pool is the generator's fault, a handshake is not.
   */
  @Override
  public void post(FrameRequest request, LongConsumer sentAtNanos, Consumer<Reply> done) {
    post(request.frame(), query.uri(request.ask()), sentAtNanos, done);
  }

  /** Posts as this does, to a family that was chosen after asking the node what it serves. */
  public FramePoster toFamily(String family) {
    FrameQuery named = query.withFamily(family);
    return (frame, target, done) -> post(frame, named.uri(target), HttpPoster::ignore, done);
  }

  private static void ignore(long sentAtNanos) {}

  private void post(LabelledFrame frame, String uri, LongConsumer sent, Consumer<Reply> done) {
    context.runOnContext(ignored -> new Exchange(sent, done).start(frame, uri));
  }

  /** Asks for a small JSON document; blocks the caller, never an event loop. */
  public Buffer get(String uri) throws IOException {
    Promise<Buffer> body = Promise.promise();
    context.runOnContext(
        ignored ->
            client
                .request(request(HttpMethod.GET, uri).setTimeout(limits.timeout().toMillis()))
                .compose(HttpClientRequest::send)
                .compose(
                    response ->
                        response.statusCode() == 200
                            ? response.body()
                            : Future.failedFuture("HTTP " + response.statusCode()))
                .onComplete(body));
    try {
      return body.future()
          .toCompletionStage()
          .toCompletableFuture()
          .get(limits.timeout().toMillis() + 1_000, TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new IOException("GET " + node.resolve(uri) + ": " + cause(e.getCause()), e);
    } catch (TimeoutException e) {
      throw new IOException("GET " + node.resolve(uri) + ": no answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private RequestOptions request(HttpMethod method, String uri) {
    return new RequestOptions()
        .setMethod(method)
        .setHost(node.getHost())
        .setPort(node.getPort() < 0 ? 80 : node.getPort())
        .setURI(uri);
  }

  /** Short, and without addresses or ids, so that equal failures count together. */
  private static String cause(@Nullable Throwable failure) {
    if (failure == null) {
      return "unknown failure";
    }
    if (failure instanceof ConnectException) {
      return "connection refused";
    }
    String message = Optional.ofNullable(failure.getMessage()).orElse("");
    return message.isEmpty() || message.length() > 80
        ? failure.getClass().getSimpleName()
        : message;
  }

  @Override
  public void close() {
    client.close();
    try {
      vertx.close().toCompletionStage().toCompletableFuture().get(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("the HTTP client did not close", e);
    }
  }

  /** One frame under way; lives on the event loop. */
  private final class Exchange {
    private final LongConsumer sentAtNanos;
    private final Consumer<Reply> done;
    private boolean sent;
    private boolean ended;
    private long timer;
    private Optional<HttpClientRequest> written = Optional.empty();

    Exchange(LongConsumer sentAtNanos, Consumer<Reply> done) {
      this.sentAtNanos = sentAtNanos;
      this.done = done;
    }

    void start(LabelledFrame frame, String uri) {
      underWay++;
      boolean connectionFree = underWay <= limits.connections();
      timer = vertx.setTimer(limits.timeout().toMillis(), ignored -> giveUp());
      RequestOptions options =
          request(HttpMethod.POST, uri).putHeader("Content-Type", frame.contentType());
      client
          .request(options)
          .compose(request -> send(request, frame.picture()))
          .onSuccess(this::end)
          .onFailure(failure -> end(new Reply.Failed(clock.nanos(), cause(failure))));
      if (connectionFree) {
        sent(); // written by now, or on a connection that is being opened
      }
    }

    private void sent() {
      if (!sent) {
        sent = true;
        sentAtNanos.accept(clock.nanos());
      }
    }

    private Future<Reply> send(HttpClientRequest request, Buffer picture) {
      if (ended) {
        request.exceptionHandler(reset -> {}); // ours, of the line below
        request.reset();
        return Future.failedFuture("given up");
      }
      written = Optional.of(request);
      Future<HttpClientResponse> answered = request.send(picture);
      sent();
      return answered.compose(
          response -> response.body().map(body -> read(response.statusCode(), body)));
    }

    private Reply read(int status, Buffer body) {
      long now = clock.nanos();
      if (status != 200) {
        return new Reply.Failed(now, AnswerReader.problem(status, body));
      }
      try {
        return new Reply.Answered(now, AnswerReader.answer(body));
      } catch (IOException e) {
        return new Reply.Failed(now, "HTTP 200 with an unreadable answer");
      }
    }

    private void giveUp() {
      end(new Reply.Failed(clock.nanos(), "no answer in " + limits.timeout().toMillis() + " ms"));
      written.ifPresent(HttpClientRequest::reset);
    }

    private void end(Reply reply) {
      if (!ended) {
        ended = true;
        underWay--;
        vertx.cancelTimer(timer);
        done.accept(reply);
      }
    }
  }
}
