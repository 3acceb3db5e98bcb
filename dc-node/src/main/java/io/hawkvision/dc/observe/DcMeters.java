package io.hawkvision.dc.observe;

import io.hawkvision.zoo.engine.NativeHandles;
import io.hawkvision.zoo.power.EnergyAccount;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToLongFunction;

/** Every meter of this node. Any thread. */
public final class DcMeters implements AutoCloseable {
  private static final List<String> NATIVE_KINDS =
      List.of("tensor-lease", "ort-session", "ort-tensor", "mat");
  private static final Duration[] BUCKETS = {
    Duration.ofNanos(250_000),
    Duration.ofMillis(1),
    Duration.ofNanos(2_500_000),
    Duration.ofMillis(5),
    Duration.ofMillis(10),
    Duration.ofMillis(25),
    Duration.ofMillis(50),
    Duration.ofMillis(100),
    Duration.ofMillis(250),
    Duration.ofSeconds(1)
  };

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Map<FrameOutcome, Counter> frames = new EnumMap<>(FrameOutcome.class);
  private final Map<Stage, Timer> stages = new EnumMap<>(Stage.class);
  private final DistributionSummary batchFrames;
  private final AtomicInteger streamsOpen = new AtomicInteger();

  public DcMeters() {
    for (FrameOutcome outcome : FrameOutcome.values()) {
      frames.put(outcome, framesCounter(outcome));
    }
    for (Stage stage : Stage.values()) {
      stages.put(stage, stageTimer(stage));
    }
    batchFrames =
        DistributionSummary.builder("dc.batch.size")
            .description("Frames computed together")
            .baseUnit("frames")
            .serviceLevelObjectives(1, 2, 4, 8, 16, 32)
            .register(registry);
    Gauge.builder("dc.streams.open", streamsOpen, AtomicInteger::get)
        .description("Escalation streams that are open")
        .register(registry);
    for (String kind : NATIVE_KINDS) {
      Gauge.builder("dc.native.open", () -> NativeHandles.open(kind))
          .description("Native resources opened and not yet closed")
          .tag("kind", kind)
          .register(registry);
    }
    Gauge.builder("dc.build.info", () -> 1)
        .description("Always 1; the labels say what runs")
        .tag("version", BuildVersion.current())
        .tag("java", Runtime.version().toString())
        .register(registry);
  }

  /** Shows a queue's depth and limit. Once, while wiring. */
  public <Q> void watchQueue(Q queue, ToLongFunction<Q> depth, ToLongFunction<Q> limit) {
    Gauge.builder("dc.queue.depth", queue, depth::applyAsLong)
        .description("Frames that wait for a worker")
        .strongReference(true)
        .register(registry);
    Gauge.builder("dc.queue.limit", queue, limit::applyAsLong)
        .description("Frames that may wait; more are refused")
        .strongReference(true)
        .register(registry);
  }

  /** Shows what the node takes, where that is accounted for. Once, while wiring. */
  public void watchEnergy(EnergyAccount account) {
    account
        .source()
        .ifPresent(
            source ->
                FunctionCounter.builder("dc.energy.joules", account, EnergyAccount::joules)
                    .description("Energy: all that a sensor saw, or the sum of modelled answers")
                    .tag("source", source.word())
                    .register(registry));
    account
        .idleWatts()
        .ifPresent(
            watts ->
                Gauge.builder("dc.idle.watts", () -> watts)
                    .description("Power in the first second, before the networks were loaded")
                    .register(registry));
  }

  public void frame(FrameOutcome outcome) {
    counter(outcome).increment();
  }

  /** How often an outcome was counted. */
  public long frames(FrameOutcome outcome) {
    return (long) counter(outcome).count();
  }

  public void stage(Stage stage, long nanos) {
    Timer timer = stages.get(stage);
    if (timer != null) {
      timer.record(Math.max(0, nanos), TimeUnit.NANOSECONDS);
    }
  }

  public void batch(int size) {
    batchFrames.record(size);
  }

  public void streamOpened() {
    streamsOpen.incrementAndGet();
  }

  public void streamClosed() {
    streamsOpen.decrementAndGet();
  }

  public int streamsOpen() {
    return streamsOpen.get();
  }

  /** The Prometheus text. Takes milliseconds: a worker's job, not the event loop's. */
  public String scrape() {
    return registry.scrape();
  }

  @Override
  public void close() {
    registry.close();
  }

  private Counter counter(FrameOutcome outcome) {
    Counter counter = frames.get(outcome);
    if (counter == null) {
      throw new IllegalStateException("no counter for " + outcome);
    }
    return counter;
  }

  private Counter framesCounter(FrameOutcome outcome) {
    return Counter.builder("dc.frames")
        .description("Escalations by how they ended")
        .tag("outcome", outcome.label())
        .register(registry);
  }

  private Timer stageTimer(Stage stage) {
    return Timer.builder("dc.stage.duration")
        .description("Time that an escalation spends in a stage")
        .tag("stage", stage.label())
        .serviceLevelObjectives(BUCKETS)
        .register(registry);
  }
}
