package io.hawkvision.loadgen.result;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.hawkvision.zoo.family.Sha256;
import io.hawkvision.zoo.family.WholeFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A run on disk: {@code run.json}, and of each measured cell {@code cells/NAME.json} with its
 * frames beside it. A cell is there whole or not at all, so that a stopped run resumes; a damaged
 * one counts as not measured. One process writes; blocks on files, never on an event loop.
 */
public final class RunFolder {
  private static final String HEADER = "run.json";
  private static final String CELL = ".json";
  private static final String FRAMES = ".csv.gz";

  /** File systems take 255 bytes; suffixes need some. */
  private static final int LONGEST_NAME = 200;

  private final Path folder;
  private final Consumer<String> warnings;

  private RunFolder(Path folder, Consumer<String> warnings) {
    this.folder = requireNonNull(folder, "folder");
    this.warnings = requireNonNull(warnings, "warnings");
  }

  /**
   * A new run, or the same one once more where the folder holds it already: its cells stay.
   *
   * @param warnings hears of each damaged cell
   * @throws IOException also when the folder holds a run of another plan, or a cell's words are too
   *     long for a file name
   */
  public static RunFolder create(Path folder, RunHeader header, Consumer<String> warnings)
      throws IOException {
    RunFolder run = new RunFolder(folder, warnings);
    for (CellKey key : header.planned()) {
      if (CellName.of(key).length() > LONGEST_NAME) {
        throw new IOException("too long for a file name: " + CellName.of(key));
      }
    }
    if (Files.exists(folder.resolve(HEADER))) {
      RunHeader old = run.header();
      if (!old.planned().equals(header.planned()) || !old.plan().equals(header.plan())) {
        throw new IOException(folder + " holds a run of another plan (" + old.plan() + ")");
      }
    }
    Files.createDirectories(folder.resolve("cells"));
    run.describe(header);
    return run;
  }

  /** A run that exists. */
  public static RunFolder open(Path folder, Consumer<String> warnings) throws IOException {
    if (!Files.isRegularFile(folder.resolve(HEADER))) {
      throw new IOException(folder + " holds no run: there is no " + HEADER);
    }
    return new RunFolder(folder, warnings);
  }

  /** Whether the folder holds a run. */
  public static boolean isRun(Path folder) {
    return Files.isRegularFile(folder.resolve(HEADER));
  }

  /** A file name for something about a group, without a suffix. */
  public static String fileName(CellKey.CellGroup group) {
    return CellName.of(group);
  }

  public Path path() {
    return folder;
  }

  public RunHeader header() throws IOException {
    return SealedJson.value(
        SealedJson.MAPPER.readTree(Files.readAllBytes(folder.resolve(HEADER))), RunHeader.class);
  }

  /** Replaces what is said about the run, such as when a baseline's threshold became known. */
  public void describe(RunHeader header) throws IOException {
    JsonNode node = SealedJson.MAPPER.valueToTree(header);
    WholeFile.write(
        folder.resolve(HEADER), (node.toPrettyString() + "\n").getBytes(StandardCharsets.UTF_8));
  }

  /** Whether this cell is there, whole and undamaged; if not, it is to be measured. */
  public boolean contains(CellKey key) {
    return read(key).isPresent();
  }

  /** The cell appears with its last file; one of the same key is replaced. */
  public void write(CellResult cell) throws IOException {
    byte[] frames = FramesCsv.bytes(cell.frames());
    WholeFile.write(file(cell.key(), FRAMES), frames);
    WholeFile.write(
        file(cell.key(), CELL), SealedJson.bytes(CellJson.node(cell, Sha256.of(frames))));
  }

  /** Empty where it was not measured, or is damaged, which is warned of. */
  public Optional<CellResult> read(CellKey key) {
    Path file = file(key, CELL);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      JsonNode node = SealedJson.read(Files.readAllBytes(file));
      byte[] frames = Files.readAllBytes(file(key, FRAMES));
      if (!Sha256.of(frames).equals(CellJson.framesDigest(node))) {
        throw new IOException("damaged: the frames' digest does not fit");
      }
      if (!CellJson.key(node).equals(key)) {
        throw new IOException("another cell's result");
      }
      return Optional.of(CellJson.cell(node, FramesCsv.read(frames)));
    } catch (IOException | IllegalArgumentException e) {
      warnings.accept("ignored, to be measured again: " + file + ": " + e.getMessage());
      return Optional.empty();
    }
  }

  /** The undamaged cells that fit, planned ones in their order, then others by name. */
  public List<CellResult> read(Predicate<CellKey> wanted) throws IOException {
    List<CellResult> cells = new ArrayList<>();
    for (CellKey key : keys()) {
      if (wanted.test(key)) {
        read(key).ifPresent(cells::add);
      }
    }
    return cells;
  }

  public List<CellResult> read() throws IOException {
    return read(key -> true);
  }

  /** Of the cells that have a file, damaged ones too; planned ones in their order, then others. */
  public List<CellKey> keys() throws IOException {
    List<CellKey> planned = header().planned();
    List<CellKey> found = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder.resolve("cells"))) {
      files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(CELL))
          .flatMap(
              name -> CellName.parse(name.substring(0, name.length() - CELL.length())).stream())
          .forEach(found::add);
    }
    found.sort(Comparator.comparing(CellName::of));
    List<CellKey> keys = new ArrayList<>(planned);
    keys.retainAll(found);
    found.removeAll(planned);
    keys.addAll(found);
    return keys;
  }

  /** What this link did in every cell of this seed. */
  public void writeEvents(String link, long seed, List<LinkEvent> events) throws IOException {
    Path file = eventsFile(link, seed);
    Files.createDirectories(folder.resolve("events"));
    WholeFile.write(file, SealedJson.bytes(SealedJson.MAPPER.valueToTree(events)));
  }

  /** Empty where nobody wrote any, or they are damaged, which is warned of. */
  public List<LinkEvent> events(String link, long seed) {
    Path file = eventsFile(link, seed);
    if (!Files.exists(file)) {
      return List.of();
    }
    try {
      JsonNode node = SealedJson.read(Files.readAllBytes(file));
      return List.of(SealedJson.value(node, LinkEvent[].class));
    } catch (IOException e) {
      warnings.accept("ignored: " + file + ": " + e.getMessage());
      return List.of();
    }
  }

  private Path eventsFile(String link, long seed) {
    return folder.resolve("events").resolve(CellName.plain(link) + "_s" + seed + CELL);
  }

  private Path file(CellKey key, String suffix) {
    return folder.resolve("cells").resolve(CellName.of(key) + suffix);
  }
}
