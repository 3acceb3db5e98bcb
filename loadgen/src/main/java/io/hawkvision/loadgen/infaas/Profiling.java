package io.hawkvision.loadgen.infaas;

import io.hawkvision.zoo.engine.EngineException;
import io.hawkvision.zoo.engine.GoldenCheck;
import io.hawkvision.zoo.engine.OrtEngine;
import io.hawkvision.zoo.engine.TensorLease;
import io.hawkvision.zoo.family.Family;
import io.hawkvision.zoo.family.GoldenVector;
import io.hawkvision.zoo.family.Variant;
import io.hawkvision.zoo.preprocess.EncodedImage;
import io.hawkvision.zoo.preprocess.ImageLimits;
import io.hawkvision.zoo.preprocess.Preprocessor;
import io.hawkvision.zoo.preprocess.UnreadableImageException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Loads every variant once, checks its golden vectors, times it on them, and lets it go again: the
 * baseline knows its variants before the first frame. Blocking; the main thread, at start.
 */
final class Profiling {
  private static final int WARM_UP = 10;
  private static final int RUNS = 31;

  private final int workers;
  private final EdgeSlowdown slowdown;
  private final ImageLimits limits;

  Profiling(int workers, EdgeSlowdown slowdown, ImageLimits limits) {
    this.workers = workers;
    this.slowdown = slowdown;
    this.limits = limits;
  }

  List<Network> networks(List<Family> families) throws EngineException {
    List<Network> networks = new ArrayList<>();
    for (Family family : families) {
      List<EncodedImage> pictures = pictures(family);
      for (Variant variant : family.variants()) {
        networks.add(network(family, variant, pictures));
      }
    }
    return networks;
  }

  private Network network(Family family, Variant variant, List<EncodedImage> pictures)
      throws EngineException {
    Preprocessor preprocessor = new Preprocessor(variant.input(), limits);
    VariantKey key = new VariantKey(family.name(), variant.name());
    try (OrtEngine engine = Network.open(family, variant, workers)) {
      GoldenCheck.verify(family, engine);
      long nanos = medianNanos(engine, preprocessor, pictures);
      long bytes = ModelBytes.ofFile(Files.size(variant.file()));
      Profile profile = new Profile(key, Profile.Worth.of(family, variant.name()), bytes, nanos);
      return new Network(family, variant, preprocessor, profile);
    } catch (IOException | UnreadableImageException unreadable) {
      throw new EngineException(key + ": cannot be profiled", unreadable);
    }
  }

  private List<EncodedImage> pictures(Family family) throws EngineException {
    List<EncodedImage> pictures = new ArrayList<>();
    for (GoldenVector golden : family.golden()) {
      try {
        pictures.add(EncodedImage.probe(Files.readAllBytes(golden.image()), limits));
      } catch (IOException | UnreadableImageException unreadable) {
        throw new EngineException(family.name() + ": a golden picture is unreadable", unreadable);
      }
    }
    return pictures;
  }

  /** Of decode and inference, at this edge's speed. */
  private long medianNanos(OrtEngine engine, Preprocessor preprocessor, List<EncodedImage> pictures)
      throws EngineException, UnreadableImageException {
    long[] nanos = new long[RUNS];
    try (TensorLease lease = engine.acquire()) {
      for (int i = -WARM_UP; i < RUNS; i++) {
        long begun = System.nanoTime();
        preprocessor.into(pictures.get(Math.floorMod(i, pictures.size())), lease.slot(0));
        if (engine.run(lease, 1)[0].length == 0) {
          throw new EngineException(engine.variant().name() + ": gives no logits");
        }
        nanos[Math.max(0, i)] = System.nanoTime() - begun;
      }
    }
    Arrays.sort(nanos);
    return Math.max(1, (long) (nanos[RUNS / 2] * slowdown.factor()));
  }
}
