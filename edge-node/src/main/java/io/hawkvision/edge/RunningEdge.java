package io.hawkvision.edge;

import io.hawkvision.edge.answer.HttpAnswers;
import io.hawkvision.edge.baseline.Baseline;
import io.hawkvision.edge.escalate.DatacenterLink;
import io.hawkvision.edge.escalate.Escalator;
import io.hawkvision.edge.escalate.NoDatacenter;
import io.hawkvision.edge.infer.EdgeNetwork;
import io.hawkvision.edge.infer.ServedFamily;
import io.hawkvision.edge.infer.Slowdown;
import io.hawkvision.edge.observe.EdgeMeters;
import io.hawkvision.edge.watch.WatchedFamily;
import io.hawkvision.zoo.engine.EngineException;
import io.hawkvision.zoo.family.Family;
import io.hawkvision.zoo.family.InvalidFamilyException;
import io.hawkvision.zoo.family.Tier;
import io.hawkvision.zoo.family.Variant;
import io.hawkvision.zoo.power.EnergyAccount;
import io.hawkvision.zoo.power.PowerSettings;
import io.hawkvision.zoo.power.UnreadableSensorException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An edge node, wired and running. Opened and closed by the main thread. */
final class RunningEdge implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RunningEdge.class);
  private static final int VERTX_WORKERS = 2;

  /** Targets whose certification waits; more are served all-escalate until asked for again. */
  private static final int MOST_WAITING_TARGETS = 64;

  private final EdgeConfig config;
  private final Vertx vertx;
  private final EdgeMeters meters;
  private final EdgeNetwork network;
  private final Escalator escalator;
  private final HttpServers servers;
  private final ExecutorService certifying;
  private final PlanBook plans;
  private final OpenWatch watch;
  private final EnergyAccount energy;
  private final AtomicReference<Optional<Families>> families =
      new AtomicReference<>(Optional.empty());
  private int port;

  private RunningEdge(
      EdgeConfig config,
      List<Family> read,
      OpenWatch watch,
      EnergyAccount energy,
      Consumer<Error> onError) {
    this.config = config;
    this.energy = energy;
    this.vertx = vertx(config.http());
    this.meters = new EdgeMeters(EdgeConfig.version());
    this.network =
        new EdgeNetwork(
            vertx, config.infer().workers(), Slowdown.by(config.bench().edgeSlowdown()));
    meters.watchEnergy(energy);
    this.escalator = escalator(read);
    this.certifying =
        new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MOST_WAITING_TARGETS),
            task -> new Thread(task, "certify"));
    this.plans = new PlanBook(certifying, InstantSource.system());
    this.watch = watch;
    Watching watching = new Watching(watch.watch(), escalator, watch.tolerance());
    meters.watchQueue("audits", watching.underWay());
    HttpAnswers answers = new HttpAnswers(vertx, config.answer().topK());
    Connections connections = new Connections(config.http().maxConnections());
    meters.watchQueue("connections", connections.gate());
    FramePipeline pipeline =
        new FramePipeline(
            new FramePipeline.Stages(
                vertx,
                families::get,
                manner(),
                watching,
                network,
                new EdgeNetwork.Shrinking(
                    config.bench().jpegQuality(), Intake.imageLimits(config.frame())),
                escalator,
                energy,
                answers,
                new FailureLog(onError)),
            meters,
            config.frame());
    HttpFront front =
        new HttpFront(
            pipeline,
            new WatchFront(vertx, watch.watch(), families::get, answers, watch.token()),
            new HttpFront.Sources(vertx, families::get, escalator, meters),
            new HttpFront.Ways(answers, connections));
    this.servers = new HttpServers(vertx, config.http(), front, connections);
  }

  /**
   * Reads the families, listens, loads the networks, checks the golden vectors. Returns once the
   * node is ready; closes everything it opened where it cannot become so.
   *
   * @param onError told about an {@link Error} in a request, after which the process must end
   */
  static RunningEdge start(EdgeConfig config, Consumer<Error> onError)
      throws InvalidConfigException, InvalidFamilyException, StartException {
    List<Family> read = FamilyLoading.read(config.infer());
    List<String> problems = config.bench().problems(datacenterVariants(read));
    if (!problems.isEmpty()) {
      throw new InvalidConfigException(problems);
    }
    OpenWatch watch = OpenWatch.of(config.watching(), onError);
    EnergyAccount energy = openEnergy(config.power(), watch);
    RunningEdge edge = new RunningEdge(config, read, watch, energy, onError);
    try {
      edge.port = edge.servers.listen().await();
    } catch (Exception failure) { // the future's own failure, checked or not
      edge.close();
      throw StartException.ofListening(config.http(), failure);
    }
    try {
      Families families = FamilyLoading.open(read, config);
      families.all().forEach(edge::begin);
      edge.families.set(Optional.of(families));
      return edge;
    } catch (EngineException | RuntimeException failure) {
      edge.close();
      throw new StartException(String.valueOf(failure.getMessage()), failure);
    }
  }

  private static Map<String, List<String>> datacenterVariants(List<Family> families) {
    return families.stream()
        .collect(
            Collectors.toMap(
                Family::name,
                family ->
                    family.variants().stream()
                        .filter(variant -> variant.tier() == Tier.DC)
                        .map(Variant::name)
                        .toList()));
  }

  /** Before the networks are loaded: takes a second where there is a sensor. */
  private static EnergyAccount openEnergy(PowerSettings settings, OpenWatch watch)
      throws StartException {
    try {
      EnergyAccount energy = EnergyAccount.open(settings);
      LOG.info("energy sensor={} words={}", settings.sensor(), energy.words());
      return energy;
    } catch (UnreadableSensorException unusable) {
      watch.close();
      throw new StartException("power.sensor: " + unusable.reason(), unusable);
    }
  }

  /** Watches a family, and settles the target of frames that name none. */
  private void begin(ServedFamily served) {
    Family family = served.family();
    watch
        .watch()
        .register(
            new WatchedFamily(family.name(), family.manifestHash(), Set.copyOf(family.labels())));
    plans.prepare(served, config.frame().defaults().target());
  }

  private Manner manner() {
    if (config.bench().system() == Baseline.NONE) {
      return Manner.product(plans);
    }
    LOG.warn(
        "this node plays a benchmark's baseline system={}, it is not for production",
        config.bench().system().word());
    return new BaselineManner(config.bench());
  }

  int port() {
    return port;
  }

  EdgeMeters meters() {
    return meters;
  }

  PlanBook plans() {
    return plans;
  }

  Escalator escalator() {
    return escalator;
  }

  /** Stops the intake, lets requests under way end within the drain time, closes the natives. */
  @Override
  public void close() {
    await("http", servers.drain(config.drain()));
    await("link", escalator.close());
    await("workers", network.close());
    certifying.shutdownNow();
    energy.close();
    watch.close();
    families.getAndSet(Optional.empty()).ifPresent(Families::close);
    await("event loops", vertx.close());
  }

  private void await(String what, Future<Void> closing) {
    try {
      closing.await(config.drain().toMillis() + 1000, TimeUnit.MILLISECONDS);
    } catch (TimeoutException late) {
      LOG.warn("closing takes too long, going on stage={}", what);
    }
  }

  private Escalator escalator(List<Family> read) {
    EdgeConfig.Escalation escalation = config.escalation();
    if (!escalation.enabled()) {
      return new NoDatacenter();
    }
    DatacenterLink.Peer peer =
        new DatacenterLink.Peer(
            "edge-" + ProcessHandle.current().pid(), escalation.endpoint(), escalation.tls(), read);
    DatacenterLink link = new DatacenterLink(vertx, peer, escalation.limits(), meters);
    link.start();
    return link;
  }

  private static Vertx vertx(EdgeConfig.Http config) {
    return Vertx.builder()
        .with(
            new VertxOptions()
                .setPreferNativeTransport(true)
                .setEventLoopPoolSize(config.eventLoops())
                .setWorkerPoolSize(VERTX_WORKERS)
                .setInternalBlockingPoolSize(VERTX_WORKERS)
                .setFileSystemOptions(
                    new FileSystemOptions()
                        .setClassPathResolvingEnabled(false)
                        .setFileCachingEnabled(false)))
        .build();
  }
}
