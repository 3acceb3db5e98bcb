package io.hawkvision.loadgen.run;

import io.hawkvision.loadgen.plan.BenchPlan;
import io.hawkvision.loadgen.result.RunFolder;
import io.hawkvision.loadgen.source.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Which folder a run keeps its cells in. */
final class RunPlace {
  private static final DateTimeFormatter NOW =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private RunPlace() {}

  /** The folder that the options name; the newest of this plan; or a new one. */
  static Path of(Path home, RunOptions options, BenchPlan plan)
      throws IOException, InvalidInputException {
    if (options.run().isPresent()) {
      return options.run().get();
    }
    Path all = home.resolve(".hawk/bench");
    if (!options.resume) {
      return all.resolve(plan.name() + "-" + NOW.format(Instant.now()));
    }
    if (Files.isDirectory(all)) {
      try (Stream<Path> folders = Files.list(all)) {
        List<Path> ofPlan =
            folders
                .filter(folder -> folder.getFileName().toString().startsWith(plan.name() + "-"))
                .filter(RunFolder::isRun)
                .sorted(Comparator.reverseOrder())
                .toList();
        if (!ofPlan.isEmpty()) {
          return ofPlan.get(0);
        }
      }
    }
    throw new InvalidInputException("no run of plan " + plan.name() + " to resume in " + all);
  }
}
