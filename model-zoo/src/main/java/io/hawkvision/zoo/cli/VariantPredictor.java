package io.hawkvision.zoo.cli;

import io.hawkvision.zoo.engine.EngineException;
import io.hawkvision.zoo.engine.OrtEngine;
import io.hawkvision.zoo.engine.TensorLease;
import io.hawkvision.zoo.family.Family;
import io.hawkvision.zoo.family.Variant;
import io.hawkvision.zoo.policy.Route;
import io.hawkvision.zoo.policy.Scores;
import io.hawkvision.zoo.preprocess.ImageLimits;
import io.hawkvision.zoo.preprocess.Preprocessor;
import io.hawkvision.zoo.preprocess.UnreadableImageException;
import java.util.List;

/** A variant that sees whole pictures as they were posted, with the classes that serve. */
final class VariantPredictor implements RoutePredictor {
  private final OrtEngine engine;
  private final Preprocessor preprocessor;

  /**
   * Opens the variant.
   *
   * @param workers how many threads may ask at a time
   */
  VariantPredictor(Family family, Variant variant, int workers) throws EngineException {
    this.engine = OrtEngine.open(family, variant, new OrtEngine.Options(workers, 1, 1));
    this.preprocessor = new Preprocessor(variant.input(), ImageLimits.DEFAULT);
  }

  @Override
  public List<Route> routes() {
    return List.of(Route.original(engine.variant().name()));
  }

  @Override
  public List<Integer> predict(LabelledFrame frame)
      throws EngineException, UnreadableImageException {
    return List.of(Scores.argmax(probabilities(frame)));
  }

  float[] probabilities(LabelledFrame frame) throws EngineException, UnreadableImageException {
    try (TensorLease lease = engine.acquire()) {
      preprocessor.into(frame.image(), lease.slot(0));
      return Scores.softmax(engine.run(lease, 1)[0]);
    }
  }

  @Override
  public void close() {
    engine.close();
  }
}
