package io.hawkvision.zoo.engine;

import io.hawkvision.zoo.family.Family;
import io.hawkvision.zoo.family.GoldenVector;
import io.hawkvision.zoo.preprocess.EncodedImage;
import io.hawkvision.zoo.preprocess.ImageLimits;
import io.hawkvision.zoo.preprocess.Preprocessor;
import io.hawkvision.zoo.preprocess.UnreadableImageException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;

/**
 * Sends the family's golden pictures through decoding and an engine and compares the logits with
 * the sealed ones: a node is ready only when this passed. Worker threads; takes one lease.
 */
public final class GoldenCheck {
  private GoldenCheck() {}

  public static void verify(Family family, Engine engine) throws EngineException {
    if (family.golden().isEmpty()) {
      throw new EngineException(family.name() + ": no golden vectors to verify with");
    }
    Preprocessor preprocessor = new Preprocessor(engine.variant().input(), ImageLimits.DEFAULT);
    for (GoldenVector golden : family.golden()) {
      verify(golden, engine, preprocessor);
    }
    if (engine.variant().integer()) {
      ExactCheck.of(engine).requireExtremes();
    }
  }

  private static void verify(GoldenVector golden, Engine engine, Preprocessor preprocessor)
      throws EngineException {
    String variant = engine.variant().name();
    List<Float> wanted = golden.logits().getOrDefault(variant, List.of());
    float[] actual = logits(golden, engine, preprocessor);
    if (wanted.size() != actual.length) {
      throw new EngineException(variant + ": " + golden.image().getFileName() + " has no logits");
    }
    double tolerance = engine.variant().integer() ? 0 : golden.tolerance();
    for (int i = 0; i < actual.length; i++) {
      // Written so that not-a-number fails.
      if (!(Math.abs(actual[i] - wanted.get(i)) <= tolerance)) {
        throw new EngineException(
            variant
                + ": golden "
                + golden.image().getFileName()
                + " gives logit "
                + i
                + " = "
                + actual[i]
                + ", sealed as "
                + wanted.get(i)
                + " +- "
                + tolerance);
      }
    }
  }

  /** What the engine answers on a golden picture. */
  public static float[] logits(GoldenVector golden, Engine engine, Preprocessor preprocessor)
      throws EngineException {
    try (TensorLease lease = engine.acquire()) {
      byte[] bytes = Files.readAllBytes(golden.image());
      EncodedImage image = EncodedImage.probe(bytes, ImageLimits.DEFAULT);
      preprocessor.into(image, lease.slot(0));
      return engine.run(lease, 1)[0];
    } catch (IOException | UnreadableImageException unreadable) {
      throw new EngineException(
          "golden " + golden.image().getFileName() + " unreadable", unreadable);
    }
  }
}
