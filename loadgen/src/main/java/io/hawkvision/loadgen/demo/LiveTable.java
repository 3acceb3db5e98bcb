package io.hawkvision.loadgen.demo;

import io.hawkvision.loadgen.drive.Terminal;
import io.hawkvision.loadgen.measure.ReportTable;
import io.hawkvision.loadgen.measure.Scoreboard;

/** The table that changes while frames flow; on a terminal in place, elsewhere again and again. */
final class LiveTable implements Runnable {
  private static final long TERMINAL_PERIOD_MILLIS = 500;
  private static final long PLAIN_PERIOD_MILLIS = 10_000;

  private final Terminal terminal;
  private final Scoreboard scoreboard;
  private int linesDrawn;

  LiveTable(Terminal terminal, Scoreboard scoreboard) {
    this.terminal = terminal;
    this.scoreboard = scoreboard;
  }

  long periodMillis() {
    return terminal.isInteractive() ? TERMINAL_PERIOD_MILLIS : PLAIN_PERIOD_MILLIS;
  }

  @Override
  public void run() {
    String table = ReportTable.brief(scoreboard.results());
    if (terminal.isInteractive()) {
      String up = linesDrawn == 0 ? "" : "\u001b[" + linesDrawn + "A";
      terminal.stream().print(up + table.replace("\n", "\u001b[K\n"));
      linesDrawn = (int) table.lines().count();
    } else {
      terminal.stream().println(progress());
      terminal.stream().print(table);
    }
    terminal.stream().flush();
  }

  private String progress() {
    return scoreboard.sentFrames() + " of " + scoreboard.expectedFrames() + " frames sent";
  }
}
