package io.hawkvision.loadgen.infaas;

import io.hawkvision.loadgen.schedule.NanoClock;
import io.hawkvision.zoo.engine.EngineException;
import io.hawkvision.zoo.family.Family;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The INFaaS-like baseline, wired and running. Opened and closed by one thread. */
final class InfaasNode implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(InfaasNode.class);
  private static final String LOOPBACK = "127.0.0.1";
  private static final Duration DRAIN = Duration.ofSeconds(5);
  private static final int ACCEPT_BACKLOG = 1024;
  private static final int IDLE_SECONDS = 60;

  /** As at the edge. */
  private static final int MOST_IN_FLIGHT = 256;

  private static final int MOST_WAITING_FOR_LOADS = 128;

  private final Catalogue catalogue;
  private final Residency residency;
  private final Dispatcher dispatcher;
  private final LoadedEngines engines = new LoadedEngines();
  private final Vertx vertx;
  private final FrameFront front;
  private final HttpServer server;
  private final List<Thread> threads = new ArrayList<>();

  private InfaasNode(EdgeBox box, Catalogue catalogue, int port) {
    this.catalogue = catalogue;
    this.residency = new Residency(box.memory(), catalogue.fleet().profiles());
    this.dispatcher =
        new Dispatcher(
            new Dispatcher.Limits(box.workers(), MOST_IN_FLIGHT, MOST_WAITING_FOR_LOADS),
            NanoClock.SYSTEM,
            residency,
            catalogue.fleet());
    this.vertx = oneLoop();
    this.front = new FrameFront(vertx, dispatcher, catalogue);
    this.server =
        vertx
            .createHttpServer(
                new HttpServerOptions()
                    .setHost(LOOPBACK)
                    .setPort(port)
                    .setAcceptBacklog(ACCEPT_BACKLOG)
                    .setIdleTimeout(IDLE_SECONDS)
                    .setHttp2ClearTextEnabled(false))
            .requestHandler(front::serve);
  }

  /**
   * Profiles all variants, loads the smallest of each family, listens. Returns once ready; closes
   * what it opened where it cannot become so.
   *
   * @param onError told about an {@link Error} on a worker, after which the process must end
   */
  static InfaasNode start(
      EdgeBox box, List<Family> families, int port, Thread.UncaughtExceptionHandler onError)
      throws EngineException, IOException {
    List<Network> networks =
        new Profiling(box.workers(), box.slowdown(), Pictures.LIMITS).networks(families);
    InfaasNode node = new InfaasNode(box, new Catalogue(networks), port);
    try {
      node.pinSmallest(box);
      node.startThreads(box, onError);
      node.listen();
      return node;
    } catch (EngineException | IOException | RuntimeException failure) {
      node.close();
      throw failure;
    }
  }

  private void pinSmallest(EdgeBox box) throws EngineException {
    for (VariantKey key : catalogue.fleet().smallest()) {
      if (residency.pin(key)) {
        engines.add(key, catalogue.network(key).open(box.workers()));
      } else {
        LOG.warn("nothing fits, frames will be refused family={}", key.family());
      }
    }
  }

  private void startThreads(EdgeBox box, Thread.UncaughtExceptionHandler onError) {
    threads.add(new Thread(new VariantLoader(dispatcher, engines, catalogue, box), "load-onnx"));
    for (int i = 0; i < box.workers(); i++) {
      threads.add(
          new Thread(
              new InferWorker(dispatcher, engines, catalogue, box.slowdown()), "infer-onnx-" + i));
    }
    for (Thread thread : threads) {
      thread.setUncaughtExceptionHandler(onError);
      thread.start();
    }
  }

  private void listen() throws IOException {
    try {
      server.listen().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("cannot listen on " + LOOPBACK, e);
    }
  }

  int port() {
    return server.actualPort();
  }

  Catalogue catalogue() {
    return catalogue;
  }

  /** Stops the intake, lets frames under way end, ends the threads, closes all sessions. */
  @Override
  public void close() {
    front.drain();
    await("http", server.shutdown(DRAIN.toMillis(), TimeUnit.MILLISECONDS));
    dispatcher.close();
    threads.forEach(Thread::interrupt); // out of the sleep that plays a slower machine
    boolean allEnded = true;
    for (Thread thread : threads) {
      allEnded &= hasEnded(thread);
    }
    if (allEnded) { // a thread that still runs a session keeps it: the process is about to end
      engines.close();
    }
    await("event loop", vertx.close());
  }

  private static boolean hasEnded(Thread thread) {
    try {
      thread.join(DRAIN.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (thread.isAlive()) {
      LOG.warn("a thread does not end thread={}", thread.getName());
    }
    return !thread.isAlive();
  }

  private static void await(String what, Future<Void> closing) {
    try {
      closing
          .toCompletionStage()
          .toCompletableFuture()
          .get(DRAIN.toMillis() + 1000, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      LOG.warn("closing does not end, going on stage={}", what);
    }
  }

  private static Vertx oneLoop() {
    return Vertx.vertx(
        new VertxOptions()
            .setPreferNativeTransport(true)
            .setEventLoopPoolSize(1)
            .setWorkerPoolSize(1)
            .setInternalBlockingPoolSize(2)
            .setFileSystemOptions(
                new FileSystemOptions()
                    .setClassPathResolvingEnabled(false)
                    .setFileCachingEnabled(false)));
  }
}
