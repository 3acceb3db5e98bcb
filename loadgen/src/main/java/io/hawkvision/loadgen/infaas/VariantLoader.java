package io.hawkvision.loadgen.infaas;

import io.hawkvision.zoo.engine.EngineException;
import io.hawkvision.zoo.engine.OrtEngine;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes the sessions that must leave and opens the ones that are wanted, one after the other. Runs
 * on the thread {@code load-onnx}; ends when the dispatcher is closed.
 */
final class VariantLoader implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(VariantLoader.class);

  private final Dispatcher dispatcher;
  private final LoadedEngines engines;
  private final Catalogue catalogue;
  private final EdgeBox box;

  VariantLoader(Dispatcher dispatcher, LoadedEngines engines, Catalogue catalogue, EdgeBox box) {
    this.dispatcher = dispatcher;
    this.engines = engines;
    this.catalogue = catalogue;
    this.box = box;
  }

  @Override
  public void run() {
    try {
      Optional<Dispatcher.LoadOrder> order = dispatcher.awaitLoad();
      while (order.isPresent()) {
        carryOut(order.get());
        order = dispatcher.awaitLoad();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void carryOut(Dispatcher.LoadOrder order) {
    order
        .leaving()
        .forEach(
            key -> {
              engines.close(key);
              dispatcher.left(key);
            });
    long begun = box.slowdown().begin();
    try {
      OrtEngine engine = catalogue.network(order.key()).open(box.workers());
      box.slowdown().stretch(begun);
      engines.add(order.key(), engine);
    } catch (EngineException failed) {
      if (!Thread.currentThread().isInterrupted()) { // else the node closes, and reading broke off
        LOG.error("load failed variant={}", order.key(), failed);
      }
      dispatcher.loadFailed(order.key());
      return;
    }
    dispatcher.loaded(order.key());
  }
}
