package io.hawkvision.zoo.family;

import static io.hawkvision.zoo.family.YamlValue.quoted;

/** Writes a recipe as the text of {@code recipe.yaml}, which {@link RecipeReader} reads. Pure. */
public final class RecipeWriter {
  private RecipeWriter() {}

  /** The text; {@code notes} become comments at its top. */
  public static String write(Recipe recipe, Iterable<String> notes) {
    StringBuilder text = new StringBuilder();
    for (String note : notes) {
      text.append("# ").append(note.replaceAll("\\p{Cntrl}+", " ")).append('\n');
    }
    text.append("name: ").append(quoted(recipe.name())).append('\n');
    text.append("version: ").append(recipe.version()).append('\n');
    text.append("description: ").append(quoted(recipe.description())).append('\n');
    text.append("licence: ").append(quoted(recipe.licence())).append('\n');
    text.append("labels:\n");
    for (int i = 0; i < recipe.labels().size(); i++) {
      text.append("  - {folder: ")
          .append(quoted(recipe.folders().get(i)))
          .append(", name: ")
          .append(quoted(recipe.labels().get(i)))
          .append("}\n");
    }
    text.append("variants:\n");
    for (Variant variant : recipe.variants()) {
      String file = recipe.directory().relativize(variant.file()).toString().replace('\\', '/');
      VariantText.lines(variant, quoted(file)).stream()
          .filter(line -> !line.startsWith("    sha256:"))
          .forEach(line -> text.append(line).append('\n'));
    }
    text.append("golden: {tolerance: ").append(YamlValue.number(recipe.tolerance())).append("}\n");
    return text.toString();
  }
}
