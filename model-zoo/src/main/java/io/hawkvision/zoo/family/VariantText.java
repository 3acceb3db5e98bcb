package io.hawkvision.zoo.family;

import static io.hawkvision.zoo.family.YamlValue.number;
import static io.hawkvision.zoo.family.YamlValue.numbers;
import static io.hawkvision.zoo.family.YamlValue.quoted;
import static io.hawkvision.zoo.family.YamlValue.shares;

import java.util.ArrayList;
import java.util.List;

/** One variant's lines of a manifest; what {@link VariantSections} reads. Pure. */
final class VariantText {
  private VariantText() {}

  static List<String> lines(Variant variant, String file) {
    List<String> lines = new ArrayList<>();
    lines.add("  - name: " + quoted(variant.name()));
    lines.add("    tier: " + variant.tier().word());
    lines.add("    file: " + file);
    lines.add("    sha256: " + variant.sha256());
    lines.add("    parameters: " + variant.parameters());
    lines.add("    macs: " + variant.macs());
    lines.add("    input: " + input(variant.input()));
    lines.add("    output: " + output(variant.output()));
    variant.stem().ifPresent(stem -> lines.add("    stem: " + quoted(stem)));
    if (variant.integer()) {
      lines.add("    integer: true");
    }
    accuracy(variant.accuracy(), lines);
    return lines;
  }

  private static String input(ImageInput input) {
    PixelFormat format = input.format();
    String crop = input.fit() == Fit.CROP ? ", crop: " + number(input.crop()) : "";
    return "{name: "
        + quoted(input.name())
        + ", width: "
        + input.width()
        + ", height: "
        + input.height()
        + ", fit: "
        + input.fit().word()
        + crop
        + ", order: "
        + format.order().word()
        + ", layout: "
        + format.layout().word()
        + ", type: "
        + format.type().word()
        + ", mean: "
        + numbers(input.mean())
        + ", scale: "
        + numbers(input.scale())
        + "}";
  }

  private static String output(NetworkOutput output) {
    return output.isPlain()
        ? quoted(output.name())
        : "{name: "
            + quoted(output.name())
            + ", values: "
            + output.values().word()
            + ", background: "
            + output.background().word()
            + "}";
  }

  private static void accuracy(VariantAccuracy accuracy, List<String> lines) {
    if (!accuracy.equals(VariantAccuracy.NONE)) {
      lines.add("    accuracy:");
      accuracy.calibration().ifPresent(m -> lines.add("      calibration: " + measured(m)));
      accuracy.test().ifPresent(m -> lines.add("      test: " + measured(m)));
    }
  }

  private static String measured(MeasuredAccuracy measured) {
    return "{frames: "
        + measured.frames()
        + ", accuracy: "
        + number(measured.accuracy())
        + ", standard_error: "
        + number(measured.standardError())
        + ", classes: "
        + shares(measured.classes())
        + "}";
  }
}
