package io.hawkvision.zoo.family;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the {@code variants} of a manifest or a recipe. One thread. */
abstract class VariantSections {
  static final String NAME = "[a-z0-9][a-z0-9-]{0,62}";
  private static final Map<String, Tier> TIERS = Map.of("edge", Tier.EDGE, "dc", Tier.DC);
  private static final Map<String, Fit> FITS = Map.of("crop", Fit.CROP, "stretch", Fit.STRETCH);
  private static final Map<String, ChannelOrder> ORDERS = Map.of("rgb", ChannelOrder.RGB);

  /** The only order of schema 1; the key stands in the manifest so that it can be another later. */
  private enum ChannelOrder {
    RGB
  }

  /** A variant's file and what is known about it. */
  record Weights(Path file, String sha256, long parameters, long macs) {}

  /** Reads the keys about the file, which manifest and recipe state differently. */
  abstract Weights weights(Section section, String variant);

  List<Variant> read(Section top) {
    List<Variant> variants = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (Section section : top.sections("variants")) {
      Variant variant = variant(section);
      if (!variant.name().isEmpty() && !names.add(variant.name())) {
        top.twice("variants", variant.name());
      }
      variants.add(variant);
    }
    long edges = variants.stream().filter(v -> v.tier() == Tier.EDGE).count();
    if (edges != 1 || variants.size() < 2 || variants.get(0).tier() != Tier.EDGE) {
      top.problem("variants", "must hold one of tier edge, then one or more of tier dc, best last");
    }
    return variants;
  }

  private Variant variant(Section section) {
    String name = section.word("name", NAME);
    Tier tier = section.choice("tier", TIERS, Tier.DC);
    Weights weights = weights(section, name);
    ImageInput input = input(section.section("input"));
    String output = section.text("output");
    section.end();
    return new Variant(
        name,
        tier,
        weights.file(),
        weights.sha256(),
        weights.parameters(),
        weights.macs(),
        input,
        output);
  }

  private static ImageInput input(Section section) {
    String name = section.text("name");
    int width = (int) section.integer("width", 1, ImageInput.MAX_SIDE);
    int height = (int) section.integer("height", 1, ImageInput.MAX_SIDE);
    Fit fit = section.choice("fit", FITS, Fit.STRETCH);
    double crop = 1;
    if (fit == Fit.CROP) {
      crop = section.decimal("crop", 0.01, 1);
    } else if (section.has("crop")) {
      section.problem("crop", "has a meaning only with fit: crop");
    }
    section.choice("order", ORDERS, ChannelOrder.RGB);
    var mean = section.floats("mean", 3);
    var scale = section.floats("scale", 3);
    section.end();
    return new ImageInput(name, width, height, fit, crop, mean, scale);
  }
}
