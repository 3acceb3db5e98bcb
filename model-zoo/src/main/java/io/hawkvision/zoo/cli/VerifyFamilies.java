package io.hawkvision.zoo.cli;

import io.hawkvision.zoo.engine.EngineException;
import io.hawkvision.zoo.engine.GoldenCheck;
import io.hawkvision.zoo.engine.OrtEngine;
import io.hawkvision.zoo.family.Family;
import io.hawkvision.zoo.family.FamilyReader;
import io.hawkvision.zoo.family.InvalidFamilyException;
import io.hawkvision.zoo.family.Variant;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Checks families as a node does when it starts: files, hashes, networks, golden vectors. A broken
 * family hides no other: all problems of all families are printed.
 */
@Command(
    name = "verify",
    description = "Check families: files, hashes, shapes, networks and golden vectors.",
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli sets the fields before call()
final class VerifyFamilies implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private FamilyPlace place;

  @Parameters(
      arity = "0..*",
      paramLabel = "FAMILY",
      description = "Names, folders of a family or folders of families (default: all families).")
  private List<String> names = new ArrayList<>();

  @Override
  public Integer call() throws IOException, InvalidFamilyException {
    List<Path> directories = new ArrayList<>();
    if (names.isEmpty()) {
      directories.addAll(families(place.root()));
    }
    for (String name : names) {
      Path directory = place.directory(name);
      List<Path> below =
          Files.isDirectory(directory) && !Files.exists(directory.resolve("family.yaml"))
              ? families(directory)
              : List.of();
      directories.addAll(below.isEmpty() ? List.of(directory) : below);
    }
    if (directories.isEmpty()) {
      throw new InvalidFamilyException(place.root().toString(), List.of("holds no family"));
    }
    int broken = 0;
    for (Path directory : directories) {
      broken += isSound(directory) ? 0 : 1;
    }
    if (broken > 0) {
      spec.commandLine()
          .getErr()
          .printf("%d of %d families are broken%n", broken, directories.size());
    }
    return broken == 0 ? 0 : 1;
  }

  private static List<Path> families(Path root) throws IOException {
    if (!Files.isDirectory(root)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(root)) {
      return entries.filter(e -> Files.exists(e.resolve("family.yaml"))).sorted().toList();
    }
  }

  private boolean isSound(Path directory) {
    PrintWriter err = spec.commandLine().getErr();
    try {
      Family family = FamilyReader.read(directory);
      List<String> problems = problems(family);
      if (!problems.isEmpty()) {
        throw new InvalidFamilyException(directory.toString(), problems);
      }
      spec.commandLine()
          .getOut()
          .printf(
              "%s version %d: ok, %d variants, %d golden vectors, %d outcomes%n",
              family.name(),
              family.version(),
              family.variants().size(),
              family.golden().size(),
              family.outcomes().frames());
      return true;
    } catch (InvalidFamilyException invalid) {
      err.println(invalid.getMessage());
      return false;
    }
  }

  /** What is wrong with the networks of a family whose files are sound; one line for each. */
  private static List<String> problems(Family family) {
    List<String> problems = new ArrayList<>();
    for (Variant variant : family.variants()) {
      try {
        verify(family, variant);
      } catch (EngineException wrong) {
        Throwable cause = wrong.getCause();
        String reason =
            cause == null ? "" : " (" + String.valueOf(cause.getMessage()).strip() + ")";
        problems.add(wrong.getMessage() + reason);
      }
    }
    return problems;
  }

  static void verify(Family family) throws EngineException {
    for (Variant variant : family.variants()) {
      verify(family, variant);
    }
  }

  private static void verify(Family family, Variant variant) throws EngineException {
    try (OrtEngine engine = OrtEngine.open(family, variant, new OrtEngine.Options(1, 1, 1))) {
      GoldenCheck.verify(family, engine);
    }
  }
}
