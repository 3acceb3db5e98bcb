package io.hawkvision.loadgen.drive;

import io.hawkvision.loadgen.measure.Scoreboard;
import java.util.Locale;

/** How far a run is: a bar that redraws itself on a terminal, a line now and then elsewhere. */
public final class ProgressBar {
  private static final int WIDTH = 30;
  private static final long TERMINAL_PERIOD_MILLIS = 200;
  private static final long PLAIN_PERIOD_MILLIS = 5_000;

  private final Terminal terminal;
  private final Scoreboard scoreboard;

  private ProgressBar(Terminal terminal, Scoreboard scoreboard) {
    this.terminal = terminal;
    this.scoreboard = scoreboard;
  }

  /** Close it to draw the last state. */
  public static Ticker start(Terminal terminal, Scoreboard scoreboard) {
    ProgressBar bar = new ProgressBar(terminal, scoreboard);
    return terminal.isInteractive()
        ? new Ticker(bar::redraw, TERMINAL_PERIOD_MILLIS)
        : new Ticker(bar::line, PLAIN_PERIOD_MILLIS);
  }

  private void redraw() {
    long sent = scoreboard.sentFrames();
    long expected = scoreboard.expectedFrames();
    int filled = (int) (WIDTH * sent / Math.max(1, expected));
    terminal.stream().print("\r[" + "#".repeat(filled) + " ".repeat(WIDTH - filled) + "] ");
    terminal.stream().print(text(sent, expected) + "\u001b[K" + (sent == expected ? "\n" : ""));
    terminal.stream().flush();
  }

  private void line() {
    terminal.stream().println(text(scoreboard.sentFrames(), scoreboard.expectedFrames()));
  }

  private String text(long sent, long expected) {
    return String.format(
        Locale.ROOT, "%d of %d frames sent, %d errors", sent, expected, scoreboard.errors());
  }
}
