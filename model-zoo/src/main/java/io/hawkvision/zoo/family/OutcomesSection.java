package io.hawkvision.zoo.family;

import io.hawkvision.zoo.policy.InvalidOutcomesException;
import io.hawkvision.zoo.policy.OutcomeReader;
import io.hawkvision.zoo.policy.OutcomeTable;
import io.hawkvision.zoo.policy.Part;
import io.hawkvision.zoo.policy.Route;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads a family's outcome table and checks that it is about this family. Reads files. */
final class OutcomesSection {
  private final int labels;
  private final List<Variant> variants;
  private final boolean hasSplit;

  OutcomesSection(int labels, List<Variant> variants, boolean hasSplit) {
    this.labels = labels;
    this.variants = variants;
    this.hasSplit = hasSplit;
  }

  /** The table; an empty one where problems were noted. */
  OutcomeTable read(FamilyFolder folder, Section section) {
    Optional<Path> file = folder.sealedFile(section, "file");
    section.end();
    if (file.isPresent()) {
      try {
        OutcomeTable table = read(file.get(), labels);
        problems(table).forEach(problem -> section.problem("file", problem));
        return table;
      } catch (InvalidOutcomesException wrong) {
        section.problem("file", String.valueOf(wrong.getMessage()));
      } catch (IOException unreadable) {
        section.problem("file", "cannot be read");
      }
    }
    return OutcomeTable.of(Route.originals(List.of("edge"))).build();
  }

  static OutcomeTable read(Path file, int labels) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      return OutcomeReader.read(in, Files.size(file), labels);
    }
  }

  /** What is wrong with a sound table for this family. */
  List<String> problems(OutcomeTable table) {
    List<String> problems = new ArrayList<>();
    List<Route> routes = table.routes();
    List<Route> whole = routes.stream().filter(Route::isOriginal).toList();
    List<Route> wanted =
        variants.stream()
            .filter(variant -> !variant.name().isEmpty())
            .map(variant -> Route.original(variant.name()))
            .toList();
    boolean isLastBest = !routes.isEmpty() && routes.get(routes.size() - 1).isOriginal();
    if (!whole.equals(wanted) || !isLastBest || !routes.get(0).isOriginal()) {
      problems.add("has columns for " + routes + ", not for " + wanted);
    }
    for (Route route : routes) {
      boolean isKnown =
          route.isOriginal() || (hasSplit && route.variant().equals(SplitModel.ROUTE));
      if (!isKnown) {
        problems.add("has a column for " + route + ", of which the manifest knows nothing");
      }
    }
    if (table.part(Part.CALIBRATION).frames() == 0) {
      problems.add("holds no calibration frames");
    }
    return problems;
  }
}
