package io.hawkvision.loadgen.load;

import io.hawkvision.loadgen.drive.StopFlag;
import io.hawkvision.loadgen.measure.Progress;
import io.hawkvision.loadgen.post.FrameRequest;
import io.hawkvision.loadgen.post.RequestPoster;
import io.hawkvision.loadgen.schedule.FrameWindow;
import io.hawkvision.loadgen.source.LabelledFrame;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Sends one schedule open-loop, once: each frame at its intended time whatever became of those
 * before it, measured from that time. The calling thread only sends; an owned thread makes the
 * frames ahead.
 */
public final class CellDrive {
  private static final long LEAD_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  private final Schedule schedule;
  private final FleetFrames frames;
  private final RequestPoster poster;
  private final DriveSettings settings;
  private final CellLedger ledger;

  /** Whoever gave the frames closes them. */
  public CellDrive(
      Schedule schedule, FleetFrames frames, RequestPoster poster, DriveSettings settings) {
    this.schedule = schedule;
    this.frames = frames;
    this.poster = poster;
    this.settings = settings;
    this.ledger = new CellLedger(schedule.slots().size(), settings);
  }

  public Progress progress() {
    return ledger;
  }

  /** Returns when every frame has ended or been given up; soon after a stop. */
  public void run(StopFlag stop) throws IOException {
    List<Schedule.Slot> slots = schedule.slots();
    FrameWindow.Maker maker =
        at -> frames.frame(slots.get((int) at).camera(), slots.get((int) at).frame());
    try (FrameWindow window = new FrameWindow(slots.size(), maker, settings.window())) {
      window.awaitFull();
      send(window, stop);
    } catch (InterruptedException e) {
      if (!stop.isRaised()) {
        throw new IOException("interrupted", e);
      }
    } finally {
      ledger.awaitUnderWay(0, stop);
      ledger.close();
    }
  }

  private void send(FrameWindow window, StopFlag stop) throws IOException, InterruptedException {
    long startNanos = settings.clock().nanos() + LEAD_NANOS;
    ledger.start(startNanos);
    for (Schedule.Slot slot : schedule.slots()) {
      LabelledFrame frame = window.take();
      long intendedNanos = startNanos + TimeUnit.MICROSECONDS.toNanos(slot.intendedMicros());
      settings.clock().sleepUntil(intendedNanos);
      if (stop.isRaised()) {
        return;
      }
      FrameRequest request = new FrameRequest(frame, slot.ask());
      int index = ledger.begin(request, intendedNanos);
      poster.post(request, at -> ledger.sent(index, at), reply -> ledger.settled(index, reply));
    }
  }

  /** What was measured, also where the run broke off; to be asked after it. */
  public DriveOutcome outcome() {
    return ledger.outcome();
  }
}
