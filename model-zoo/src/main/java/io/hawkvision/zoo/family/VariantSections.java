package io.hawkvision.zoo.family;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the {@code variants} of a manifest or a recipe. One thread. */
abstract class VariantSections {
  static final String NAME = "[a-z0-9][a-z0-9-]{0,62}";
  private static final Map<String, Tier> TIERS = byWord(Tier.values());
  private static final Map<String, Fit> FITS = byWord(Fit.values());
  private static final Map<String, ChannelOrder> ORDERS = byWord(ChannelOrder.values());
  private static final Map<String, TensorLayout> LAYOUTS = byWord(TensorLayout.values());
  private static final Map<String, ElementType> TYPES = byWord(ElementType.values());
  private static final Map<String, OutputValues> VALUES = byWord(OutputValues.values());
  private static final Map<String, BackgroundClass> BACKGROUNDS = byWord(BackgroundClass.values());

  private static <E extends Enum<E>> Map<String, E> byWord(E[] choices) {
    Map<String, E> words = new LinkedHashMap<>();
    for (E choice : choices) {
      words.put(choice.name().toLowerCase(Locale.ROOT), choice);
    }
    return words;
  }

  /** A variant's file and what is known about it. */
  record Weights(Path file, String sha256, long parameters, long macs) {}

  /** Reads the keys about the file, which manifest and recipe state differently. */
  abstract Weights weights(Section section, String variant);

  List<Variant> read(Section top) {
    List<Variant> variants = new ArrayList<>();
    Set<String> names = new HashSet<>();
    int labels = top.entries("labels");
    for (Section section : top.sections("variants")) {
      Variant variant = variant(section, labels);
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

  private Variant variant(Section section, int labels) {
    String name = section.word("name", NAME);
    Tier tier = section.choice("tier", TIERS, Tier.DC);
    Weights weights = weights(section, name);
    ImageInput input = input(section.section("input"));
    NetworkOutput output = output(section);
    Optional<String> stem =
        section.has("stem") ? Optional.of(section.text("stem")) : Optional.empty();
    boolean integer = section.flag("integer");
    if (tier != Tier.EDGE) {
      stem.ifPresent(s -> section.problem("stem", "is for the edge variant only"));
      if (integer) {
        section.problem("integer", "is for the edge variant only");
      }
    }
    VariantAccuracy accuracy = accuracy(section, labels);
    section.end();
    return new Variant(
        name,
        tier,
        weights.file(),
        weights.sha256(),
        weights.parameters(),
        weights.macs(),
        input,
        output,
        tier == Tier.EDGE ? stem : Optional.empty(),
        tier == Tier.EDGE && integer,
        accuracy);
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
    PixelFormat usual = PixelFormat.DEFAULT;
    PixelFormat format =
        new PixelFormat(
            section.optionalChoice("order", ORDERS, usual.order()),
            section.optionalChoice("layout", LAYOUTS, usual.layout()),
            section.optionalChoice("type", TYPES, usual.type()));
    var mean = section.floats("mean", 3);
    var scale = section.floats("scale", 3);
    section.end();
    return new ImageInput(name, width, height, fit, crop, format, mean, scale);
  }

  /** A bare name stands for plain logits. */
  private static NetworkOutput output(Section variant) {
    if (variant.isText("output") || !variant.has("output")) {
      return NetworkOutput.logits(variant.text("output"));
    }
    Section section = variant.section("output");
    NetworkOutput output =
        new NetworkOutput(
            section.text("name"),
            section.optionalChoice("values", VALUES, OutputValues.LOGITS),
            section.optionalChoice("background", BACKGROUNDS, BackgroundClass.NONE));
    section.end();
    return output;
  }

  private static VariantAccuracy accuracy(Section variant, int labels) {
    Optional<Section> found = variant.optionalSection("accuracy");
    if (found.isEmpty()) {
      return VariantAccuracy.NONE;
    }
    Section section = found.get();
    VariantAccuracy accuracy =
        new VariantAccuracy(
            section.optionalSection("calibration").map(s -> measured(s, labels)),
            section.optionalSection("test").map(s -> measured(s, labels)));
    section.end();
    return accuracy;
  }

  static MeasuredAccuracy measured(Section section, int labels) {
    int frames = (int) section.integer("frames", 1, Integer.MAX_VALUE);
    double accuracy = section.decimal("accuracy", 0, 1);
    double standardError = section.decimal("standard_error", 0, 1);
    List<Double> classes = section.shares("classes", labels);
    section.end();
    return new MeasuredAccuracy(frames, accuracy, standardError, classes);
  }
}
