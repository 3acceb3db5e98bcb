package io.hawkvision.loadgen.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.StringTokenizer;

/** CPU time of a process, user and system, all threads, from {@code /proc}. */
public final class ProcessCpu {
  /** The kernel's USER_HZ: 100 on every Linux we serve. */
  private static final double TICKS_PER_SECOND = 100;

  private static final int FIELDS_BETWEEN_NAME_AND_UTIME = 11;

  private final Path stat;

  public ProcessCpu(long pid) {
    this.stat = Path.of("/proc/" + pid + "/stat");
  }

  public double seconds() throws IOException {
    return seconds(Files.readString(stat));
  }

  /** The name in parentheses may hold blanks and parentheses; the fields begin after the last. */
  static double seconds(String stat) throws IOException {
    StringTokenizer fields = new StringTokenizer(stat.substring(stat.lastIndexOf(')') + 1));
    if (fields.countTokens() < FIELDS_BETWEEN_NAME_AND_UTIME + 2) {
      throw new IOException("not a /proc stat line: " + stat.strip());
    }
    for (int i = 0; i < FIELDS_BETWEEN_NAME_AND_UTIME; i++) {
      fields.nextToken();
    }
    try {
      long ticks = Long.parseLong(fields.nextToken()) + Long.parseLong(fields.nextToken());
      return ticks / TICKS_PER_SECOND;
    } catch (NumberFormatException e) {
      throw new IOException("not a /proc stat line: " + stat.strip(), e);
    }
  }
}
