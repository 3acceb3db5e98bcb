package io.hawkvision.loadgen.run;

import io.hawkvision.loadgen.drive.StopFlag;
import io.hawkvision.loadgen.link.EmulatedLink;
import io.hawkvision.loadgen.link.LinkCounters;
import io.hawkvision.loadgen.link.LinkProfile;
import io.hawkvision.loadgen.load.CameraFleet;
import io.hawkvision.loadgen.load.CellDrive;
import io.hawkvision.loadgen.load.DriveOutcome;
import io.hawkvision.loadgen.load.DriveSettings;
import io.hawkvision.loadgen.load.FleetFrames;
import io.hawkvision.loadgen.load.Patience;
import io.hawkvision.loadgen.load.Schedule;
import io.hawkvision.loadgen.post.Ask;
import io.hawkvision.loadgen.post.AskedTarget;
import io.hawkvision.loadgen.post.RequestPoster;
import io.hawkvision.loadgen.result.CellResult;
import io.hawkvision.loadgen.schedule.Arrivals;
import io.hawkvision.loadgen.schedule.Burst;
import io.hawkvision.loadgen.schedule.FrameWindow;
import io.hawkvision.loadgen.schedule.NanoClock;
import io.hawkvision.loadgen.source.FrameSource;
import io.hawkvision.loadgen.source.InvalidInputException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicLong;

/** One cell: the link begins, frames are sent, what came of it is gathered. The main thread. */
final class CellRun implements AutoCloseable {
  /** As many cameras share a cell's rate; each sees its own stretch of the frames. */
  private static final int CAMERAS = 8;

  private static final long STRETCH = 100_000;

  /** Frames ready before a cell begins: nothing is rendered while it is measured. */
  private static final FrameWindow.Bound WHOLE_CELL = new FrameWindow.Bound(50_000, 512 << 10);

  private final StageRun.Subject subject;
  private final Rig rig;
  private final Optional<EmulatedLink> link;
  private final FrameSupply supply;
  private final RunPower power;
  private final StopFlag stop;
  private Optional<KeptSource> keptSource = Optional.empty();
  private long keptSeed;

  CellRun(
      StageRun.Subject subject,
      Rig rig,
      Bench.Surround surround,
      FrameSupply supply,
      StopFlag stop) {
    this.subject = subject;
    this.rig = rig;
    this.link = surround.link();
    this.supply = supply;
    this.power = surround.power();
    this.stop = stop;
  }

  CellResult measure(PlannedCell cell) throws IOException, InvalidInputException {
    Rig.Running running = rig.system(cell.system());
    Schedule schedule = schedule(cell);
    AtomicLong toldBytes = new AtomicLong();
    DriveSettings settings =
        new DriveSettings(NanoClock.PRECISE, Patience.DEFAULT, WHOLE_CELL, answer -> Map.of())
            .withStages(
                answer -> {
                  toldBytes.addAndGet(answer.uplinkBytes());
                  return answer.timingMillis();
                });
    RequestPoster poster = running.poster();
    try (FleetFrames frames = FleetFrames.open(schedule.cameras(), this::kept)) {
      CellDrive drive = new CellDrive(schedule, frames, poster, settings);
      if (link.isPresent()) {
        link.get()
            .begin(
                LinkProfile.of(cell.key().link()),
                cell.key().seed(),
                Duration.ofSeconds(subject.plan().seconds()));
      }
      RunPower.Span span = power.begin(running.process().pid(), rig.datacenter().pid());
      drive.run(stop);
      CellResult.Wire wire = wire(toldBytes.get());
      return result(cell, drive.outcome(), wire, span.energy(wire.uplinkBytes()));
    }
  }

  /** The frames of the seed before are let go. */
  private FrameSource kept(long seed) throws IOException, InvalidInputException {
    if (keptSource.isEmpty() || keptSeed != seed) {
      close();
      keptSource = Optional.of(new KeptSource(supply.cell(subject.family(), seed)));
      keptSeed = seed;
    }
    return keptSource.get();
  }

  @Override
  public void close() throws IOException {
    if (keptSource.isPresent()) {
      keptSource.get().release();
      keptSource = Optional.empty();
    }
  }

  /** The same for every system of one seed, rate and length. */
  private Schedule schedule(PlannedCell cell) {
    Ask ask =
        new Ask(
            AskedTarget.accuracy(cell.accuracy()),
            OptionalInt.of(subject.plan().deadlineMillis()),
            Optional.of(cell.key().family()));
    List<CameraFleet.Member> members = new ArrayList<>();
    for (int i = 0; i < CAMERAS; i++) {
      members.add(
          new CameraFleet.Member(
              new Schedule.Camera("camera-" + i, cell.key().seed()),
              cell.framesPerSecond() / CAMERAS,
              Arrivals.POISSON,
              ask,
              i * STRETCH));
    }
    return new CameraFleet(members, Burst.DEFAULT, cell.key().seed())
        .schedule(CameraFleet.Length.ofSeconds(subject.plan().seconds()));
  }

  private CellResult.Wire wire(long toldBytes) throws IOException {
    if (link.isEmpty()) {
      return new CellResult.Wire(toldBytes, 0, 0, 0, "answers", false);
    }
    LinkCounters counters = link.get().counters();
    return new CellResult.Wire(
        counters.up().bytes(),
        counters.down().bytes(),
        counters.up().lostPackets() + counters.down().lostPackets(),
        counters.up().queueDrops() + counters.down().queueDrops(),
        "emulator",
        true);
  }

  private CellResult result(
      PlannedCell cell, DriveOutcome outcome, CellResult.Wire wire, CellResult.Energy energy) {
    return new CellResult(
        cell.key(),
        Optional.of(cell.accuracy()),
        outcome.seconds(),
        outcome.frames(),
        wire,
        energy,
        outcome.stages(),
        outcome.generator(),
        outcome.errorCauses(),
        outcome.degradedReasons());
  }
}
