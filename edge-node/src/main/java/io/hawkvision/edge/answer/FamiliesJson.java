package io.hawkvision.edge.answer;

import io.hawkvision.edge.infer.ServedFamily;
import io.hawkvision.zoo.family.Family;
import io.hawkvision.zoo.family.Variant;
import io.hawkvision.zoo.policy.OutcomeTable;
import io.hawkvision.zoo.policy.PolicyChoice;
import io.hawkvision.zoo.policy.PolicyChoice.Feasible;
import io.hawkvision.zoo.policy.PolicyChoice.Unattainable;
import io.hawkvision.zoo.policy.Target;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;

/** What a node serves, as JSON. All figures are from the families' outcome tables. */
public final class FamiliesJson {
  /** Asks for next to nothing, and for more than any network gives. */
  private static final double LOWEST = 0.001;

  private static final double HIGHEST = 0.9999;

  private FamiliesJson() {}

  public static JsonObject of(List<ServedFamily> all) {
    JsonArray families = new JsonArray();
    all.forEach(served -> families.add(family(served)));
    return new JsonObject().put("families", families);
  }

  private static JsonObject family(ServedFamily served) {
    Family family = served.family();
    JsonArray variants = new JsonArray();
    family.variants().forEach(variant -> variants.add(variant(family, variant)));
    return new JsonObject()
        .put("name", family.name())
        .put("version", family.version())
        .put("description", family.description())
        .put("licence", family.licence())
        .put("labels", new JsonArray(family.labels()))
        .put("variants", variants)
        .put(
            "certified",
            new JsonObject()
                .put("independent_frames", served.calibrated().certifier().independentFrames())
                .put("highest_accuracy", served.calibrated().certifier().maxCertified()))
        .put(
            "estimated",
            new JsonObject()
                .put("frames", family.calibration().frames())
                .put("lowest_accuracy", estimate(served, LOWEST))
                .put("highest_accuracy", estimate(served, HIGHEST)));
  }

  private static JsonObject variant(Family family, Variant variant) {
    return new JsonObject()
        .put("name", variant.name())
        .put("tier", variant.tier().name().toLowerCase(Locale.ROOT))
        .put("parameters", variant.parameters())
        .put("macs", variant.macs())
        .put("sha256", variant.sha256())
        .put("estimated_accuracy", rounded(accuracy(family, variant)));
  }

  private static double accuracy(Family family, Variant variant) {
    OutcomeTable table = family.calibration();
    return table.accuracy(table.column(variant.name()));
  }

  /** The estimate of the policy that this absolute target leads to. */
  private static double estimate(ServedFamily served, double accuracy) {
    PolicyChoice choice = served.calibrated().estimates().choose(Target.absolute(accuracy));
    if (choice instanceof Feasible feasible) {
      return rounded(feasible.policy().accuracy());
    }
    return rounded(((Unattainable) choice).bestEstimate());
  }

  private static double rounded(double share) {
    return Math.round(share * 1e4) / 1e4;
  }
}
