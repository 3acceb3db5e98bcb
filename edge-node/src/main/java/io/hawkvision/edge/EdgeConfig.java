package io.hawkvision.edge;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.hawkvision.edge.baseline.BaselineSettings;
import io.hawkvision.edge.escalate.Endpoint;
import io.hawkvision.edge.escalate.LinkLimits;
import io.hawkvision.edge.escalate.TlsFiles;
import io.hawkvision.edge.frame.FrameQuery;
import io.hawkvision.edge.watch.WatchSettings;
import io.hawkvision.zoo.policy.Target;
import io.hawkvision.zoo.power.PowerSettings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Everything that can be set on an edge node. Read once, in main: file, environment, flags. */
record EdgeConfig(
    Http http,
    Frame frame,
    Infer infer,
    Answer answer,
    Escalation escalation,
    Watching watching,
    BaselineSettings bench,
    PowerSettings power,
    Duration drain) {
  private static final Logger LOG = LoggerFactory.getLogger(EdgeConfig.class);
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration DAY = Duration.ofDays(1);

  record Http(String host, int port, int eventLoops, int maxConnections, Duration idleTimeout) {}

  record Frame(int maxBytes, int heldBytes, int inFlight, FrameQuery.Defaults defaults) {}

  record Infer(Path families, List<String> only, int workers) {
    Infer {
      only = List.copyOf(only);
    }
  }

  record Answer(int topK) {}

  /**
   * How promises are watched.
   *
   * @param stateFile where the watch is kept; in memory where it is empty
   * @param labelTokenFile holds the operator's token; without it no label is taken
   * @param tolerance factor over the certified disagreement from which on traffic has changed
   */
  record Watching(
      WatchSettings settings,
      Optional<Path> stateFile,
      Optional<Path> labelTokenFile,
      double tolerance) {}

  record Escalation(
      boolean enabled, Endpoint endpoint, Optional<TlsFiles> tls, LinkLimits limits) {}

  /** Reads the process's three sources and checks all of it. */
  static EdgeConfig ofProcess(Optional<Path> file, Map<String, String> flags)
      throws InvalidConfigException {
    return read(file, System.getenv(), flags);
  }

  static EdgeConfig read(
      Optional<Path> file, Map<String, String> environment, Map<String, String> flags)
      throws InvalidConfigException {
    Map<String, String> values = file.isPresent() ? fileValues(file.get()) : Map.of();
    Settings settings = new Settings(values, environment, flags);
    EdgeConfig config = read(settings, environment.getOrDefault("HAWK_HOME", "."));
    List<String> problems = settings.problems();
    if (!problems.isEmpty()) {
      throw new InvalidConfigException(problems);
    }
    LOG.info("effective config {}", settings.effective());
    return config;
  }

  static EdgeConfig read(Settings settings, String home) {
    Frame frame = frame(settings);
    if (frame.maxBytes() > frame.heldBytes()) {
      settings.problem("frame.held-bytes must be at least frame.max-bytes");
    }
    Http http =
        new Http(
            settings.text("http.host", "127.0.0.1"),
            settings.integer("http.port", 8080, 0, 65_535),
            settings.integer("http.event-loops", 1, 1, 64),
            settings.integer("http.max-connections", 4096, 1, 1_000_000),
            settings.duration("http.idle-timeout", "60s", HOUR));
    String state = http.port() == 0 ? "" : home + "/.hawk/watch-" + http.port() + ".mv";
    return new EdgeConfig(
        http,
        frame,
        new Infer(
            settings.path("infer.families", home + "/model-zoo/families"),
            settings.names("infer.only"),
            settings.integer(
                "infer.workers", Math.min(2, Runtime.getRuntime().availableProcessors()), 1, 256)),
        new Answer(settings.integer("answer.top-k", 1, 1, 1000)),
        escalation(settings, home),
        watching(settings, state),
        BenchKeys.read(settings),
        power(settings),
        settings.duration("drain", "5s", MINUTE));
  }

  /** The version this was built as. */
  static String version() {
    try (InputStream stamp = EdgeConfig.class.getResourceAsStream("build.properties")) {
      Properties properties = new Properties();
      if (stamp != null) {
        properties.load(stamp);
      }
      return properties.getProperty("version", "unknown");
    } catch (IOException unreadable) {
      return "unknown";
    }
  }

  private static Frame frame(Settings settings) {
    Duration longest = settings.duration("frame.max-deadline", "60s", HOUR);
    Duration usual = settings.duration("frame.default-deadline", "1s", HOUR);
    if (usual.compareTo(longest) > 0) {
      settings.problem("frame.default-deadline must be at most frame.max-deadline");
    }
    return new Frame(
        settings.bytes("frame.max-bytes", "8MiB", 1024, 64 << 20),
        settings.bytes("frame.held-bytes", "32MiB", 1024, 1 << 30),
        settings.integer("frame.in-flight", 256, 1, 100_000),
        new FrameQuery.Defaults(
            Target.relative(settings.decimal("frame.default-accuracy-loss", 0.01, 0, 0.999)),
            usual.toMillis(),
            longest.toMillis()));
  }

  private static Watching watching(Settings settings, String usualStateFile) {
    WatchSettings.Sampling usual = WatchSettings.Sampling.DEFAULT;
    String state = settings.text("watch.state-file", usualStateFile);
    String token = settings.text("watch.label-token-file", "");
    return new Watching(
        new WatchSettings(
            new WatchSettings.Sampling(
                settings.decimal("watch.audit-rate", usual.rate(), 0, 1),
                usual.nearFactor(),
                usual.nearBand(),
                settings.integer("watch.scene-frames", usual.sceneFrames(), 1, 1_000_000),
                settings.integer(
                    "watch.audits-per-second", (int) usual.auditsPerSecond(), 1, 100_000)),
            WatchSettings.Tests.DEFAULT,
            WatchSettings.Memory.DEFAULT,
            settings.duration("watch.label-retention", "360m", DAY),
            WatchSettings.DEFAULT.pageTargets()),
        state.isEmpty() ? Optional.empty() : Optional.of(Path.of(state)),
        token.isEmpty() ? Optional.empty() : Optional.of(Path.of(token)),
        settings.decimal("watch.tolerance", 1.5, 1, 100));
  }

  private static PowerSettings power(Settings settings) {
    PowerSettings usual = PowerSettings.DEFAULT;
    return new PowerSettings(
        settings.value("power.sensor", usual.sensor(), PowerSettings::checkedWord),
        settings.path("power.sysfs-root", usual.sysfsRoot().toString()),
        settings.decimal("power.core-watts", usual.coreWatts(), 0.001, 1000));
  }

  private static Escalation escalation(Settings settings, String home) {
    Path directory = settings.path("tls.directory", home + "/.hawk/pki");
    LinkLimits limits =
        new LinkLimits(
            settings.integer("escalation.window", 128, 1, 100_000),
            settings.duration("escalation.connect-timeout", "5s", MINUTE),
            settings.duration("escalation.ping-interval", "2s", MINUTE),
            settings.duration("escalation.ping-timeout", "2s", MINUTE),
            settings.duration("escalation.backoff-first", "100ms", MINUTE),
            settings.duration("escalation.backoff-longest", "2s", MINUTE));
    if (limits.backoffFirst().compareTo(limits.backoffLongest()) > 0) {
      settings.problem("escalation.backoff-first must be at most escalation.backoff-longest");
    }
    return new Escalation(
        settings.flag("escalation.enabled", true),
        settings.value("escalation.endpoint", "127.0.0.1:9443", Endpoint::parse),
        Optional.of(
            new TlsFiles(
                settings.path("tls.key-store", directory + "/edge.p12"),
                settings.path("tls.trust-store", directory + "/ca.p12"),
                settings.path("tls.password-file", directory + "/password"))),
        limits);
  }

  private static Map<String, String> fileValues(Path file) throws InvalidConfigException {
    try {
      JsonNode tree = new YAMLMapper().readTree(Files.readString(file));
      Map<String, String> values = new TreeMap<>();
      if (tree.isObject()) {
        flatten("", tree, values);
      } else if (!tree.isMissingNode() && !tree.isNull()) {
        throw new InvalidConfigException(List.of(file + ": must hold keys and values"));
      }
      return values;
    } catch (JsonProcessingException wrong) {
      throw new InvalidConfigException(List.of(file + ": " + wrong.getOriginalMessage()));
    } catch (IOException unreadable) {
      throw new InvalidConfigException(List.of(file + ": cannot be read"));
    }
  }

  private static void flatten(String prefix, JsonNode node, Map<String, String> values) {
    if (node.isObject()) {
      String stem = prefix.isEmpty() ? "" : prefix + ".";
      node.properties().forEach(e -> flatten(stem + e.getKey(), e.getValue(), values));
    } else if (node.isArray()) {
      StringBuilder joined = new StringBuilder();
      node.forEach(item -> joined.append(joined.isEmpty() ? "" : ",").append(item.asText()));
      values.put(prefix, joined.toString());
    } else {
      values.put(prefix, node.asText());
    }
  }
}
