package io.hawkvision.loadgen.promise;

import io.hawkvision.loadgen.drive.FrameStream;
import io.hawkvision.loadgen.drive.LinkProbe;
import io.hawkvision.loadgen.drive.ProgressBar;
import io.hawkvision.loadgen.drive.StopFlag;
import io.hawkvision.loadgen.drive.StreamPlan;
import io.hawkvision.loadgen.drive.Terminal;
import io.hawkvision.loadgen.drive.Ticker;
import io.hawkvision.loadgen.measure.Scoreboard;
import io.hawkvision.loadgen.measure.TargetResult;
import io.hawkvision.loadgen.post.AskedTarget;
import io.hawkvision.loadgen.post.FramePoster;
import io.hawkvision.loadgen.post.ServedFamily;
import io.hawkvision.loadgen.schedule.NanoClock;
import io.hawkvision.loadgen.source.FrameSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Every frame of one source to every target of one family, in turns. */
final class FamilyTrial {
  /** What came back, and why that is not the whole where a frame could not be made. */
  record Outcome(List<PromiseRow> rows, Optional<String> problem) {
    Outcome {
      rows = List.copyOf(rows);
    }
  }

  private static final int MOST_UNDER_WAY = 16;

  private final ServedFamily family;
  private final FrameSource source;
  private final FramePoster poster;
  private final Terminal progress;

  FamilyTrial(ServedFamily family, FrameSource source, FramePoster poster, Terminal progress) {
    this.family = family;
    this.source = source;
    this.poster = poster;
    this.progress = progress;
  }

  /** Sends so many frames to each target, unless the node refuses it. */
  Outcome run(long frames, StreamPlan.Pacing pacing, StopFlag stop) throws IOException {
    List<AskedTarget> targets = PromiseTargets.of(family);
    List<AskedTarget> served = settled(targets);
    List<PromiseRow> rows = new ArrayList<>();
    Optional<String> problem = Optional.empty();
    if (!served.isEmpty()) {
      new LinkProbe(poster).awaitDatacenter(source, served.get(served.size() - 1));
      GuaranteeLog guarantees =
          new GuaranteeLog(new UnhurriedPoster(poster, MOST_UNDER_WAY, NanoClock.SYSTEM));
      StreamPlan plan = new StreamPlan(served, frames, true, pacing);
      FrameStream stream = new FrameStream(plan, source, guarantees, NanoClock.SYSTEM);
      Scoreboard scoreboard = stream.scoreboard();
      problem = send(stream, scoreboard, stop);
      scoreboard.results().forEach(result -> rows.add(row(result, guarantees)));
    }
    targets.stream()
        .filter(target -> !served.contains(target))
        .forEach(target -> rows.add(PromiseRow.refused(family.name(), target)));
    return new Outcome(rows, problem);
  }

  private PromiseRow row(TargetResult result, GuaranteeLog guarantees) {
    AskedTarget target = result.target();
    return new PromiseRow(family.name(), target, Optional.of(result), guarantees.of(target));
  }

  /** Those that the node does not refuse, when it has decided about each. */
  private List<AskedTarget> settled(List<AskedTarget> targets) throws IOException {
    Settling settling = new Settling(poster, source.frame(0), NanoClock.SYSTEM);
    List<AskedTarget> served = new ArrayList<>();
    for (AskedTarget target : targets) {
      if (settling.isServed(target)) {
        served.add(target);
      }
    }
    return served;
  }

  private Optional<String> send(FrameStream stream, Scoreboard scoreboard, StopFlag stop) {
    try (Ticker ticker = ProgressBar.start(progress, scoreboard)) {
      ticker.start();
      stream.run(scoreboard, stop);
      return Optional.empty();
    } catch (IOException e) {
      return Optional.ofNullable(e.getMessage()).or(() -> Optional.of("the run broke off"));
    }
  }
}
