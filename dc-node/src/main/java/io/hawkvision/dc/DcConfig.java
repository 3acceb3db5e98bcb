package io.hawkvision.dc;

import static java.util.Objects.requireNonNull;

import io.hawkvision.dc.intake.EscalateService;
import io.hawkvision.dc.schedule.QueueLimit;
import io.hawkvision.zoo.power.PowerSettings;
import io.hawkvision.zoo.preprocess.ImageLimits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The node's configuration, read once by the main thread: file before environment before flags.
 * Everything that is wrong is reported together.
 */
record DcConfig(
    String node,
    Endpoint grpc,
    Endpoint http,
    Models models,
    Tls tls,
    Compute compute,
    Streams streams,
    PowerSettings power,
    Duration drainTimeout) {

  private static final int MAX_PORT = 65_535;
  private static final int MAX_BATCH_FRAMES = 64;
  private static final Duration MAX_WAIT = Duration.ofMinutes(10);

  /** Where to listen; port 0 is any free one. */
  record Endpoint(String host, int port) {
    Endpoint {
      requireNonNull(host, "host");
    }
  }

  /** Which families; an empty list is all of the directory. */
  record Models(Path families, List<String> names) {
    Models {
      requireNonNull(families, "families");
      names = List.copyOf(names);
    }
  }

  /** Certificates; the password overrides the file of that name. */
  record Tls(Path directory, Optional<String> password) {
    Tls {
      requireNonNull(directory, "directory");
      requireNonNull(password, "password");
    }

    @Override
    public String toString() {
      return "Tls[directory=" + directory + ", password=***]";
    }
  }

  /** The queue, the batches and the threads behind it. */
  record Compute(
      QueueLimit queue, int maxBatchFrames, Duration maxLinger, int workers, int intraOpThreads) {}

  /** Bounds of what edges may do. */
  record Streams(EscalateService.Limits limits, int maxPendingAnswers) {}

  /** What the command line gave: a file, and settings by key with the flag they came from. */
  record Flags(Optional<Path> file, List<Flag> settings) {
    Flags {
      settings = List.copyOf(settings);
    }
  }

  /** One setting of the command line. */
  record Flag(String key, String value, String origin) {}

  /** Reads the configuration of this process. */
  static DcConfig read(Flags flags) throws InvalidConfigException {
    return read(flags, System.getenv());
  }

  static DcConfig read(Flags flags, Map<String, String> environment) throws InvalidConfigException {
    List<String> problems = new ArrayList<>();
    ConfigSources sources = new ConfigSources(problems);
    flags.file().ifPresent(sources::addFile);
    sources.addEnvironment(environment);
    flags.settings().forEach(flag -> sources.addFlag(flag.key(), flag.value(), flag.origin()));
    Optional<Path> home = Optional.ofNullable(environment.get("HAWK_HOME")).map(Path::of);
    DcConfig config = read(new ConfigReading(sources, problems), home);
    config.addContradictions(problems);
    if (!problems.isEmpty()) {
      throw new InvalidConfigException(problems);
    }
    return config;
  }

  private static DcConfig read(ConfigReading read, Optional<Path> home) {
    return new DcConfig(
        read.text(ConfigKey.NODE),
        new Endpoint(read.text(ConfigKey.HOST), read.integer(ConfigKey.PORT, 0, MAX_PORT)),
        new Endpoint(
            read.text(ConfigKey.HTTP_HOST), read.integer(ConfigKey.HTTP_PORT, 0, MAX_PORT)),
        new Models(
            read.path(ConfigKey.FAMILIES, home.map(at -> at.resolve("model-zoo/families"))),
            read.list(ConfigKey.FAMILY)),
        new Tls(
            read.path(ConfigKey.TLS_DIR, home.map(at -> at.resolve(".hawk/pki"))),
            read.optional(ConfigKey.TLS_PASSWORD)),
        compute(read),
        streams(read),
        new PowerSettings(
            read.checked(ConfigKey.POWER_SENSOR, PowerSettings::checkedWord),
            read.path(ConfigKey.POWER_SYSFS_ROOT, Optional.of(PowerSettings.DEFAULT.sysfsRoot())),
            read.decimal(ConfigKey.POWER_CORE_WATTS, 0.001, 1000)),
        read.duration(ConfigKey.DRAIN_TIMEOUT, Duration.ZERO, MAX_WAIT));
  }

  private static Compute compute(ConfigReading read) {
    int cores = Runtime.getRuntime().availableProcessors();
    return new Compute(
        new QueueLimit(
            read.integer(ConfigKey.QUEUE_MAX_FRAMES, 1, 1 << 16),
            read.bytes(ConfigKey.QUEUE_MAX_BYTES, 1 << 10, 1L << 40)),
        read.integer(ConfigKey.BATCH_MAX_FRAMES, 1, MAX_BATCH_FRAMES),
        read.duration(ConfigKey.BATCH_MAX_LINGER, Duration.ZERO, Duration.ofSeconds(1)),
        read.integer(ConfigKey.WORKERS_COUNT, 1, 1024, Math.max(1, cores - 1)),
        read.integer(ConfigKey.WORKERS_INTRA_OP, 1, 256));
  }

  private static Streams streams(ConfigReading read) {
    ImageLimits image =
        new ImageLimits(
            (int) read.bytes(ConfigKey.FRAME_MAX_BYTES, 1 << 10, 1 << 28),
            read.integer(ConfigKey.FRAME_MAX_SIDE, 1, 1 << 16),
            read.integer(ConfigKey.FRAME_MAX_PIXELS, 1, 1 << 28));
    EscalateService.Limits limits =
        new EscalateService.Limits(
            read.integer(ConfigKey.STREAMS_MAX, 1, 1 << 16),
            read.duration(ConfigKey.STREAMS_HELLO_TIMEOUT, Duration.ofMillis(1), MAX_WAIT),
            image);
    return new Streams(limits, read.integer(ConfigKey.STREAMS_MAX_PENDING, 1, 1 << 20));
  }

  private void addContradictions(List<String> problems) {
    if (grpc.equals(http) && grpc.port() != 0) {
      problems.add("port and http-port are both " + grpc.port());
    }
    long largest = streams.limits().image().maxBytes();
    if (compute.queue().bytes() < largest) {
      problems.add("queue.max-bytes is less than frame.max-bytes: the largest picture never fits");
    }
  }

  /** Every key with its value in force, for the log; secrets masked. */
  Map<ConfigKey, String> effective() {
    Map<ConfigKey, String> shown = new EnumMap<>(ConfigKey.class);
    ImageLimits image = streams.limits().image();
    for (ConfigKey key : ConfigKey.values()) {
      shown.put(
          key,
          switch (key) {
            case NODE -> node;
            case HOST -> grpc.host();
            case PORT -> Integer.toString(grpc.port());
            case HTTP_HOST -> http.host();
            case HTTP_PORT -> Integer.toString(http.port());
            case FAMILIES -> models.families().toString();
            case FAMILY -> String.join(",", models.names());
            case TLS_DIR -> tls.directory().toString();
            case TLS_PASSWORD -> tls.password().isPresent() ? "***" : "";
            case QUEUE_MAX_FRAMES -> Integer.toString(compute.queue().frames());
            case QUEUE_MAX_BYTES -> ConfigReading.showBytes(compute.queue().bytes());
            case BATCH_MAX_FRAMES -> Integer.toString(compute.maxBatchFrames());
            case BATCH_MAX_LINGER -> ConfigReading.show(compute.maxLinger());
            case WORKERS_COUNT -> Integer.toString(compute.workers());
            case WORKERS_INTRA_OP -> Integer.toString(compute.intraOpThreads());
            case STREAMS_MAX -> Integer.toString(streams.limits().streams());
            case STREAMS_HELLO_TIMEOUT -> ConfigReading.show(streams.limits().helloTimeout());
            case STREAMS_MAX_PENDING -> Integer.toString(streams.maxPendingAnswers());
            case FRAME_MAX_BYTES -> ConfigReading.showBytes(image.maxBytes());
            case FRAME_MAX_SIDE -> Integer.toString(image.maxSide());
            case FRAME_MAX_PIXELS -> Integer.toString(image.maxPixels());
            case POWER_SENSOR -> power.sensor();
            case POWER_SYSFS_ROOT -> power.sysfsRoot().toString();
            case POWER_CORE_WATTS -> Double.toString(power.coreWatts());
            case DRAIN_TIMEOUT -> ConfigReading.show(drainTimeout);
          });
    }
    return shown;
  }
}
