package io.hawkvision.edge.infer;

import static java.util.Objects.requireNonNull;

import io.hawkvision.zoo.engine.Engine;
import io.hawkvision.zoo.family.Family;
import io.hawkvision.zoo.family.Variant;
import io.hawkvision.zoo.preprocess.Preprocessor;

/** A family with everything that serving it takes. Owns its engine. Any thread. */
public record ServedFamily(
    Family family, Variant edge, Engine engine, Preprocessor preprocessor, Calibrated calibrated)
    implements AutoCloseable {
  public ServedFamily {
    requireNonNull(family, "family");
    requireNonNull(edge, "edge");
    requireNonNull(engine, "engine");
    requireNonNull(preprocessor, "preprocessor");
    requireNonNull(calibrated, "calibrated");
  }

  /** Multiply-accumulates that do not show in the processor's time. */
  public long cardMacs() {
    return engine.onCard() ? edge.macs() : 0;
  }

  @Override
  public void close() {
    engine.close();
  }
}
