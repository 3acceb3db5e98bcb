package io.hawkvision.zoo.family;

import static io.hawkvision.zoo.family.YamlValue.number;
import static io.hawkvision.zoo.family.YamlValue.numbers;
import static io.hawkvision.zoo.family.YamlValue.quoted;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Writes a family as the text of its manifest: equal families give equal bytes. Pure; hashes and
 * files are the caller's matter.
 */
public final class FamilyWriter {
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
      VariantText.lines(variant, relative(variant.file())).forEach(this::line);
    }
  }

  private void golden() {
    line("golden:");
    for (GoldenVector golden : family.golden()) {
      line("  - image: " + relative(golden.image()));
      line("    sha256: " + golden.sha256());
      line("    tolerance: " + number(golden.tolerance()));
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

  private void line(String line) {
    text.append(line).append('\n');
  }
}
