package io.hawkvision.dc.models;

import io.hawkvision.zoo.family.Family;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Everything this node runs. Immutable, any thread; owns the engines. */
public final class Catalogue implements AutoCloseable {
  private final Map<ModelKey, ServedModel> models = new LinkedHashMap<>();

  public Catalogue(List<ServedModel> served) {
    for (ServedModel model : served) {
      if (models.putIfAbsent(model.key(), model) != null) {
        throw new IllegalArgumentException("served twice: " + model.key());
      }
    }
  }

  public List<ServedModel> models() {
    return List.copyOf(models.values());
  }

  public List<Family> families() {
    return models.values().stream().map(ServedModel::family).distinct().toList();
  }

  public Optional<ServedModel> find(ModelKey key) {
    return Optional.ofNullable(models.get(key));
  }

  /** Closes every engine, also after one failed to close. Only when no worker runs any more. */
  @Override
  public void close() {
    closeAll(models.values().stream().map(ServedModel::engine).toList());
  }

  static void closeAll(List<? extends AutoCloseable> engines) {
    IllegalStateException failure = null;
    for (AutoCloseable engine : engines) {
      try {
        engine.close();
      } catch (Exception e) {
        failure = failure == null ? new IllegalStateException("engine not closed") : failure;
        failure.addSuppressed(e);
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
