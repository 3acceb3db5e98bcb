package io.hawkvision.loadgen.source;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Photographs with labels, in an order shuffled by the seed; read from disk when asked for. */
public final class PhotoSource implements FrameSource {
  /** What to read; {@code labels} empty means by folder. */
  public record Choice(
      Path images, Optional<Path> labels, Optional<Path> labelMap, Optional<Part> part) {}

  /** The files that a split assigns to one part. */
  public record Part(Path split, String name) {}

  private record Photo(String path, String label) {}

  private final PhotoStore store;
  private final List<Photo> photos;
  private final List<String> labels;

  private PhotoSource(PhotoStore store, List<Photo> photos) {
    this.store = store;
    this.photos = photos;
    this.labels = photos.stream().map(Photo::label).distinct().sorted().toList();
  }

  /** Labels every file at once, so that a wrong label ends the run before the first frame. */
  public static PhotoSource open(Choice choice, List<String> familyLabels, long seed)
      throws IOException, InvalidInputException {
    PhotoStore store = PhotoStore.open(choice.images());
    try {
      return new PhotoSource(store, labelled(store, choice, familyLabels, seed));
    } catch (IOException | InvalidInputException | RuntimeException e) {
      store.close();
      throw e;
    }
  }

  private static List<Photo> labelled(
      PhotoStore store, Choice choice, List<String> familyLabels, long seed)
      throws IOException, InvalidInputException {
    var naming = new LabelRule.Naming(familyLabels);
    List<Photo> photos = new ArrayList<>();
    for (Map.Entry<String, String> file : names(store, choice).entrySet()) {
      photos.add(new Photo(file.getKey(), naming.label(file.getValue())));
    }
    Collections.shuffle(photos, new Random(seed));
    return List.copyOf(photos);
  }

  /** Every file to send, sorted, with the name that folder or table and the label map give it. */
  static SortedMap<String, String> names(PhotoStore store, Choice choice)
      throws IOException, InvalidInputException {
    LabelRule rule = rule(store, choice.labels());
    Map<String, String> map = labelMap(choice.labelMap());
    SortedMap<String, String> names = new TreeMap<>();
    for (String path : wanted(store, choice)) {
      String raw = rule.rawLabel(path);
      names.put(path, map.getOrDefault(raw, raw));
    }
    if (names.isEmpty()) {
      throw new InvalidInputException("no JPEG or PNG files to send in " + choice.images());
    }
    return names;
  }

  private static List<String> wanted(PhotoStore store, Choice choice)
      throws IOException, InvalidInputException {
    if (choice.part().isEmpty()) {
      return store.photos();
    }
    Part part = choice.part().get();
    CsvTable split = CsvTable.parse(part.split().toString(), Files.readString(part.split()));
    Set<String> paths = split.keys("path", "split", part.name());
    List<String> wanted = store.photos().stream().filter(paths::contains).toList();
    if (wanted.size() < paths.size() || paths.isEmpty()) {
      throw new InvalidInputException(
          String.format(
              "%s names %d files as \"%s\", of which %d are in %s",
              part.split(), paths.size(), part.name(), wanted.size(), choice.images()));
    }
    return wanted;
  }

  private static LabelRule rule(PhotoStore store, Optional<Path> table)
      throws IOException, InvalidInputException {
    if (table.isEmpty()) {
      return new LabelRule.ByFolder();
    }
    String name = table.get().toString();
    String text = readTable(store, table.get());
    return new LabelRule.ByTable(name, CsvTable.parse(name, text).map("file", "label"));
  }

  /** A table that is no file here may be one inside the ZIP or the folder. */
  private static String readTable(PhotoStore store, Path table)
      throws IOException, InvalidInputException {
    if (Files.isRegularFile(table)) {
      return Files.readString(table, StandardCharsets.UTF_8);
    }
    return store
        .text(table.toString())
        .orElseThrow(() -> new InvalidInputException("no such table of labels: " + table));
  }

  private static Map<String, String> labelMap(Optional<Path> map)
      throws IOException, InvalidInputException {
    if (map.isEmpty()) {
      return Map.of();
    }
    String text = Files.readString(map.get(), StandardCharsets.UTF_8);
    return CsvTable.parse(map.get().toString(), text).map("folder", "label");
  }

  @Override
  public OptionalLong size() {
    return OptionalLong.of(photos.size());
  }

  @Override
  public LabelledFrame frame(long index) throws IOException {
    int position = (int) (index % photos.size());
    Photo photo = photos.get(position);
    return new LabelledFrame(photo.path(), photo.label(), position, store.read(photo.path()));
  }

  @Override
  public List<String> labels() {
    return labels;
  }

  @Override
  public void close() throws IOException {
    store.close();
  }
}
