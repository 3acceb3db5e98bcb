package io.hawkvision.loadgen;

import io.hawkvision.loadgen.link.NetworkNamespace;
import java.nio.file.Path;
import java.util.Map;

/** What the environment says; read once, in main. */
record LoadConfig(Path home, boolean inOwnNamespace) {
  static final String HOME = "HAWK_HOME";

  /** Without {@code HAWK_HOME} the working directory is home. */
  static LoadConfig of(Map<String, String> environment) {
    return new LoadConfig(
        Path.of(environment.getOrDefault(HOME, "")).toAbsolutePath().normalize(),
        environment.containsKey(NetworkNamespace.MARK));
  }
}
