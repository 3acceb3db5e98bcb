package io.hawkvision.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.hawkvision.edge.baseline.Baseline;
import io.hawkvision.edge.baseline.BaselineSettings;
import io.hawkvision.edge.baseline.CascadeScore;
import io.hawkvision.edge.escalate.Endpoint;
import io.hawkvision.edge.escalate.LinkLimits;
import io.hawkvision.edge.escalate.TlsFiles;
import io.hawkvision.edge.frame.FrameQuery;
import io.hawkvision.edge.watch.WatchSettings;
import io.hawkvision.zoo.policy.Target;
import io.hawkvision.zoo.power.PowerSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("unit")
class EdgeConfigTest {
  /** Every key, with a value that is not its default. */
  private static final String EVERY_KEY =
      """
      http: {host: 127.0.0.2, port: 1234, event-loops: 3, max-connections: 77, idle-timeout: 5s}
      frame:
        max-bytes: 1MiB
        held-bytes: 2MiB
        in-flight: 9
        default-deadline: 250ms
        max-deadline: 1m
        default-accuracy-loss: 0.05
      infer: {families: /f, only: [a, b], workers: 4}
      answer: {top-k: 7}
      tls: {directory: /t, key-store: /k.p12, trust-store: /c.p12, password-file: /p}
      escalation:
        enabled: false
        endpoint: dc.example:7
        window: 5
        connect-timeout: 3s
        ping-interval: 4s
        ping-timeout: 6s
        backoff-first: 50ms
        backoff-longest: 9s
      watch:
        audit-rate: 0.1
        scene-frames: 12
        audits-per-second: 4
        label-retention: 30m
        state-file: /s.mv
        label-token-file: /token
        tolerance: 2
      bench:
        system: cascade
        edge-slowdown: 8
        score: max-probability
        thresholds: "a:0.5,b:0.75"
        variant: dc-x
        picture: network-input
        jpeg-quality: 71
      power: {sensor: ina260, sysfs-root: /tree, core-watts: 0.5}
      drain: 7s
      """;

  @TempDir private Path directory;

  private EdgeConfig read(String yaml) throws Exception {
    Path file = directory.resolve("edge.yaml");
    Files.writeString(file, yaml);
    return EdgeConfig.read(Optional.of(file), Map.of(), Map.of());
  }

  @Test
  void defaults_areSafe() throws Exception {
    EdgeConfig config =
        EdgeConfig.read(Optional.empty(), Map.of("HAWK_HOME", "/home/hawk"), Map.of());

    assertThat(config.http())
        .isEqualTo(new EdgeConfig.Http("127.0.0.1", 8080, 1, 4096, Duration.ofMinutes(1)));
    assertThat(config.frame())
        .isEqualTo(
            new EdgeConfig.Frame(
                8 << 20,
                32 << 20,
                256,
                new FrameQuery.Defaults(Target.relative(0.01), 1000, 60_000)));
    assertThat(config.infer().families()).isEqualTo(Path.of("/home/hawk/model-zoo/families"));
    assertThat(config.infer().only()).isEmpty();
    assertThat(config.infer().workers()).isBetween(1, 2);
    assertThat(config.answer().topK()).isEqualTo(1);
    assertThat(config.escalation().enabled()).isTrue();
    assertThat(config.escalation().endpoint()).isEqualTo(new Endpoint("127.0.0.1", 9443));
    assertThat(config.escalation().tls())
        .contains(
            new TlsFiles(
                Path.of("/home/hawk/.hawk/pki/edge.p12"),
                Path.of("/home/hawk/.hawk/pki/ca.p12"),
                Path.of("/home/hawk/.hawk/pki/password")));
    assertThat(config.escalation().limits())
        .isEqualTo(
            new LinkLimits(
                128,
                Duration.ofSeconds(5),
                Duration.ofSeconds(2),
                Duration.ofSeconds(2),
                Duration.ofMillis(100),
                Duration.ofSeconds(2)));
    assertThat(config.watching())
        .isEqualTo(
            new EdgeConfig.Watching(
                WatchSettings.DEFAULT,
                Optional.of(Path.of("/home/hawk/.hawk/watch-8080.mv")),
                Optional.empty(),
                1.5));
    assertThat(config.bench()).isEqualTo(BaselineSettings.OFF);
    assertThat(config.power()).isEqualTo(PowerSettings.DEFAULT);
    assertThat(config.drain()).isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void everyKey_isMapped() throws Exception {
    assertThat(read(EVERY_KEY))
        .isEqualTo(
            new EdgeConfig(
                new EdgeConfig.Http("127.0.0.2", 1234, 3, 77, Duration.ofSeconds(5)),
                new EdgeConfig.Frame(
                    1 << 20,
                    2 << 20,
                    9,
                    new FrameQuery.Defaults(Target.relative(0.05), 250, 60_000)),
                new EdgeConfig.Infer(Path.of("/f"), List.of("a", "b"), 4),
                new EdgeConfig.Answer(7),
                new EdgeConfig.Escalation(
                    false,
                    new Endpoint("dc.example", 7),
                    Optional.of(new TlsFiles(Path.of("/k.p12"), Path.of("/c.p12"), Path.of("/p"))),
                    new LinkLimits(
                        5,
                        Duration.ofSeconds(3),
                        Duration.ofSeconds(4),
                        Duration.ofSeconds(6),
                        Duration.ofMillis(50),
                        Duration.ofSeconds(9))),
                new EdgeConfig.Watching(
                    new WatchSettings(
                        new WatchSettings.Sampling(0.1, 3, 0.1, 12, 4),
                        WatchSettings.Tests.DEFAULT,
                        WatchSettings.Memory.DEFAULT,
                        Duration.ofMinutes(30),
                        256),
                    Optional.of(Path.of("/s.mv")),
                    Optional.of(Path.of("/token")),
                    2),
                new BaselineSettings(
                    Baseline.CASCADE,
                    8,
                    CascadeScore.MAX_PROBABILITY,
                    Map.of("a", 0.5, "b", 0.75),
                    Optional.of("dc-x"),
                    true,
                    71),
                new PowerSettings("ina260", Path.of("/tree"), 0.5),
                Duration.ofSeconds(7)));
  }

  @Test
  void baselinesThatContradictThemselves_areRefused() {
    assertThatThrownBy(
            () -> read("bench: {thresholds: 'a:0.5', variant: x, picture: network-input}"))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessageContaining("bench.thresholds is for bench.system=cascade only")
        .hasMessageContaining("bench.variant is for")
        .hasMessageContaining("bench.picture=network-input is for");
    assertThatThrownBy(() -> read("bench: {system: cascade}"))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessageContaining("needs bench.thresholds");
    assertThatThrownBy(() -> read("bench: {system: theirs, thresholds: 'a=1', edge-slowdown: 0.5}"))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessageContaining("[none, edge-only, dc-only, cascade]")
        .hasMessageContaining("such as roadside:0.8")
        .hasMessageContaining("bench.edge-slowdown");
  }

  @Test
  void everyKey_standsInTheTestFileAbove() {
    Settings settings = new Settings(Map.of(), Map.of(), Map.of());
    EdgeConfig.read(settings, ".");
    for (String key : settings.keys()) {
      assertThat(EVERY_KEY).contains(key.substring(key.indexOf('.') + 1) + ":");
    }
  }

  @Test
  void flags_winOverTheEnvironment_whichWinsOverTheFile() throws Exception {
    Path file = directory.resolve("edge.yaml");
    Files.writeString(file, "http: {port: 1, event-loops: 2, max-connections: 3}");
    EdgeConfig config =
        EdgeConfig.read(
            Optional.of(file),
            Map.of("HAWK_EDGE_HTTP_PORT", "10", "HAWK_EDGE_HTTP_EVENT_LOOPS", "20"),
            Map.of("http.port", "100"));

    assertThat(config.http().port()).isEqualTo(100);
    assertThat(config.http().eventLoops()).isEqualTo(20);
    assertThat(config.http().maxConnections()).isEqualTo(3);
  }

  @Test
  void everythingWrong_isReportedAtOnce_withTheNearName() {
    InvalidConfigException wrong =
        catchThrowableOfType(
            InvalidConfigException.class,
            () ->
                EdgeConfig.read(
                    Optional.empty(),
                    Map.of("HAWK_EDGE_HTTP_PROT", "1"),
                    new TreeMap<>(
                        Map.of(
                            "http.port", "99999",
                            "infer.worker", "2",
                            "drain", "soon",
                            "power.sensor", "wattmeter",
                            "frame.max-bytes", "64MiB",
                            "escalation.endpoint", "nowhere"))));

    assertThat(wrong.problems())
        .hasSize(7)
        .anyMatch(problem -> problem.contains("power.sensor=wattmeter: must be auto, off, ina260"))
        .anyMatch(problem -> problem.contains("http.port=99999"))
        .anyMatch(problem -> problem.contains("'infer.workers'"))
        .anyMatch(problem -> problem.contains("drain=soon"))
        .anyMatch(problem -> problem.contains("held-bytes must be at least"))
        .anyMatch(problem -> problem.contains("HOST:PORT"))
        .anyMatch(problem -> problem.contains("'HAWK_EDGE_HTTP_PORT'"));
  }

  @Test
  void fileThatIsNoYaml_isReported() {
    assertThat(catchThrowableOfType(InvalidConfigException.class, () -> read("a: [")).problems())
        .hasSize(1);
    assertThat(catchThrowableOfType(InvalidConfigException.class, () -> read("- a")).problems())
        .hasSize(1);
  }

  @Test
  void secrets_areMaskedInTheLog() {
    Settings settings = new Settings(Map.of("store-password", "hunter2"), Map.of(), Map.of());
    settings.text("store-password", "");
    assertThat(settings.effective()).doesNotContain("hunter2").contains("***");
  }
}
