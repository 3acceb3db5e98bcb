package io.hawkvision.dc;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Every setting of the node: its name, what it is unless set, and what it means. */
enum ConfigKey {
  NODE("node", "dc", "name that edges see"),
  HOST("host", "127.0.0.1", "address of the gRPC port"),
  PORT("port", "9443", "gRPC port, mutual TLS; 0 takes any free one"),
  HTTP_HOST("http-host", "127.0.0.1", "address of the HTTP port"),
  HTTP_PORT("http-port", "9090", "livez, readyz, metrics; 0 takes any free one"),
  FAMILIES("families", "", "directory of the model families"),
  FAMILY("family", "", "families to serve, comma separated; all unless set"),
  TLS_DIR("tls.dir", "", "directory of ca.p12, dc.p12 and password"),
  TLS_PASSWORD("tls.password", "", "of the stores, instead of the file `password`"),
  QUEUE_MAX_FRAMES("queue.max-frames", "256", "frames that may wait"),
  QUEUE_MAX_BYTES("queue.max-bytes", "64MiB", "bytes of the pictures that may wait"),
  BATCH_MAX_FRAMES("batch.max-frames", "8", "frames computed together"),
  BATCH_MAX_LINGER("batch.max-linger", "1ms", "longest wait for a fuller batch; 0ms never waits"),
  WORKERS_COUNT("workers.count", "", "threads that compute; one less than cores unless set"),
  WORKERS_INTRA_OP("workers.intra-op-threads", "1", "threads inside one run"),
  STREAMS_MAX("streams.max", "64", "open streams"),
  STREAMS_HELLO_TIMEOUT("streams.hello-timeout", "10s", "longest wait for an edge's hello"),
  STREAMS_MAX_PENDING("streams.max-pending-answers", "512", "answers that a slow edge may leave"),
  FRAME_MAX_BYTES("frame.max-bytes", "8MiB", "largest picture"),
  FRAME_MAX_SIDE("frame.max-side", "8192", "longest side in pixels"),
  FRAME_MAX_PIXELS("frame.max-pixels", "16000000", "most pixels"),
  POWER_SENSOR("power.sensor", "auto", "auto, off, modelled or a sensor such as rapl"),
  POWER_SYSFS_ROOT("power.sysfs-root", "/sys", "where power sensors are looked for"),
  POWER_CORE_WATTS("power.core-watts", "2.76", "of a busy core, for modelled energy"),
  DRAIN_TIMEOUT("drain-timeout", "5s", "longest wait for queued work when stopping");

  private static final String ENV_PREFIX = "HAWK_DC_";
  private static final int FARTHEST = 3;

  private final String key;
  private final String standard;
  private final String meaning;

  ConfigKey(String key, String standard, String meaning) {
    this.key = key;
    this.standard = standard;
    this.meaning = meaning;
  }

  String key() {
    return key;
  }

  /** Empty when the default depends on the machine or there is none. */
  String standard() {
    return standard;
  }

  String meaning() {
    return meaning;
  }

  boolean secret() {
    return this == TLS_PASSWORD;
  }

  String envName() {
    return ENV_PREFIX + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }

  static boolean isEnvName(String name) {
    return name.startsWith(ENV_PREFIX);
  }

  static Optional<ConfigKey> of(String key) {
    return Arrays.stream(values()).filter(known -> known.key.equals(key)).findFirst();
  }

  static Optional<ConfigKey> ofEnv(String name) {
    return Arrays.stream(values()).filter(known -> known.envName().equals(name)).findFirst();
  }

  /** " (did you mean ...?)", or nothing if no name is near. */
  static String suggestion(String given, List<String> names) {
    return names.stream()
        .filter(name -> distance(given, name) <= FARTHEST)
        .min(Comparator.comparingInt(name -> distance(given, name)))
        .map(name -> " (did you mean " + name + "?)")
        .orElse("");
  }

  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    Arrays.setAll(row, j -> j);
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
