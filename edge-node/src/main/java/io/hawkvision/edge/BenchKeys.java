package io.hawkvision.edge;

import io.hawkvision.edge.baseline.Baseline;
import io.hawkvision.edge.baseline.BaselineSettings;
import io.hawkvision.edge.baseline.CascadeScore;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads the configuration group {@code bench}. */
final class BenchKeys {
  private static final double SLOWEST = 1000;

  /** Higher than any score, so that a threshold can escalate everything. */
  private static final double HIGHEST_THRESHOLD = 2;

  private BenchKeys() {}

  static BaselineSettings read(Settings settings) {
    BaselineSettings read =
        new BaselineSettings(
            settings.value("bench.system", Baseline.NONE.word(), BenchKeys::system),
            settings.decimal("bench.edge-slowdown", 1, 1, SLOWEST),
            settings.value("bench.score", CascadeScore.MARGIN.word(), BenchKeys::score),
            settings.value("bench.thresholds", "", BenchKeys::thresholds),
            Optional.of(settings.text("bench.variant", "")).filter(text -> !text.isEmpty()),
            settings.value("bench.picture", "original", BenchKeys::isShrunk),
            settings.integer("bench.jpeg-quality", BaselineSettings.USUAL_QUALITY, 1, 100));
    read.problems().forEach(settings::problem);
    return read;
  }

  private static Baseline system(String word) {
    return Baseline.of(word)
        .orElseThrow(() -> new IllegalArgumentException("must be one of " + Baseline.words()));
  }

  private static CascadeScore score(String word) {
    return CascadeScore.of(word)
        .orElseThrow(() -> new IllegalArgumentException("must be one of " + CascadeScore.words()));
  }

  private static boolean isShrunk(String word) {
    return switch (word) {
      case "original" -> false;
      case "network-input" -> true;
      default -> throw new IllegalArgumentException("must be original or network-input");
    };
  }

  private static Map<String, Double> thresholds(String text) {
    Map<String, Double> thresholds = new TreeMap<>();
    if (text.isBlank()) {
      return thresholds;
    }
    for (String part : text.split(",", -1)) {
      int colon = part.indexOf(':');
      String number = part.substring(colon + 1).strip();
      if (colon < 1 || !number.matches("[0-9]{1,9}(\\.[0-9]{1,18})?")) {
        throw new IllegalArgumentException("must be a list such as roadside:0.8,imagenette:0.7");
      }
      double threshold = Double.parseDouble(number);
      if (threshold > HIGHEST_THRESHOLD) {
        throw new IllegalArgumentException("thresholds are 0 to " + HIGHEST_THRESHOLD);
      }
      thresholds.put(part.substring(0, colon).strip(), threshold);
    }
    return thresholds;
  }
}
