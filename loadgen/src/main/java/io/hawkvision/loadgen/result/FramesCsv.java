package io.hawkvision.loadgen.result;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** A cell's frames as compressed CSV, one line a frame, for other programs too. Pure. */
final class FramesCsv {
  private static final String HEADER = "index,group,intended_us,latency_us,correct,by_dc,degraded";
  private static final int COLUMNS = 7;

  private FramesCsv() {}

  static byte[] bytes(List<CellFrame> frames) {
    StringBuilder text = new StringBuilder(HEADER).append('\n');
    for (CellFrame frame : frames) {
      text.append(frame.index()).append(',').append(frame.group()).append(',');
      text.append(frame.intendedMicros()).append(',').append(frame.latencyMicros()).append(',');
      text.append(frame.correct() ? "1," : "0,").append(frame.byDc() ? "1," : "0,");
      text.append(frame.degraded() ? "1\n" : "0\n");
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
      zip.write(text.toString().getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory does not fail so
    }
    return bytes.toByteArray();
  }

  /** Refuses everything that {@link #bytes} does not write. */
  static List<CellFrame> read(byte[] bytes) throws IOException {
    List<CellFrame> frames = new ArrayList<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(new ByteArrayInputStream(bytes)), StandardCharsets.UTF_8))) {
      if (!HEADER.equals(lines.readLine())) {
        throw new IOException("not a table of frames");
      }
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        frames.add(frame(line));
      }
    }
    return frames;
  }

  private static CellFrame frame(String line) throws IOException {
    String[] columns = line.split(",", -1);
    if (columns.length != COLUMNS) {
      throw new IOException("a frame of " + columns.length + " columns");
    }
    try {
      return new CellFrame(
          Integer.parseInt(columns[0]),
          Long.parseLong(columns[1]),
          Long.parseLong(columns[2]),
          Long.parseLong(columns[3]),
          flag(columns[4]),
          flag(columns[5]),
          flag(columns[6]));
    } catch (NumberFormatException e) {
      throw new IOException("a frame that is no numbers: " + line, e);
    }
  }

  private static boolean flag(String column) throws IOException {
    if (!column.equals("0") && !column.equals("1")) {
      throw new IOException("neither 0 nor 1: " + column);
    }
    return column.equals("1");
  }
}
