package io.hawkvision.zoo.cli;

import io.hawkvision.zoo.family.Family;
import io.hawkvision.zoo.family.FamilyReader;
import io.hawkvision.zoo.family.InvalidFamilyException;
import io.hawkvision.zoo.family.Variant;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Lists the families of a folder. */
@Command(name = "list", description = "List the families.", mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli sets the fields before call()
final class ListFamilies implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private FamilyPlace place;

  @Override
  public Integer call() throws InvalidFamilyException {
    PrintWriter out = spec.commandLine().getOut();
    for (Family family : FamilyReader.readAll(place.root())) {
      String variants =
          family.variants().stream().map(Variant::name).collect(Collectors.joining(", "));
      out.printf(
          "%-12s version %d, %d labels, %s, %s%n",
          family.name(), family.version(), family.labels().size(), variants, family.licence());
    }
    return 0;
  }
}
