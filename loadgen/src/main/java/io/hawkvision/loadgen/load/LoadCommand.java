package io.hawkvision.loadgen.load;

import io.hawkvision.loadgen.drive.Interruption;
import io.hawkvision.loadgen.drive.StopFlag;
import io.hawkvision.loadgen.drive.Surroundings;
import io.hawkvision.loadgen.post.Ask;
import io.hawkvision.loadgen.post.FrameQuery;
import io.hawkvision.loadgen.post.HttpPoster;
import io.hawkvision.loadgen.post.ServedFamilies;
import io.hawkvision.loadgen.post.ServedFamily;
import io.hawkvision.loadgen.schedule.NanoClock;
import io.hawkvision.loadgen.source.InvalidInputException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Puts a running edge node under the load of one scenario, and judges its own pace as well. */
@Command(
    name = "load",
    description =
        "Loads an edge node: many cameras open-loop, a recorded run again, or closed loops. Says"
            + " what the run proves about the tail, and is invalid if it could not keep its times.",
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:every frame was answered, and the run is valid",
      "1:a frame was not, the run is invalid or partial, or the node is unreachable",
      "2:wrong usage, or a bad file"
    })
public final class LoadCommand implements Callable<Integer> {
  private final Surroundings surroundings;
  @Mixin private LoadOptions options = new LoadOptions();

  @Spec private CommandSpec spec = CommandSpec.create();

  public LoadCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException, InvalidInputException {
    List<String> problems = options.problems();
    if (!problems.isEmpty()) {
      throw new ParameterException(spec.commandLine(), String.join("\n", problems));
    }
    Optional<Schedule> replay = replay();
    Optional<String> wanted = Optional.ofNullable(options.family);
    if (replay.isPresent()) {
      wanted = family(replay.get(), wanted);
    }
    var query = new FrameQuery(Optional.empty(), OptionalInt.empty(), options.bestEffort);
    var limits = new HttpPoster.Limits(options.connections, options.timeout);
    try (Interruption guard = Interruption.ofThisThread();
        HttpPoster poster = new HttpPoster(options.url, query, limits, NanoClock.PRECISE)) {
      ServedFamily family =
          options.source.family(ServedFamilies.read(poster.get("/v1/families")), wanted);
      return run(replay.map(schedule -> named(schedule, family.name())), family, poster, guard);
    }
  }

  private Optional<Schedule> replay() throws IOException, InvalidInputException {
    Path file = options.replay;
    return file == null ? Optional.empty() : Optional.of(ArrivalsFile.read(file));
  }

  /** The one that the file names; frames of several have no common labels. */
  private static Optional<String> family(Schedule replay, Optional<String> option)
      throws InvalidInputException {
    List<String> names =
        replay.slots().stream().flatMap(slot -> slot.ask().family().stream()).distinct().toList();
    if (names.size() > 1
        || (option.isPresent() && !names.isEmpty() && !names.contains(option.get()))) {
      throw new InvalidInputException(
          "the replayed frames are for " + names + "; a run has one family");
    }
    return names.isEmpty() ? option : Optional.of(names.get(0));
  }

  /** With the family filled in where the file left it open. */
  private static Schedule named(Schedule schedule, String family) {
    return new Schedule(
        schedule.cameras(),
        schedule.slots().stream()
            .map(
                slot ->
                    new Schedule.Slot(
                        slot.intendedMicros(),
                        slot.camera(),
                        slot.frame(),
                        new Ask(
                            slot.ask().target(), slot.ask().deadlineMillis(), Optional.of(family))))
            .toList());
  }

  private int run(
      Optional<Schedule> replay, ServedFamily family, HttpPoster poster, Interruption guard)
      throws IOException, InvalidInputException {
    StopFlag stop = guard.flag();
    LoadRun run = new LoadRun(options, family, poster, surroundings.err(), stop);
    List<Schedule.Camera> cameras = replay.map(Schedule::cameras).orElseGet(run::cameras);
    try (FleetFrames frames =
        FleetFrames.open(cameras, seed -> options.source.open(family, seed, List.of()))) {
      run.warmUp(frames);
      return report(result(run, replay, frames));
    }
  }

  private LoadRun.Result result(LoadRun run, Optional<Schedule> replay, FleetFrames frames)
      throws IOException, InvalidInputException {
    Double bound = options.latencyBoundMillis;
    if (options.scenario != Scenario.SERVER) {
      return run.closed(frames);
    }
    if (bound != null) {
      return run.search(frames, bound);
    }
    Schedule schedule = replay.isPresent() ? replay.get() : planned(run, frames);
    Path record = options.record;
    if (record != null) {
      ArrivalsFile.write(schedule, record); // before the run: also of one that breaks off
    }
    return run.server(schedule, frames);
  }

  private static Schedule planned(LoadRun run, FleetFrames frames) throws InvalidInputException {
    Schedule schedule;
    try {
      schedule = run.schedule(frames);
    } catch (IllegalArgumentException e) {
      throw new InvalidInputException("the run is too long: " + e.getMessage());
    }
    if (schedule.slots().isEmpty()) {
      throw new InvalidInputException("no frame is due in so short a run");
    }
    return schedule;
  }

  private int report(LoadRun.Result result) {
    result
        .problem()
        .ifPresent(
            problem ->
                surroundings.err().stream()
                    .println("hawk bench load: " + problem + "; this is a partial report"));
    LoadReport report = new LoadReport(options.scenario, result);
    report.print(surroundings.out().stream());
    if (options.json) {
      surroundings.out().stream().println(report.json());
    }
    return report.isGood() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
  }
}
