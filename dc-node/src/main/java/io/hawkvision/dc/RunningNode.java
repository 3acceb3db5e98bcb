package io.hawkvision.dc;

import static java.util.Objects.requireNonNull;

import io.hawkvision.dc.answer.GrpcReplies;
import io.hawkvision.dc.answer.Messages;
import io.hawkvision.dc.infer.Workers;
import io.hawkvision.dc.intake.EscalateService;
import io.hawkvision.dc.intake.MutualTls;
import io.hawkvision.dc.intake.NanoClock;
import io.hawkvision.dc.models.Catalogue;
import io.hawkvision.dc.models.EngineOpener;
import io.hawkvision.dc.models.ModelKey;
import io.hawkvision.dc.models.ModelLoader;
import io.hawkvision.dc.models.RunTimes;
import io.hawkvision.dc.models.ServedModel;
import io.hawkvision.dc.observe.DcMeters;
import io.hawkvision.dc.observe.Readiness;
import io.hawkvision.dc.observe.StatusPort;
import io.hawkvision.dc.schedule.Scheduler;
import io.hawkvision.zoo.engine.EngineException;
import io.hawkvision.zoo.engine.OrtEngine;
import io.hawkvision.zoo.family.Family;
import io.hawkvision.zoo.power.EnergyAccount;
import io.hawkvision.zoo.power.UnreadableSensorException;
import io.hawkvision.zoo.preprocess.Preprocessor;
import io.vertx.core.Vertx;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A started node. Wiring only: the main thread starts and closes it, and may block while doing so.
 *
 * <p>The ports open first, so that a taken port shows at once and probes can watch the loading;
 * until the models are loaded and checked, streams end with UNAVAILABLE.
 */
final class RunningNode implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(RunningNode.class);

  /** What the node gets from outside. */
  record Surroundings(
      FamilySource families,
      EngineOpener engines,
      NanoClock clock,
      Thread.UncaughtExceptionHandler onFatal) {
    Surroundings {
      requireNonNull(families, "families");
      requireNonNull(engines, "engines");
      requireNonNull(clock, "clock");
      requireNonNull(onFatal, "onFatal");
    }
  }

  /** Reads the families, once the ports are open. */
  @FunctionalInterface
  interface FamilySource {
    List<Family> read(DcConfig.Models wanted) throws StartException;
  }

  /** What stands once the models are loaded. */
  private record Serving(Catalogue catalogue, Scheduler scheduler, Workers workers) {}

  private final DcConfig config;
  private final Vertx vertx = Listeners.vertx();
  private final DcMeters meters = new DcMeters();
  private final Readiness readiness = new Readiness();
  private volatile Messages messages;
  private final EscalateService service;
  private final Listeners listeners;
  private final EnergyAccount energy;
  private final Serving serving;
  private final AtomicBoolean closed = new AtomicBoolean();

  private RunningNode(DcConfig config, MutualTls tls, Surroundings around) throws StartException {
    this.config = config;
    this.messages = new Messages(config.node(), new Catalogue(List.of()));
    EnergyAccount opened = EnergyAccount.off();
    int maxPending = config.streams().maxPendingAnswers();
    this.service =
        new EscalateService(
            vertx,
            config.streams().limits(),
            meters,
            response -> new GrpcReplies(response, messages, maxPending));
    try {
      StatusPort status = new StatusPort(vertx, readiness, meters);
      this.listeners = Listeners.open(vertx, config, tls, service, status);
      opened = openEnergy();
      this.energy = opened;
      this.serving = serve(load(around), around);
    } catch (StartException | RuntimeException e) {
      opened.close();
      Listeners.await(vertx.close(), "vertx");
      meters.close();
      throw e;
    }
  }

  /** Returns when the node serves. */
  static RunningNode start(DcConfig config, MutualTls tls, Surroundings around)
      throws StartException {
    return new RunningNode(config, tls, around);
  }

  int grpcPort() {
    return listeners.grpcPort();
  }

  int httpPort() {
    return listeners.httpPort();
  }

  DcMeters meters() {
    return meters;
  }

  int queueDepth() {
    return serving.scheduler().depth();
  }

  /** Refuses new work, finishes what is queued within the drain timeout, then closes everything. */
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    log.info("node stopping queued={}", queueDepth());
    serving.scheduler().close();
    readiness.stopping();
    boolean stopped = stopWorkers();
    serving.scheduler().abandon();
    Listeners.await(service.stop(), "streams");
    listeners.closeGrpc();
    if (stopped) {
      serving.catalogue().close();
    } else {
      log.error("a worker does not stop; its engine is left open");
    }
    energy.close();
    listeners.closeHttp();
    Listeners.await(vertx.close(), "vertx");
    meters.close();
    log.info("node stopped");
  }

  /** While the machine is idle: nothing is loading any more, and nothing is loaded yet. */
  private EnergyAccount openEnergy() throws StartException {
    Preprocessor.loadNative();
    try {
      EnergyAccount account = EnergyAccount.open(config.power());
      meters.watchEnergy(account);
      log.info("energy source={} words={}", config.power().sensor(), account.words());
      return account;
    } catch (UnreadableSensorException e) {
      throw StartException.failed("power.sensor = " + e.reason());
    }
  }

  private Catalogue load(Surroundings around) throws StartException {
    DcConfig.Compute compute = config.compute();
    OrtEngine.Options options =
        new OrtEngine.Options(
            compute.workers(), compute.maxBatchFrames(), compute.intraOpThreads());
    ModelLoader loader =
        new ModelLoader(around.engines(), options, config.streams().limits().image());
    try {
      return loader.load(around.families().read(config.models()));
    } catch (EngineException e) {
      log.error("model not loaded", e);
      throw StartException.failed("cannot load the models: " + e.getMessage());
    }
  }

  private Serving serve(Catalogue catalogue, Surroundings around) {
    Map<ModelKey, RunTimes> times = new LinkedHashMap<>();
    for (ServedModel model : catalogue.models()) {
      times.put(model.key(), model.times());
    }
    DcConfig.Compute compute = config.compute();
    Scheduler scheduler =
        new Scheduler(times, compute.maxLinger(), compute.queue(), around.clock());
    meters.watchQueue(scheduler, Scheduler::depth, queue -> queue.limit().frames());
    Workers workers =
        new Workers(
            compute.workers(),
            scheduler,
            new Workers.Computing(
                catalogue, meters, around.clock(), energy, compute.intraOpThreads()),
            around.onFatal());
    messages = new Messages(config.node(), catalogue);
    service.open(catalogue, scheduler, around.clock());
    readiness.ready(catalogue);
    return new Serving(catalogue, scheduler, workers);
  }

  private boolean stopWorkers() {
    try {
      return serving.workers().stop(config.drainTimeout());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
