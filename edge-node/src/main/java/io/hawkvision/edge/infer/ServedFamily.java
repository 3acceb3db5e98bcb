package io.hawkvision.edge.infer;

import static java.util.Objects.requireNonNull;

import io.hawkvision.zoo.engine.Engine;
import io.hawkvision.zoo.family.Family;
import io.hawkvision.zoo.family.Variant;
import io.hawkvision.zoo.policy.PolicyChooser;
import io.hawkvision.zoo.preprocess.Preprocessor;

/** A family with everything that serving it takes. Owns its engine. Any thread. */
public record ServedFamily(
    Family family, Variant edge, Engine engine, Preprocessor preprocessor, PolicyChooser policies)
    implements AutoCloseable {
  public ServedFamily {
    requireNonNull(family, "family");
    requireNonNull(edge, "edge");
    requireNonNull(engine, "engine");
    requireNonNull(preprocessor, "preprocessor");
    requireNonNull(policies, "policies");
  }

  @Override
  public void close() {
    engine.close();
  }
}
