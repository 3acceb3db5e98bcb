package io.hawkvision.zoo.cli;

import io.hawkvision.zoo.policy.Part;
import io.hawkvision.zoo.preprocess.EncodedImage;
import io.hawkvision.zoo.preprocess.ImageLimits;
import io.hawkvision.zoo.preprocess.UnreadableImageException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Pictures in folders named for their label, all of them or those a split file names: CSV with the
 * header {@code path,split}, paths relative to the folder. Links are followed. Each picture is a
 * segment of its own.
 */
final class FolderFrames implements FrameSource {
  private static final String HEADER = "path,split";
  private static final int DESIGN_EVERY = 5;

  private final List<Path> files;
  private final List<Integer> labels;

  private FolderFrames(List<Path> files, List<Integer> labels) {
    this.files = files;
    this.labels = labels;
  }

  /** All pictures below a folder, in order of their paths. */
  static FolderFrames all(Path root, Map<String, Integer> labelByFolder) throws IOException {
    try (Stream<Path> found = Files.walk(root.toRealPath(), FileVisitOption.FOLLOW_LINKS)) {
      return of(found.filter(FolderFrames::isPicture).sorted().toList(), labelByFolder);
    } catch (UncheckedIOException failure) {
      throw unreadable(failure);
    }
  }

  private static IOException unreadable(UncheckedIOException failure) {
    return failure.getCause() instanceof FileSystemLoopException loop
        ? new IOException("a link leads back to a folder it lies in: " + loop.getFile(), loop)
        : new IOException(failure.getMessage(), failure);
  }

  /** The pictures of one part of a split file, in its order. */
  static FolderFrames part(Path root, Path split, String part, Map<String, Integer> labelByFolder)
      throws IOException {
    List<String> lines = Files.readAllLines(split);
    if (lines.isEmpty() || !lines.get(0).equals(HEADER)) {
      throw new IOException(split + " does not begin with \"" + HEADER + "\"");
    }
    List<Path> files = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      int comma = line.lastIndexOf(',');
      if (comma > 0 && line.substring(comma + 1).equals(part)) {
        files.add(root.resolve(line.substring(0, comma)));
      }
    }
    if (files.isEmpty()) {
      throw new IOException(split + " names no picture of the part \"" + part + "\"");
    }
    return of(files, labelByFolder);
  }

  private static FolderFrames of(List<Path> files, Map<String, Integer> labelByFolder)
      throws IOException {
    List<Integer> labels = new ArrayList<>();
    TreeSet<String> unknown = new TreeSet<>();
    for (Path file : files) {
      String folder = folderName(file.toAbsolutePath());
      Integer label = labelByFolder.get(folder);
      if (label == null) {
        unknown.add(folder);
      } else {
        labels.add(label);
      }
    }
    if (!unknown.isEmpty()) {
      throw new IOException("no label of the family is called " + unknown);
    }
    if (files.isEmpty()) {
      throw new IOException("no pictures found");
    }
    return new FolderFrames(List.copyOf(files), List.copyOf(labels));
  }

  private static String folderName(Path file) {
    return file.getNameCount() < 2 ? "" : file.getName(file.getNameCount() - 2).toString();
  }

  private static boolean isPicture(Path file) {
    return file.toString().toLowerCase(Locale.ROOT).matches(".*\\.(jpe?g|png)");
  }

  @Override
  public int frames() {
    return files.size();
  }

  @Override
  public int label(int i) {
    return labels.get(i);
  }

  @Override
  public String name(int i) {
    return files.get(i).toString();
  }

  @Override
  public LabelledFrame frame(int i) throws IOException, UnreadableImageException {
    byte[] bytes = Files.readAllBytes(files.get(i));
    EncodedImage image = EncodedImage.probe(bytes, ImageLimits.DEFAULT);
    return new LabelledFrame(image, labels.get(i), i, 0);
  }

  /** Every fifth picture of a label is for design, the others calibrate. */
  FolderFrames share(Part part) {
    List<Path> taken = new ArrayList<>();
    List<Integer> takenLabels = new ArrayList<>();
    Map<Integer, Integer> seen = new HashMap<>();
    for (int i = 0; i < files.size(); i++) {
      int before = seen.merge(labels.get(i), 1, Integer::sum) - 1;
      boolean isDesign = before % DESIGN_EVERY == DESIGN_EVERY - 1;
      if (isDesign == (part == Part.DESIGN)) {
        taken.add(files.get(i));
        takenLabels.add(labels.get(i));
      }
    }
    return new FolderFrames(List.copyOf(taken), List.copyOf(takenLabels));
  }
}
