package io.hawkvision.zoo.cli;

import io.hawkvision.zoo.family.Sha256;
import io.hawkvision.zoo.policy.Part;
import io.hawkvision.zoo.preprocess.EncodedImage;
import io.hawkvision.zoo.preprocess.ImageLimits;
import io.hawkvision.zoo.preprocess.UnreadableImageException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Labelled pictures of a folder or a ZIP: all of them, or those a split file names (CSV with the
 * header {@code path,split}). What a picture shows says {@code labels.csv} where there is one, else
 * the name of its folder. Each picture is a segment of its own.
 */
final class PictureFrames implements FrameSource {
  private static final String HEADER = "path,split";
  private static final int DESIGN_EVERY = 4;
  private static final int NAMED = 10;

  private final Pictures pictures;
  private final List<String> names;
  private final List<Integer> labels;

  private PictureFrames(Pictures pictures, List<String> names, List<Integer> labels) {
    this.pictures = pictures;
    this.names = List.copyOf(names);
    this.labels = List.copyOf(labels);
  }

  /** All pictures, in order of their names. */
  static PictureFrames all(Path place, Map<String, Integer> labelByName) throws IOException {
    Pictures pictures = Pictures.open(place);
    return of(pictures, pictures.names(), labelByName);
  }

  /** The pictures of one part of a split file, in its order. */
  static PictureFrames part(Path place, Path split, String part, Map<String, Integer> labelByName)
      throws IOException {
    List<String> lines = Files.readAllLines(split);
    if (lines.isEmpty() || !lines.get(0).equals(HEADER)) {
      throw new IOException(split + " does not begin with \"" + HEADER + "\"");
    }
    List<String> names = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      int comma = line.lastIndexOf(',');
      if (comma > 0 && line.substring(comma + 1).equals(part)) {
        names.add(line.substring(0, comma));
      }
    }
    if (names.isEmpty()) {
      throw new IOException(split + " names no picture of the part \"" + part + "\"");
    }
    return of(Pictures.open(place), names, labelByName);
  }

  private static PictureFrames of(
      Pictures pictures, List<String> names, Map<String, Integer> labelByName) throws IOException {
    Optional<String> table = pictures.table();
    Map<String, String> words =
        table.isPresent() ? LabelTable.parse(pictures.place(), table.get()) : Map.of();
    List<String> taken = new ArrayList<>();
    List<Integer> labels = new ArrayList<>();
    TreeSet<String> unknown = new TreeSet<>();
    for (String name : names) {
      String word = words.isEmpty() ? folderName(name, pictures) : words.getOrDefault(name, "");
      Optional<Integer> label = label(word, labelByName);
      if (label.isPresent()) {
        taken.add(name);
        labels.add(label.get());
      } else {
        unknown.add(word.isEmpty() ? name + " (not in " + Pictures.TABLE + ")" : word);
      }
    }
    if (!unknown.isEmpty()) {
      throw new IOException("no label of the family is called " + shortened(unknown));
    }
    if (taken.isEmpty()) {
      throw new IOException(pictures.place() + ": no pictures found");
    }
    return new PictureFrames(pictures, taken, labels);
  }

  private static String shortened(Set<String> unknown) {
    List<String> first = unknown.stream().limit(NAMED).toList();
    return unknown.size() > NAMED
        ? first + " and " + (unknown.size() - NAMED) + " more"
        : first.toString();
  }

  /** By name, else by name without regard to case, spaces and underscores, else by index. */
  private static Optional<Integer> label(String word, Map<String, Integer> labelByName) {
    Integer exact = labelByName.get(word);
    if (exact != null) {
      return Optional.of(exact);
    }
    List<Integer> alike =
        labelByName.entrySet().stream()
            .filter(entry -> plain(entry.getKey()).equals(plain(word)))
            .map(Map.Entry::getValue)
            .distinct()
            .toList();
    if (alike.size() == 1) {
      return Optional.of(alike.get(0));
    }
    boolean isIndex = word.matches("[0-9]{1,5}");
    return isIndex && labelByName.containsValue(Integer.valueOf(word))
        ? Optional.of(Integer.valueOf(word))
        : Optional.empty();
  }

  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[ _-]+", " ").strip();
  }

  /** Of pictures that lie in no folder, the name of the place they are all in. */
  private static String folderName(String name, Pictures pictures) {
    Path folder = Path.of(name).getParent();
    if (folder != null) {
      return String.valueOf(folder.getFileName());
    }
    return String.valueOf(Path.of(pictures.place()).getFileName());
  }

  @Override
  public int frames() {
    return names.size();
  }

  @Override
  public int label(int i) {
    return labels.get(i);
  }

  @Override
  public String name(int i) {
    return pictures.place() + "/" + names.get(i);
  }

  @Override
  public LabelledFrame frame(int i) throws IOException, UnreadableImageException {
    EncodedImage image = EncodedImage.probe(pictures.read(names.get(i)), ImageLimits.DEFAULT);
    return new LabelledFrame(image, labels.get(i), i, 0);
  }

  /**
   * A quarter of the pictures is for design, the others calibrate; which ones, the names' hashes
   * say. The only picture of a label calibrates.
   */
  PictureFrames share(Part part) {
    Map<Integer, Integer> left = new HashMap<>();
    labels.forEach(label -> left.merge(label, 1, Integer::sum));
    TreeSet<Integer> design = new TreeSet<>();
    for (int i : byHash()) {
      int remaining = left.getOrDefault(labels.get(i), 0);
      if (remaining > 1 && design.size() < names.size() / DESIGN_EVERY) {
        left.put(labels.get(i), remaining - 1);
        design.add(i);
      }
    }
    return only(
        IntStream.range(0, names.size())
            .filter(i -> design.contains(i) == (part == Part.DESIGN))
            .boxed()
            .toList());
  }

  /** The frames' numbers in an order that says nothing about them and is always the same. */
  List<Integer> byHash() {
    Map<Integer, String> hashes = new HashMap<>();
    for (int i = 0; i < names.size(); i++) {
      hashes.put(i, Sha256.of(names.get(i).getBytes(StandardCharsets.UTF_8)));
    }
    return IntStream.range(0, names.size())
        .boxed()
        .sorted(Comparator.comparing(i -> hashes.getOrDefault(i, "")))
        .toList();
  }

  /** Some of the frames. */
  PictureFrames only(List<Integer> frames) {
    return new PictureFrames(
        pictures,
        frames.stream().map(names::get).toList(),
        frames.stream().map(labels::get).toList());
  }

  @Override
  public void close() throws IOException {
    pictures.close();
  }
}
