package io.hawkvision.loadgen.infaas;

import static java.util.Objects.requireNonNull;

import io.hawkvision.zoo.engine.EngineException;
import io.hawkvision.zoo.engine.OrtEngine;
import io.hawkvision.zoo.engine.TensorLease;
import io.hawkvision.zoo.family.Family;
import io.hawkvision.zoo.family.Variant;
import io.hawkvision.zoo.preprocess.Preprocessor;

/** A variant that can be loaded, whether it is or not. Immutable, any thread. */
record Network(Family family, Variant variant, Preprocessor preprocessor, Profile profile) {
  Network {
    requireNonNull(family, "family");
    requireNonNull(variant, "variant");
    requireNonNull(preprocessor, "preprocessor");
    requireNonNull(profile, "profile");
  }

  /** One thread for a run and a lease for each worker, as at the edge. Blocking. */
  static OrtEngine open(Family family, Variant variant, int workers) throws EngineException {
    return OrtEngine.open(family, variant, new OrtEngine.Options(workers, 1, 1));
  }

  /**
   * Opens a session and runs it once, so that the first frame does not pay for memory that ONNX
   * Runtime allocates in the first run. Blocking.
   */
  OrtEngine open(int workers) throws EngineException {
    OrtEngine engine = open(family, variant, workers);
    try (TensorLease lease = engine.acquire()) {
      engine.run(lease, 1);
      return engine;
    } catch (EngineException | RuntimeException failed) {
      engine.close();
      throw failed;
    }
  }
}
