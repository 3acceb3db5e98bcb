package io.hawkvision.zoo.family;

import io.hawkvision.zoo.policy.OutcomeTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Reads families from their folders and checks all of it: keys, ranges, names, every file's SHA-256
 * and the outcome table. Reads files: never on an event loop.
 */
public final class FamilyReader {
  static final int SCHEMA = 2;

  private final FamilyFolder folder;
  private final List<String> problems = new ArrayList<>();

  private FamilyReader(Path directory) {
    this.folder = new FamilyFolder(directory);
  }

  /** The family of this folder. */
  public static Family read(Path directory) throws InvalidFamilyException {
    return new FamilyReader(directory).read();
  }

  /** The families of all folders directly below this one that have a manifest, by name. */
  public static List<Family> readAll(Path root) throws InvalidFamilyException {
    List<String> problems = new ArrayList<>();
    List<Family> families = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (Path directory : foldersBelow(root)) {
      try {
        Family family = read(directory);
        families.add(family);
        if (!seen.add(family.name() + " " + family.version())) {
          problems.add(
              directory.getFileName() + ": another folder holds that family and version, too");
        }
      } catch (InvalidFamilyException invalid) {
        invalid.problems().forEach(p -> problems.add(directory.getFileName() + ": " + p));
      }
    }
    if (!problems.isEmpty()) {
      throw new InvalidFamilyException(root.toString(), problems);
    }
    return List.copyOf(families);
  }

  private static List<Path> foldersBelow(Path root) throws InvalidFamilyException {
    try (Stream<Path> entries = Files.list(root)) {
      return entries
          .filter(entry -> Files.exists(entry.resolve(FamilyFolder.MANIFEST)))
          .sorted()
          .toList();
    } catch (IOException | UncheckedIOException unreadable) {
      throw new InvalidFamilyException(root.toString(), List.of("the folder cannot be read"));
    }
  }

  private Family read() throws InvalidFamilyException {
    YamlText manifest = YamlText.read(folder, FamilyFolder.MANIFEST);
    Section top = manifest.top(problems);
    top.integer("schema", SCHEMA, SCHEMA);
    String name = top.word("name", VariantSections.NAME);
    int version = (int) top.integer("version", 1, Integer.MAX_VALUE);
    String description = top.text("description");
    String licence = top.text("licence");
    List<String> labels = top.texts("labels");
    if (labels.size() < 2 || labels.size() > Short.MAX_VALUE) {
      top.problem("labels", "must be 2 to " + Short.MAX_VALUE);
    }
    Optional<Training> training = TrainingSection.read(top);
    List<Variant> variants = new SealedVariants().read(top);
    Optional<SplitModel> split = new SealedSplit().read(top);
    OutcomeTable outcomes =
        new OutcomesSection(labels.size(), variants, split.isPresent())
            .read(folder, top.section("outcomes"));
    List<GoldenVector> golden = golden(top, labels.size(), variants);
    top.end();
    if (!problems.isEmpty()) {
      throw new InvalidFamilyException(folder.directory().toString(), problems);
    }
    return new Family(
        name,
        version,
        folder.directory(),
        description,
        licence,
        labels,
        variants,
        training,
        split,
        outcomes,
        golden,
        manifest.sha256());
  }

  private final class SealedVariants extends VariantSections {
    @Override
    Weights weights(Section section, String variant) {
      Path file = folder.sealedFile(section, "file").orElse(folder.directory());
      return new Weights(
          file,
          section.text("sha256"),
          section.integer("parameters", 1, Long.MAX_VALUE),
          section.integer("macs", 1, Long.MAX_VALUE));
    }
  }

  private final class SealedSplit extends SplitSection {
    @Override
    SealedFile file(Section section) {
      Path file = folder.sealedFile(section, "file").orElse(folder.directory());
      return new SealedFile(file, section.text("sha256"));
    }

    @Override
    long size(Section section, String key) {
      return section.integer(key, 1, Long.MAX_VALUE);
    }
  }

  private List<GoldenVector> golden(Section top, int labels, List<Variant> variants) {
    Set<String> names = new LinkedHashSet<>();
    variants.stream().map(Variant::name).filter(n -> !n.isEmpty()).forEach(names::add);
    List<GoldenVector> golden = new ArrayList<>();
    for (Section section : top.sections("golden")) {
      Path image = folder.sealedFile(section, "image").orElse(folder.directory());
      double tolerance = section.decimal("tolerance", 0, 1);
      Map<String, List<Float>> logits = section.floatsByName("logits", names, labels);
      String sha256 = section.text("sha256");
      section.end();
      golden.add(new GoldenVector(image, sha256, tolerance, logits));
    }
    return golden;
  }
}
