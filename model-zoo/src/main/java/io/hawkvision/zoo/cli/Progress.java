package io.hawkvision.zoo.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;

/**
 * How far a long run is, on one line of stderr that is written over and over: share, count, time
 * left. Where stderr is no terminal, a line of its own now and then. Any thread.
 */
final class Progress implements AutoCloseable {
  private static final long TERMINAL_PERIOD_NANOS = 200_000_000;
  private static final long LOG_PERIOD_NANOS = 10_000_000_000L;
  private static final int WIDTH = 24;

  private final PrintWriter err;
  private final String what;
  private final long total;
  private final boolean isTerminal;
  private final long startedNanos = System.nanoTime();
  private long done;
  private long drawnNanos = startedNanos;
  private boolean isDrawn;

  Progress(PrintWriter err, String what, long total, boolean isTerminal) {
    this.err = err;
    this.what = what;
    this.total = total;
    this.isTerminal = isTerminal;
  }

  /** Shown where stderr is a terminal. */
  static Progress onTerminal(PrintWriter err, String what, long total) {
    return new Progress(err, what, total, isStderrATerminal());
  }

  /** {@code System.console} answers for stdin and stdout, and newer JDKs always have one. */
  private static boolean isStderrATerminal() {
    try {
      String device = Path.of("/proc/self/fd/2").toRealPath().toString();
      return device.startsWith("/dev/pts/") || device.startsWith("/dev/tty");
    } catch (IOException noLinux) {
      return false;
    }
  }

  /** One more is done. */
  synchronized void step() {
    done++;
    long nowNanos = System.nanoTime();
    if (nowNanos - drawnNanos >= (isTerminal ? TERMINAL_PERIOD_NANOS : LOG_PERIOD_NANOS)) {
      drawnNanos = nowNanos;
      draw(nowNanos);
    }
  }

  private void draw(long nowNanos) {
    isDrawn = true;
    String line = line(nowNanos - startedNanos);
    err.print(isTerminal ? '\r' + line : line + System.lineSeparator());
    err.flush();
  }

  /** The line after so long a time. */
  synchronized String line(long elapsedNanos) {
    int filled = (int) (WIDTH * done / Math.max(1, total));
    long leftSeconds = done == 0 ? 0 : elapsedNanos / 1_000_000_000 * (total - done) / done;
    return String.format(
        Locale.ROOT,
        "%s [%s%s] %3d %% %d/%d, %d:%02d left ",
        what,
        "#".repeat(filled),
        ".".repeat(WIDTH - filled),
        100 * done / Math.max(1, total),
        done,
        total,
        leftSeconds / 60,
        leftSeconds % 60);
  }

  /** Ends the line. */
  @Override
  public synchronized void close() {
    if (isDrawn) {
      draw(System.nanoTime());
      err.print(isTerminal ? System.lineSeparator() : "");
      err.flush();
    }
  }
}
