package io.hawkvision.loadgen.report;

import io.hawkvision.loadgen.result.RunFolder;
import io.hawkvision.loadgen.source.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Finds a run by what the user calls it. Blocks on files. */
public final class RunPlace {
  public static final String LATEST = "latest";

  private final Path home;

  /**
   * @param home of the project; runs lie below it
   */
  public RunPlace(Path home) {
    this.home = home;
  }

  /** Where runs are kept. */
  public Path runs() {
    return home.resolve(".hawk/bench");
  }

  /**
   * A folder, the name of a run, or {@value #LATEST} for the one that was started last.
   *
   * @param warnings hears of damaged cells
   */
  public RunFolder find(String word, Consumer<String> warnings)
      throws IOException, InvalidInputException {
    if (word.equals(LATEST)) {
      return latest(warnings);
    }
    try {
      for (Path folder : List.of(Path.of(word), runs().resolve(word))) {
        if (RunFolder.isRun(folder)) {
          return RunFolder.open(folder, warnings);
        }
      }
    } catch (InvalidPathException e) {
      throw new InvalidInputException("no folder can be called " + word);
    }
    throw new InvalidInputException(
        "there is no run in " + word + ", nor in " + runs().resolve(word));
  }

  private RunFolder latest(Consumer<String> warnings) throws IOException, InvalidInputException {
    RunFolder latest = null;
    String started = "";
    if (Files.isDirectory(runs())) {
      try (Stream<Path> folders = Files.list(runs())) {
        for (Path folder : folders.filter(RunFolder::isRun).sorted().toList()) {
          RunFolder run = RunFolder.open(folder, warnings);
          if (run.header().started().compareTo(started) >= 0) {
            latest = run;
            started = run.header().started();
          }
        }
      }
    }
    if (latest == null) {
      throw new InvalidInputException("there is no run below " + runs() + " yet");
    }
    return latest;
  }
}
