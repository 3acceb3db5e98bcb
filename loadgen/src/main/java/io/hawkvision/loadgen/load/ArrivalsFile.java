package io.hawkvision.loadgen.load;

import io.hawkvision.loadgen.post.Ask;
import io.hawkvision.loadgen.post.AskedTarget;
import io.hawkvision.loadgen.source.InvalidInputException;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * A schedule as a text file, to be replayed: a line with the version, a line with the columns, and
 * a line for each frame. A file that breaks any rule is refused, with the number of the line.
 */
public final class ArrivalsFile {
  static final String VERSION = "# hawk arrivals 1";
  static final String COLUMNS = "intended_us,camera,seed,frame,target,deadline_ms,family";

  private static final int COLUMN_COUNT = 7;
  private static final int LONGEST_LINE = 512;
  private static final long LONGEST_MICROS = 7L * 24 * 3_600 * 1_000_000;
  private static final long LARGEST_FRAME = 1L << 40;
  private static final long LONGEST_DEADLINE_MILLIS = 3_600_000;
  private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,19}");
  private static final Pattern FAMILY = Pattern.compile("[^,\"\\p{Cntrl}]{0,100}");

  private ArrivalsFile() {}

  /** Replaces a file of that name. */
  public static void write(Schedule schedule, Path file) throws IOException {
    try (BufferedWriter out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
      out.write(VERSION + "\n" + COLUMNS + "\n");
      for (Schedule.Slot slot : schedule.slots()) {
        out.write(line(schedule.cameras().get(slot.camera()), slot));
      }
    }
  }

  private static String line(Schedule.Camera camera, Schedule.Slot slot) throws IOException {
    Ask ask = slot.ask();
    String family = ask.family().orElse("");
    if (!FAMILY.matcher(family).matches()) {
      throw new IOException("a family's name cannot be recorded: " + family);
    }
    return String.join(
            ",",
            Long.toString(slot.intendedMicros()),
            camera.name(),
            Long.toString(camera.seed()),
            Long.toString(slot.frame()),
            ask.target().queryParameter(),
            ask.deadlineMillis().isPresent() ? "" + ask.deadlineMillis().getAsInt() : "",
            family)
        + "\n";
  }

  public static Schedule read(Path file) throws IOException, InvalidInputException {
    try (BufferedReader in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      return new Reading(file.toString(), in).all();
    }
  }

  /** One file being read. */
  private static final class Reading {
    private final String name;
    private final BufferedReader in;
    private final Map<String, Integer> indices = new LinkedHashMap<>();
    private final List<Schedule.Camera> cameras = new ArrayList<>();
    private final List<Schedule.Slot> slots = new ArrayList<>();
    private final Map<String, Ask> asks = new HashMap<>();
    private int number;

    Reading(String name, BufferedReader in) {
      this.name = name;
      this.in = in;
    }

    Schedule all() throws IOException, InvalidInputException {
      expect(VERSION, "is no arrivals file of a version that is known here");
      expect(COLUMNS, "has other columns");
      Optional<String> line = line();
      while (line.isPresent()) {
        try {
          add(line.get());
        } catch (IllegalArgumentException e) {
          throw refusal(String.valueOf(e.getMessage()));
        }
        line = line();
      }
      if (slots.isEmpty()) {
        throw refusal("there is no frame in it");
      }
      return new Schedule(cameras, slots);
    }

    private void expect(String wanted, String problem) throws IOException, InvalidInputException {
      if (!line().equals(Optional.of(wanted))) {
        throw refusal("it " + problem + "; this line must be '" + wanted + "'");
      }
    }

    private InvalidInputException refusal(String problem) {
      return new InvalidInputException(name + ":" + number + ": " + problem);
    }

    /** Never takes in more than the longest line. */
    private Optional<String> line() throws IOException, InvalidInputException {
      number++;
      StringBuilder line = new StringBuilder();
      try {
        int c = in.read();
        if (c < 0) {
          return Optional.empty();
        }
        while (c >= 0 && c != '\n') {
          if (line.length() == LONGEST_LINE) {
            throw refusal("the line is longer than " + LONGEST_LINE + " characters");
          }
          line.append((char) c);
          c = in.read();
        }
      } catch (CharacterCodingException e) {
        throw refusal("here or further on it is not UTF-8");
      }
      int end = line.length() - 1;
      if (end >= 0 && line.charAt(end) == '\r') {
        line.setLength(end);
      }
      return Optional.of(line.toString());
    }

    private void add(String line) {
      String[] fields = line.split(",", -1);
      if (fields.length != COLUMN_COUNT) {
        throw new IllegalArgumentException(
            "it has " + fields.length + " fields, not " + COLUMN_COUNT);
      }
      if (slots.size() == Schedule.MOST_SLOTS) {
        throw new IllegalArgumentException("more than " + Schedule.MOST_SLOTS + " frames");
      }
      long micros = number("intended_us", fields[0], 0, LONGEST_MICROS);
      if (!slots.isEmpty() && micros < slots.get(slots.size() - 1).intendedMicros()) {
        throw new IllegalArgumentException("it is intended before the frame of the line above");
      }
      long seed = number("seed", fields[2], Long.MIN_VALUE, Long.MAX_VALUE);
      int camera = camera(new Schedule.Camera(fields[1], seed));
      long frame = number("frame", fields[3], 0, LARGEST_FRAME);
      slots.add(new Schedule.Slot(micros, camera, frame, ask(fields)));
    }

    private int camera(Schedule.Camera camera) {
      Integer known = indices.get(camera.name());
      if (known == null) {
        if (cameras.size() == CameraFleet.MOST_CAMERAS) {
          throw new IllegalArgumentException("more than " + cameras.size() + " cameras");
        }
        indices.put(camera.name(), cameras.size());
        cameras.add(camera);
        return cameras.size() - 1;
      }
      if (!cameras.get(known).equals(camera)) {
        throw new IllegalArgumentException("camera " + camera.name() + " has had another seed");
      }
      return known;
    }

    /** Equal ones are kept once. */
    private Ask ask(String[] fields) {
      String family = fields[6];
      if (!FAMILY.matcher(family).matches()) {
        throw new IllegalArgumentException("family has characters that no family's name has");
      }
      return asks.computeIfAbsent(
          String.join(",", fields[4], fields[5], family),
          ignored ->
              new Ask(
                  AskedTarget.parse(fields[4]),
                  fields[5].isEmpty()
                      ? OptionalInt.empty()
                      : OptionalInt.of(
                          (int) number("deadline_ms", fields[5], 1, LONGEST_DEADLINE_MILLIS)),
                  family.isEmpty() ? Optional.empty() : Optional.of(family)));
    }

    private static long number(String column, String text, long least, long most) {
      if (!NUMBER.matcher(text).matches()) {
        throw new IllegalArgumentException(column + " '" + text + "' is no whole number");
      }
      try {
        long value = Long.parseLong(text);
        if (value >= least && value <= most) {
          return value;
        }
      } catch (NumberFormatException e) {
        // 19 digits may be too many: out of range as well
      }
      throw new IllegalArgumentException(
          column + " " + text + " is out of range, " + least + " to " + most);
    }
  }
}
