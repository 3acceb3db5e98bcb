package io.hawkvision.loadgen.drive;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A stream to print on, and whether a person watches it. */
public record Terminal(PrintStream stream, boolean isInteractive) {
  public static Terminal stdout() {
    return new Terminal(System.out, isTty(1));
  }

  public static Terminal stderr() {
    return new Terminal(System.err, isTty(2));
  }

  private static boolean isTty(int descriptor) {
    try {
      String target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor)).toString();
      return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
    } catch (IOException | UnsupportedOperationException e) {
      return false; // no /proc: plain lines are right everywhere
    }
  }
}
