package io.hawkvision.loadgen.infaas;

import io.hawkvision.zoo.engine.Engine;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The open engines. The loader adds and closes, workers look up what their task has claimed; the
 * residency says which ones are in use.
 */
final class LoadedEngines implements AutoCloseable {
  private final Map<VariantKey, Engine> engines = new ConcurrentHashMap<>();

  /** Takes the engine over. */
  void add(VariantKey key, Engine engine) {
    if (engines.putIfAbsent(key, engine) != null) {
      engine.close();
      throw new IllegalStateException(key + " is loaded twice");
    }
  }

  Engine of(VariantKey key) {
    return Optional.ofNullable(engines.get(key))
        .orElseThrow(() -> new IllegalStateException(key + " is not loaded"));
  }

  void close(VariantKey key) {
    Optional.ofNullable(engines.remove(key)).ifPresent(Engine::close);
  }

  @Override
  public void close() {
    engines.keySet().forEach(this::close);
  }
}
