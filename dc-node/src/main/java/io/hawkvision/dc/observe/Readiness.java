package io.hawkvision.dc.observe;

import static java.util.Objects.requireNonNull;

import io.hawkvision.dc.models.Catalogue;
import io.hawkvision.dc.models.ServedModel;
import io.hawkvision.zoo.family.Family;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** Whether the node takes work. The main thread moves it on; any thread reads. */
public final class Readiness {
  private enum State {
    STARTING,
    READY,
    STOPPING
  }

  private record Shown(State state, JsonArray families) {}

  private volatile Shown shown = new Shown(State.STARTING, new JsonArray());

  /** Every model of the catalogue is loaded and agrees with its golden vectors. */
  public void ready(Catalogue catalogue) {
    shown = new Shown(State.READY, families(requireNonNull(catalogue, "catalogue")));
  }

  public void stopping() {
    shown = new Shown(State.STOPPING, shown.families());
  }

  public boolean isReady() {
    return shown.state() == State.READY;
  }

  JsonObject toJson() {
    Shown now = shown;
    return new JsonObject()
        .put("ready", now.state() == State.READY)
        .put("state", now.state().name().toLowerCase(java.util.Locale.ROOT))
        .put("families", now.families());
  }

  private static JsonArray families(Catalogue catalogue) {
    JsonArray families = new JsonArray();
    for (Family family : catalogue.families()) {
      JsonArray variants = new JsonArray();
      for (ServedModel model : catalogue.models()) {
        if (model.family().equals(family)) {
          variants.add(
              new JsonObject()
                  .put("name", model.variant().name())
                  .put("engine", model.engine().name())
                  .put("max_batch_frames", model.engine().maxBatch()));
        }
      }
      families.add(
          new JsonObject()
              .put("name", family.name())
              .put("version", family.version())
              .put("manifest_hash", family.manifestHash())
              .put("golden_vectors", family.golden().size())
              .put("variants", variants));
    }
    return families;
  }
}
