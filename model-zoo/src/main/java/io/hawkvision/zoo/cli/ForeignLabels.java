package io.hawkvision.zoo.cli;

import io.hawkvision.zoo.family.BackgroundClass;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Labels of somebody else's networks, one a line. A line may begin with a WordNet id, which is then
 * the folder's name; a line that names the background class is taken out.
 *
 * @param background where the file had a line for the background class
 */
record ForeignLabels(List<String> names, List<String> folders, BackgroundClass background) {
  private static final int MAX_LABELS = Short.MAX_VALUE;
  private static final int MAX_BYTES = 8 << 20;
  private static final String WORDNET = "(n[0-9]{8})[\\s,:]+(.+)";
  private static final String BACKGROUND = "(?i)_*background_*|dummy|\\?\\?\\?";

  ForeignLabels {
    names = List.copyOf(names);
    folders = List.copyOf(folders);
  }

  /**
   * Reads the file.
   *
   * @param stated where the background class stands, when somebody says so and the file has a line
   *     for it that is called otherwise
   */
  static ForeignLabels read(Path file, Optional<BackgroundClass> stated) throws IOException {
    List<String> lines = lines(file);
    BackgroundClass background = BackgroundClass.NONE;
    if (stated.isPresent()) {
      background = stated.get();
    } else if (lines.get(0).matches(BACKGROUND)) {
      background = BackgroundClass.FIRST;
    } else if (lines.get(lines.size() - 1).matches(BACKGROUND)) {
      background = BackgroundClass.LAST;
    }
    return of(lines, background);
  }

  private static ForeignLabels of(List<String> lines, BackgroundClass background) {
    int from = background == BackgroundClass.FIRST ? 1 : 0;
    int to = background == BackgroundClass.LAST ? lines.size() - 1 : lines.size();
    List<String> names = new ArrayList<>();
    List<String> folders = new ArrayList<>();
    Map<String, Integer> seen = new HashMap<>();
    for (String line : lines.subList(from, to)) {
      boolean hasId = line.matches(WORDNET);
      String name = hasId ? line.replaceFirst(WORDNET, "$2") : line;
      int times = seen.merge(name, 1, Integer::sum);
      String unique = times > 1 ? name + " (" + times + ")" : name;
      names.add(unique);
      folders.add(hasId ? line.replaceFirst(WORDNET, "$1") : unique);
    }
    return new ForeignLabels(names, folders, background);
  }

  private static List<String> lines(Path file) throws IOException {
    if (Files.size(file) > MAX_BYTES) {
      throw new IOException(file + " is larger than " + MAX_BYTES + " bytes: no list of labels");
    }
    try {
      List<String> lines =
          Files.readAllLines(file).stream()
              .map(line -> line.replace("\uFEFF", "").replaceAll("\\p{Cntrl}+", " ").strip())
              .filter(line -> !line.isEmpty())
              .toList();
      if (lines.size() < 2 || lines.size() > MAX_LABELS) {
        throw new IOException(file + " has " + lines.size() + " labels, not 2 to " + MAX_LABELS);
      }
      return lines;
    } catch (MalformedInputException notText) {
      throw new IOException(file + " is not UTF-8 text", notText);
    }
  }
}
