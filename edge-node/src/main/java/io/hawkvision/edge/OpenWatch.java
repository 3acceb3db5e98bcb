package io.hawkvision.edge;

import io.hawkvision.edge.watch.Watch;
import io.hawkvision.edge.watch.WatchClocks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The watch, opened, and the operator's token. Owns the watch.
 *
 * @param token without it labels are not taken
 */
record OpenWatch(Watch watch, Optional<String> token, double tolerance) implements AutoCloseable {
  private static final int MAX_TOKEN_BYTES = 4096;

  /**
   * Opens what the configuration says. Reads files: the main thread.
   *
   * @param onFatal gets an error on the store's thread
   */
  static OpenWatch of(EdgeConfig.Watching config, Consumer<Error> onFatal) throws StartException {
    try {
      Optional<String> token = Optional.empty();
      if (config.labelTokenFile().isPresent()) {
        token = Optional.of(token(config.labelTokenFile().get()));
      }
      Watch watch =
          config.stateFile().isPresent()
              ? Watch.open(config.settings(), config.stateFile().get(), WatchClocks.SYSTEM, onFatal)
              : Watch.inMemory(config.settings(), WatchClocks.SYSTEM);
      return new OpenWatch(watch, token, config.tolerance());
    } catch (IOException failure) {
      throw new StartException("watch: " + failure.getMessage(), failure);
    }
  }

  private static String token(Path file) throws IOException {
    if (!Files.isRegularFile(file) || Files.size(file) > MAX_TOKEN_BYTES) {
      throw new IOException("watch.label-token-file=" + file + ": there is no such token file");
    }
    String token = Files.readString(file).strip();
    if (token.isEmpty() || !token.matches("[!-~]+")) {
      throw new IOException(
          "watch.label-token-file=" + file + ": must hold one line without blanks");
    }
    return token;
  }

  @Override
  public void close() {
    watch.close();
  }
}
