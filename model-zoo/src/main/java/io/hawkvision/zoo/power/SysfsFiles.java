package io.hawkvision.zoo.power;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;

/** Reads the small files of sysfs, and says why not. Blocks: for owned threads and starts. */
final class SysfsFiles {
  private static final int MOST_BYTES = 256;
  private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,18}");

  private SysfsFiles() {}

  static String line(Path file) throws UnreadableSensorException {
    try (InputStream in = Files.newInputStream(file)) {
      return new String(in.readNBytes(MOST_BYTES), StandardCharsets.US_ASCII).strip();
    } catch (NoSuchFileException gone) {
      throw new UnreadableSensorException(file + " is not there");
    } catch (AccessDeniedException denied) {
      throw new UnreadableSensorException(
          file + " may not be read by this user: run as root, or let root allow it (chmod a+r)");
    } catch (IOException failed) {
      throw new UnreadableSensorException(file + " cannot be read: " + failed.getMessage());
    }
  }

  /** A whole number that is not negative. */
  static long amount(Path file) throws UnreadableSensorException {
    String text = line(file);
    if (!NUMBER.matcher(text).matches()) {
      throw new UnreadableSensorException(file + " holds no number: \"" + shown(text) + "\"");
    }
    long number = Long.parseLong(text);
    if (number < 0) {
      throw new UnreadableSensorException(file + " is negative: " + number);
    }
    return number;
  }

  /** The first line of a file, or nothing where there is none; for names and labels. */
  static String lineOrEmpty(Path file) {
    try {
      return line(file);
    } catch (UnreadableSensorException absent) {
      return ""; // an entry without a name is not the one looked for
    }
  }

  /** Entries of a folder whose names match, in order of their names; none where it is absent. */
  static List<Path> matching(Path folder, Pattern name) {
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        if (name.matcher(String.valueOf(entry.getFileName())).matches()) {
          found.add(entry);
        }
      }
    } catch (IOException absent) {
      return List.of(); // the kernel has no such class of devices
    }
    Collections.sort(found);
    return found;
  }

  private static String shown(String text) {
    return text.replaceAll("[^ -~]", "?");
  }
}
