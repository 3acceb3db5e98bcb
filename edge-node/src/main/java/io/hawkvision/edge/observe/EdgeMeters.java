package io.hawkvision.edge.observe;

import io.hawkvision.edge.frame.BoundedGate;
import io.hawkvision.edge.frame.Stage;
import io.hawkvision.zoo.engine.NativeHandles;
import io.hawkvision.zoo.power.EnergyAccount;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** Every meter of the edge. Any thread. */
public final class EdgeMeters {
  private static final Duration[] BUCKETS = {
    Duration.ofNanos(500_000), Duration.ofMillis(1), Duration.ofMillis(2), Duration.ofMillis(5),
    Duration.ofMillis(10), Duration.ofMillis(20), Duration.ofMillis(50), Duration.ofMillis(100),
    Duration.ofMillis(200), Duration.ofMillis(500), Duration.ofSeconds(1)
  };

  /** The only reason so far: the edge score was below the policy's threshold. */
  private static final String REASON_UNCERTAIN = "uncertain";

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Map<FrameOutcome, Counter> frames = new EnumMap<>(FrameOutcome.class);
  private final Map<Stage, Timer> stages = new EnumMap<>(Stage.class);
  private final Map<EscalationResult, Counter> escalations = new EnumMap<>(EscalationResult.class);

  private final Counter linkUps = link("up");
  private final Counter linkFailures = link("failed");

  public EdgeMeters(String version) {
    for (FrameOutcome outcome : FrameOutcome.values()) {
      frames.put(
          outcome,
          Counter.builder("edge.frames")
              .description("Posted frames by how they ended")
              .tag("outcome", outcome.label())
              .register(registry));
    }
    for (Stage stage : Stage.values()) {
      stages.put(
          stage,
          Timer.builder("edge.stage.duration")
              .description("Time a frame spent in a stage")
              .tag("stage", stage.label())
              .serviceLevelObjectives(BUCKETS)
              .register(registry));
    }
    for (EscalationResult result : EscalationResult.values()) {
      escalations.put(
          result,
          Counter.builder("edge.escalations")
              .description("Frames that the policy would escalate, by what came of it")
              .tag("reason", REASON_UNCERTAIN)
              .tag("result", result.label())
              .register(registry));
    }
    for (NativeHandles.Kind kind : NativeHandles.Kind.values()) {
      Gauge.builder("edge.native.open", () -> NativeHandles.open(kind.word()))
          .description("Native resources opened and not yet closed")
          .tag("kind", kind.word())
          .register(registry);
    }
    Gauge.builder("edge.build.info", () -> 1)
        .description("Always 1; the labels say what is running")
        .tag("version", version)
        .tag("java", Runtime.version().toString())
        .register(registry);
    ProcessMeters.register(registry);
  }

  public void frame(FrameOutcome outcome) {
    increment(frames.get(outcome));
  }

  public void stage(Stage stage, long nanos) {
    Timer timer = stages.get(stage);
    if (timer != null) {
      timer.record(nanos, TimeUnit.NANOSECONDS);
    }
  }

  public void escalation(EscalationResult result) {
    increment(escalations.get(result));
  }

  /** A handshake was completed: the link is up. */
  public void linkUp() {
    linkUps.increment();
  }

  /** A connection was lost, or an attempt at one failed. */
  public void linkFailed() {
    linkFailures.increment();
  }

  public long linkFailures() {
    return (long) linkFailures.count();
  }

  /** Shows how full a bounded resource is, and where its bound lies. */
  public void watchQueue(String queue, BoundedGate gate) {
    gauge(
        "edge.queue.depth", "How much of a bounded resource is taken", queue, gate, g -> g.taken());
    gauge("edge.queue.limit", "The bound of a bounded resource", queue, gate, g -> g.limit());
  }

  /** Shows what the node takes, where that is accounted for. Once, while wiring. */
  public void watchEnergy(EnergyAccount account) {
    account
        .source()
        .ifPresent(
            source ->
                FunctionCounter.builder("edge.energy.joules", account, EnergyAccount::joules)
                    .description("Energy: all that a sensor saw, or the sum of modelled answers")
                    .tag("source", source.word())
                    .register(registry));
    account
        .idleWatts()
        .ifPresent(
            watts ->
                Gauge.builder("edge.idle.watts", () -> watts)
                    .description("Power in the first second, before the networks were loaded")
                    .register(registry));
  }

  /** How often the outcome has been counted; for tests and the shutdown line. */
  public long frames(FrameOutcome outcome) {
    Counter counter = frames.get(outcome);
    return counter == null ? 0 : (long) counter.count();
  }

  public long escalations(EscalationResult result) {
    Counter counter = escalations.get(result);
    return counter == null ? 0 : (long) counter.count();
  }

  /** The text that Prometheus reads. */
  public String scrape() {
    return registry.scrape();
  }

  private Counter link(String result) {
    return Counter.builder("edge.link.attempts")
        .description("Connections to the datacenter node by what came of them")
        .tag("result", result)
        .register(registry);
  }

  private void gauge(
      String name,
      String description,
      String queue,
      BoundedGate gate,
      ToDoubleFunction<BoundedGate> value) {
    Gauge.builder(name, gate, value)
        .description(description)
        .tag("queue", queue)
        .register(registry);
  }

  private static void increment(@Nullable Counter counter) {
    if (counter != null) {
      counter.increment();
    }
  }
}
