package io.hawkvision.loadgen.peer;

import io.hawkvision.loadgen.post.HttpPoster;
import io.hawkvision.loadgen.schedule.NanoClock;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.grpc.client.InvalidStatusException;
import java.io.IOException;
import java.net.ConnectException;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One event loop that a peer's client works on, with its clock and limits. Any thread. */
final class ClientLoop implements AutoCloseable {
  private static final int LONGEST_CAUSE = 80;

  private final HttpPoster.Limits limits;
  private final NanoClock clock;
  private final Vertx vertx;
  private final Context context;

  ClientLoop(HttpPoster.Limits limits, NanoClock clock) {
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
  }

  Vertx vertx() {
    return vertx;
  }

  HttpPoster.Limits limits() {
    return limits;
  }

  NanoClock clock() {
    return clock;
  }

  int connectMillis() {
    return (int) Math.min(5_000, limits.timeout().toMillis());
  }

  void run(Runnable task) {
    context.runOnContext(ignored -> task.run());
  }

  /** Blocks the caller, never an event loop. */
  <T> T await(Supplier<Future<T>> asked) throws IOException {
    Promise<T> promise = Promise.promise();
    run(() -> asked.get().onComplete(promise));
    try {
      return promise
          .future()
          .toCompletionStage()
          .toCompletableFuture()
          .get(limits.timeout().toMillis() + 1_000, TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new IOException(cause(e.getCause()), e);
    } catch (TimeoutException e) {
      throw new IOException("no answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  /** Short, and without addresses or ids, so that equal failures count together. */
  static String cause(@Nullable Throwable failure) {
    if (failure == null) {
      return "unknown failure";
    }
    if (failure instanceof ConnectException) {
      return "connection refused";
    }
    if (failure instanceof InvalidStatusException status) {
      return "gRPC " + status.actualStatus().name();
    }
    String message = Optional.ofNullable(failure.getMessage()).orElse("");
    return message.isEmpty() || message.length() > LONGEST_CAUSE
        ? failure.getClass().getSimpleName()
        : message;
  }

  @Override
  public void close() {
    try {
      vertx.close().toCompletionStage().toCompletableFuture().get(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("a peer's client did not close", e);
    }
  }
}
