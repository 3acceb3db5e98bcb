package io.hawkvision.zoo.family;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Writes a family as the text of its manifest: equal families give equal bytes. Pure; hashes and
 * files are the caller's matter.
 */
public final class FamilyWriter {
  private static final Pattern PLAIN =
      Pattern.compile("[A-Za-z][A-Za-z0-9./-]*( [A-Za-z0-9./-]+)*");
  private static final Pattern YAML_WORD =
      Pattern.compile("(?i)y|n|yes|no|on|off|true|false|null|inf|nan");

  private final StringBuilder text = new StringBuilder();
  private final Family family;

  private FamilyWriter(Family family) {
    this.family = family;
  }

  /**
   * The manifest's text.
   *
   * @param outcomes the outcome table's file in the family's folder
   * @param outcomesSha256 of that file
   */
  public static String write(Family family, Path outcomes, String outcomesSha256) {
    FamilyWriter writer = new FamilyWriter(family);
    writer.head();
    family.training().ifPresent(writer::training);
    writer.variants();
    family.split().ifPresent(writer::split);
    writer.line("outcomes:");
    writer.line("  file: " + writer.relative(outcomes));
    writer.line("  sha256: " + outcomesSha256);
    writer.golden();
    return writer.text.toString();
  }

  private void head() {
    line("# Written by `hawk zoo seal`; change recipe.yaml and seal again.");
    line("schema: " + FamilyReader.SCHEMA);
    line("name: " + quoted(family.name()));
    line("version: " + family.version());
    line("description: " + quoted(family.description()));
    line("licence: " + quoted(family.licence()));
    line("labels:");
    family.labels().forEach(label -> line("  - " + quoted(label)));
  }

  private void training(Training training) {
    line("training:");
    line("  recipe: " + quoted(training.recipe()));
    line("  commit: " + quoted(training.commit()));
    line("  split: " + quoted(training.split()));
    line("  seeds: " + quoted(training.seeds()));
  }

  private void split(SplitModel split) {
    SplitModel.Tail tail = split.tail();
    line("split:");
    line("  encoder: {" + sealed(split.encoder()) + "}");
    line(
        "  tail: {"
            + sealed(tail.network())
            + ", parameters: "
            + tail.parameters()
            + ", macs: "
            + tail.macs()
            + "}");
    line("  codec: {" + sealed(split.codec()) + "}");
  }

  private String sealed(SealedFile sealed) {
    return "file: " + relative(sealed.file()) + ", sha256: " + quoted(sealed.sha256());
  }

  private void variants() {
    line("variants:");
    for (Variant variant : family.variants()) {
      line("  - name: " + quoted(variant.name()));
      line("    tier: " + variant.tier().word());
      line("    file: " + relative(variant.file()));
      line("    sha256: " + variant.sha256());
      line("    parameters: " + variant.parameters());
      line("    macs: " + variant.macs());
      line("    input: " + input(variant.input()));
      line("    output: " + quoted(variant.output()));
    }
  }

  private static String input(ImageInput input) {
    String crop =
        input.fit() == Fit.CROP ? ", crop: " + plain(BigDecimal.valueOf(input.crop())) : "";
    return "{name: "
        + quoted(input.name())
        + ", width: "
        + input.width()
        + ", height: "
        + input.height()
        + ", fit: "
        + input.fit().word()
        + crop
        + ", order: rgb, mean: "
        + numbers(input.mean())
        + ", scale: "
        + numbers(input.scale())
        + "}";
  }

  private void golden() {
    line("golden:");
    for (GoldenVector golden : family.golden()) {
      line("  - image: " + relative(golden.image()));
      line("    sha256: " + golden.sha256());
      line("    tolerance: " + plain(BigDecimal.valueOf(golden.tolerance())));
      line("    logits:");
      for (Map.Entry<String, List<Float>> logits : golden.logits().entrySet()) {
        line("      " + quoted(logits.getKey()) + ": " + numbers(logits.getValue()));
      }
    }
  }

  private String relative(Path file) {
    String name = family.directory().relativize(file).toString().replace('\\', '/');
    return quoted(name);
  }

  private static String numbers(List<Float> numbers) {
    return numbers.stream()
        .map(n -> plain(new BigDecimal(Float.toString(n))))
        .collect(Collectors.joining(", ", "[", "]"));
  }

  private static String plain(BigDecimal number) {
    return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
  }

  private static String quoted(String value) {
    if (PLAIN.matcher(value).matches() && !YAML_WORD.matcher(value).matches()) {
      return value;
    }
    return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
  }

  private void line(String line) {
    text.append(line).append('\n');
  }
}
