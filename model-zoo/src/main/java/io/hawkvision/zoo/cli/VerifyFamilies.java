package io.hawkvision.zoo.cli;

import io.hawkvision.zoo.engine.EngineException;
import io.hawkvision.zoo.engine.GoldenCheck;
import io.hawkvision.zoo.engine.OrtEngine;
import io.hawkvision.zoo.family.Family;
import io.hawkvision.zoo.family.FamilyReader;
import io.hawkvision.zoo.family.InvalidFamilyException;
import io.hawkvision.zoo.family.Variant;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Checks families as a node does when it starts: files, hashes, networks, golden vectors. */
@Command(
    name = "verify",
    description = "Check families: files, hashes, networks and golden vectors.",
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli sets the fields before call()
final class VerifyFamilies implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private FamilyPlace place;

  @Parameters(
      arity = "0..*",
      paramLabel = "FAMILY",
      description = "Names or folders (default: all families).")
  private List<String> names = new ArrayList<>();

  @Override
  public Integer call() throws InvalidFamilyException, EngineException {
    List<Family> families = new ArrayList<>();
    if (names.isEmpty()) {
      families.addAll(FamilyReader.readAll(place.root()));
    }
    for (String name : names) {
      families.add(FamilyReader.read(place.directory(name)));
    }
    for (Family family : families) {
      verify(family);
      spec.commandLine()
          .getOut()
          .printf(
              "%s version %d: ok, %d variants, %d golden vectors, %d outcomes%n",
              family.name(),
              family.version(),
              family.variants().size(),
              family.golden().size(),
              family.outcomes().frames());
    }
    if (families.isEmpty()) {
      Path root = place.root();
      throw new InvalidFamilyException(root.toString(), List.of("holds no family"));
    }
    return 0;
  }

  static void verify(Family family) throws EngineException {
    for (Variant variant : family.variants()) {
      try (OrtEngine engine = OrtEngine.open(family, variant, new OrtEngine.Options(1, 1, 1))) {
        GoldenCheck.verify(family, engine);
      }
    }
  }
}
