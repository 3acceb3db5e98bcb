package io.hawkvision.dc.models;

import static java.util.Objects.requireNonNull;

import io.hawkvision.zoo.engine.Engine;
import io.hawkvision.zoo.engine.EngineException;
import io.hawkvision.zoo.engine.GoldenCheck;
import io.hawkvision.zoo.engine.OrtEngine;
import io.hawkvision.zoo.engine.TensorLease;
import io.hawkvision.zoo.family.Family;
import io.hawkvision.zoo.family.Tier;
import io.hawkvision.zoo.family.Variant;
import io.hawkvision.zoo.preprocess.ImageLimits;
import io.hawkvision.zoo.preprocess.Preprocessor;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns families into models that may serve: opened, equal to their golden vectors, warm, and with
 * a first idea of how long a batch takes. Blocks: for the main thread.
 */
public final class ModelLoader {
  private static final Logger log = LoggerFactory.getLogger(ModelLoader.class);
  private static final int WARM_RUNS = 3;

  private final EngineOpener opener;
  private final OrtEngine.Options options;
  private final ImageLimits limits;

  public ModelLoader(EngineOpener opener, OrtEngine.Options options, ImageLimits limits) {
    this.opener = requireNonNull(opener, "opener");
    this.options = requireNonNull(options, "options");
    this.limits = requireNonNull(limits, "limits");
  }

  /** Loads the DC variants of all families, or none: after a failure nothing stays open. */
  public Catalogue load(List<Family> families) throws EngineException {
    List<ServedModel> served = new ArrayList<>();
    try {
      for (Family family : families) {
        for (Variant variant : family.variants()) {
          if (variant.tier() == Tier.DC) {
            served.add(load(family, variant));
          }
        }
      }
      if (served.isEmpty()) {
        throw new EngineException("no family has a variant of the dc tier");
      }
      return new Catalogue(served);
    } catch (EngineException | RuntimeException e) {
      Catalogue.closeAll(served.stream().map(ServedModel::engine).toList());
      throw e;
    }
  }

  private ServedModel load(Family family, Variant variant) throws EngineException {
    long startedAtNanos = System.nanoTime();
    Engine engine = opener.open(family, variant, options);
    try {
      GoldenCheck.verify(family, engine);
      RunTimes times = warm(engine);
      Preprocessor preprocessor = new Preprocessor(variant.input(), limits);
      ServedModel model = new ServedModel(family, variant, engine, preprocessor, times);
      log.info(
          "model loaded model={} engine={} golden={} duration_ms={} one_ms={} batch={} batch_ms={}",
          model.key(),
          engine.name(),
          family.golden().size(),
          millis(System.nanoTime() - startedAtNanos),
          millis(times.nanos(1)),
          engine.maxBatch(),
          millis(times.nanos(engine.maxBatch())));
      return model;
    } catch (EngineException | RuntimeException e) {
      engine.close();
      throw e;
    }
  }

  /** Runs the smallest and the largest batch; the first run of each only warms. */
  private static RunTimes warm(Engine engine) throws EngineException {
    RunTimes times = new RunTimes(engine.maxBatch());
    try (TensorLease lease = engine.acquire()) {
      for (int frames : new int[] {1, engine.maxBatch()}) {
        engine.run(lease, frames);
        for (int i = 0; i < WARM_RUNS; i++) {
          long startedAtNanos = System.nanoTime();
          engine.run(lease, frames);
          times.add(frames, System.nanoTime() - startedAtNanos);
        }
      }
    }
    return times;
  }

  private static double millis(long nanos) {
    return Math.round(nanos / 1e4) / 1e2;
  }
}
