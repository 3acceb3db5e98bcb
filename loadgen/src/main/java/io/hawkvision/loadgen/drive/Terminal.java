package io.hawkvision.loadgen.drive;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A stream to print on, and whether a person watches it. */
public record Terminal(PrintStream stream, boolean isInteractive) {
  public static Terminal stdout() {
    return new Terminal(utf8(FileDescriptor.out), isTty(1));
  }

  public static Terminal stderr() {
    return new Terminal(utf8(FileDescriptor.err), isTty(2));
  }

  /** Java 17 would take the locale's charset, which is ASCII in many a container. */
  private static PrintStream utf8(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
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
