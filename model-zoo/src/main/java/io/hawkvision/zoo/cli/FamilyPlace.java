package io.hawkvision.zoo.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where families lie, and which one a name on the command line means. */
final class FamilyPlace {
  @Option(
      names = "--families",
      defaultValue = "${env:HAWK_HOME:-.}/model-zoo/families",
      description = "Folder of families (default: model-zoo/families).")
  private Path root = Path.of("");

  Path root() {
    return root;
  }

  /** A folder given by path, else the folder of that name among the families. */
  Path directory(String nameOrPath) {
    Path given = Path.of(nameOrPath);
    boolean isFamily =
        Files.exists(given.resolve("family.yaml")) || Files.exists(given.resolve("recipe.yaml"));
    return isFamily ? given : root.resolve(nameOrPath);
  }
}
