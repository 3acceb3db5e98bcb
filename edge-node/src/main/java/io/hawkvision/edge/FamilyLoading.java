package io.hawkvision.edge;

import io.hawkvision.edge.frame.NearName;
import io.hawkvision.edge.infer.Calibrated;
import io.hawkvision.edge.infer.ServedFamily;
import io.hawkvision.zoo.engine.Engine;
import io.hawkvision.zoo.engine.EngineException;
import io.hawkvision.zoo.engine.OrtEngine;
import io.hawkvision.zoo.family.Family;
import io.hawkvision.zoo.family.FamilyReader;
import io.hawkvision.zoo.family.InvalidFamilyException;
import io.hawkvision.zoo.preprocess.ImageLimits;
import io.hawkvision.zoo.preprocess.Preprocessor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** From folders to families that serve. Blocking: the main thread or a worker, at start. */
final class FamilyLoading {
  private FamilyLoading() {}

  /** The families to serve: the newest version of each name, or of those asked for. */
  static List<Family> read(EdgeConfig.Infer config)
      throws InvalidFamilyException, InvalidConfigException {
    Map<String, Family> newest = new TreeMap<>();
    for (Family family : FamilyReader.readAll(config.families())) {
      newest.merge(family.name(), family, (a, b) -> a.version() >= b.version() ? a : b);
    }
    if (newest.isEmpty()) {
      throw new InvalidConfigException(
          List.of("infer.families=" + config.families() + ": there is no family in this folder"));
    }
    List<String> unknown =
        config.only().stream().filter(name -> !newest.containsKey(name)).toList();
    if (!unknown.isEmpty()) {
      throw new InvalidConfigException(unknown.stream().map(n -> missing(n, newest)).toList());
    }
    Collection<String> wanted = config.only().isEmpty() ? newest.keySet() : config.only();
    return newest.values().stream().filter(family -> wanted.contains(family.name())).toList();
  }

  /** Opens the engines and sends the golden vectors through; closes what it opened on failure. */
  static Families open(List<Family> families, EdgeConfig config) throws EngineException {
    // OpenCV takes a second to load: it does so while ONNX Runtime opens its sessions.
    Thread codecs = new Thread(Preprocessor::loadNative, "load-codecs");
    codecs.start();
    OrtEngine.Options options = new OrtEngine.Options(config.infer().workers(), 1, 1);
    List<Engine> engines = new ArrayList<>();
    try {
      for (Family family : families) {
        engines.add(OrtEngine.open(family, family.edge(), options));
      }
      List<ServedFamily> served = new ArrayList<>();
      for (int i = 0; i < families.size(); i++) {
        served.add(serve(families.get(i), engines.get(i), config));
      }
      Families all = new Families(served);
      all.verify();
      return all;
    } catch (EngineException | RuntimeException failure) {
      engines.forEach(Engine::close);
      throw failure;
    }
  }

  private static ServedFamily serve(Family family, Engine engine, EdgeConfig config) {
    ImageLimits limits =
        new ImageLimits(
            config.frame().maxBytes(),
            ImageLimits.DEFAULT.maxSide(),
            ImageLimits.DEFAULT.maxPixels());
    Preprocessor preprocessor = new Preprocessor(engine.variant().input(), limits);
    return new ServedFamily(family, engine.variant(), engine, preprocessor, Calibrated.of(family));
  }

  private static String missing(String name, Map<String, Family> known) {
    return "infer.only=" + name + ": there is no such family" + NearName.hint(name, known.keySet());
  }
}
