package io.hawkvision.loadgen.drive;

import io.hawkvision.loadgen.measure.Progress;
import java.util.Locale;

/** How far a run is: a bar that redraws itself on a terminal, a line now and then elsewhere. */
public final class ProgressBar {
  private static final int WIDTH = 30;
  private static final long TERMINAL_PERIOD_MILLIS = 200;
  private static final long PLAIN_PERIOD_MILLIS = 5_000;

  private final Terminal terminal;
  private final Progress progress;

  private ProgressBar(Terminal terminal, Progress progress) {
    this.terminal = terminal;
    this.progress = progress;
  }

  /** Close it to draw the last state. */
  public static Ticker start(Terminal terminal, Progress progress) {
    ProgressBar bar = new ProgressBar(terminal, progress);
    return terminal.isInteractive()
        ? new Ticker(bar::redraw, TERMINAL_PERIOD_MILLIS)
        : new Ticker(bar::line, PLAIN_PERIOD_MILLIS);
  }

  private void redraw() {
    long sent = progress.sentFrames();
    long expected = progress.expectedFrames();
    int filled = expected > 0 ? (int) (WIDTH * Math.min(sent, expected) / expected) : 0;
    terminal.stream().print("\r[" + "#".repeat(filled) + " ".repeat(WIDTH - filled) + "] ");
    terminal.stream().print(text(sent, expected) + "\u001b[K" + (sent == expected ? "\n" : ""));
    terminal.stream().flush();
  }

  private void line() {
    terminal.stream().println(text(progress.sentFrames(), progress.expectedFrames()));
  }

  private String text(long sent, long expected) {
    return expected > 0
        ? String.format(
            Locale.ROOT, "%d of %d frames sent, %d errors", sent, expected, progress.errors())
        : String.format(Locale.ROOT, "%d frames sent, %d errors", sent, progress.errors());
  }
}
