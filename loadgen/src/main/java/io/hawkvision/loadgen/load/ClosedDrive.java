package io.hawkvision.loadgen.load;

import io.hawkvision.loadgen.drive.StopFlag;
import io.hawkvision.loadgen.measure.Progress;
import io.hawkvision.loadgen.post.Ask;
import io.hawkvision.loadgen.post.FrameRequest;
import io.hawkvision.loadgen.post.RequestPoster;
import io.hawkvision.loadgen.schedule.FrameWindow;
import io.hawkvision.loadgen.source.LabelledFrame;
import java.io.IOException;

/**
 * Sends frames as answers come in, once: a closed loop, whose latencies run from the moment that a
 * frame's turn came. The calling thread sends; an owned thread makes the frames ahead.
 */
public final class ClosedDrive {
  /**
   * How many frames may be under way.
   *
   * @param whole whether all of them must have come before the next are sent, all at once
   */
  public record Turns(int atOnce, boolean whole) {
    public Turns {
      if (atOnce < 1) {
        throw new IllegalArgumentException("at least one frame at once");
      }
    }
  }

  /** Ends with whichever comes first; the burst that is under way is finished. */
  public record Length(long frames, double seconds) {}

  private final Turns turns;
  private final Length length;
  private final FleetFrames frames;
  private final Ask ask;
  private final RequestPoster poster;
  private final DriveSettings settings;
  private final CellLedger ledger;

  /** Of the first camera's frames; whoever gave them closes them. */
  public ClosedDrive(Work work, RequestPoster poster, DriveSettings settings) {
    this.turns = work.turns();
    this.length = work.length();
    this.frames = work.frames();
    this.ask = work.ask();
    this.poster = poster;
    this.settings = settings;
    this.ledger =
        new CellLedger(Double.isInfinite(length.seconds()) ? length.frames() : 0, settings);
  }

  /** What to send and how. */
  public record Work(Turns turns, Length length, FleetFrames frames, Ask ask) {}

  public Progress progress() {
    return ledger;
  }

  /** Returns when every frame has ended or been given up; soon after a stop. */
  public void run(StopFlag stop) throws IOException {
    try (FrameWindow window =
        new FrameWindow(length.frames(), at -> frames.frame(0, at), settings.window())) {
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
    long startNanos = settings.clock().nanos();
    ledger.start(startNanos);
    long sent = 0;
    while (sent < length.frames()) {
      ledger.awaitUnderWay(turns.whole() ? 0 : turns.atOnce() - 1L, stop);
      boolean over = settings.clock().nanos() - startNanos >= length.seconds() * 1e9;
      if (over || stop.isRaised()) {
        return;
      }
      long now = turns.whole() ? Math.min(turns.atOnce(), length.frames() - sent) : 1;
      sent += now;
      burst(window, now);
    }
  }

  private void burst(FrameWindow window, long count) throws IOException, InterruptedException {
    LabelledFrame[] taken = new LabelledFrame[(int) count];
    for (int i = 0; i < count; i++) {
      taken[i] = window.take();
    }
    long turnNanos = settings.clock().nanos();
    for (LabelledFrame frame : taken) {
      FrameRequest request = new FrameRequest(frame, ask);
      int index = ledger.begin(request, turnNanos);
      poster.post(request, at -> ledger.sent(index, at), reply -> ledger.settled(index, reply));
    }
  }

  /** What was measured, also where the run broke off; to be asked after it. */
  public DriveOutcome outcome() {
    return ledger.outcome();
  }
}
