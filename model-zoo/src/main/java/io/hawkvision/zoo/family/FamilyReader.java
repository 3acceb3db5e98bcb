package io.hawkvision.zoo.family;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.hawkvision.zoo.policy.OutcomeCsv;
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
  static final int SCHEMA = 1;
  static final String NAME = "[a-z0-9][a-z0-9-]{0,62}";
  private static final int MAX_MANIFEST_BYTES = 1 << 20;
  private static final Map<String, Tier> TIERS = Map.of("edge", Tier.EDGE, "dc", Tier.DC);
  private static final Map<String, Fit> FITS = Map.of("crop", Fit.CROP, "stretch", Fit.STRETCH);
  private static final Map<String, ChannelOrder> ORDERS = Map.of("rgb", ChannelOrder.RGB);
  private static final YAMLMapper YAML =
      new YAMLMapper(
          YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build());

  /** The only order of schema 1; the key stands in the manifest so that it can be another later. */
  private enum ChannelOrder {
    RGB
  }

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
    byte[] manifest = manifestBytes();
    Section top = new Section(parse(manifest), "", problems);
    top.integer("schema", SCHEMA, SCHEMA);
    String name = top.word("name", NAME);
    int version = (int) top.integer("version", 1, Integer.MAX_VALUE);
    String description = top.text("description");
    String licence = top.text("licence");
    List<String> labels = top.texts("labels");
    if (labels.size() < 2 || labels.size() > Short.MAX_VALUE) {
      top.problem("labels", "must be 2 to " + Short.MAX_VALUE);
    }
    List<Variant> variants = variants(top);
    OutcomeTable outcomes = outcomes(top, labels.size(), variants);
    List<GoldenVector> golden = golden(top, labels.size(), variants);
    top.end();
    failOnProblems();
    return new Family(
        name,
        version,
        folder.directory(),
        description,
        licence,
        labels,
        variants,
        outcomes,
        golden,
        Sha256.of(manifest));
  }

  private byte[] manifestBytes() throws InvalidFamilyException {
    try {
      Path file = folder.directory().resolve(FamilyFolder.MANIFEST);
      if (Files.size(file) > MAX_MANIFEST_BYTES) {
        problems.add(FamilyFolder.MANIFEST + " is larger than " + MAX_MANIFEST_BYTES + " bytes");
        failOnProblems();
      }
      return Files.readAllBytes(file);
    } catch (IOException unreadable) {
      problems.add(FamilyFolder.MANIFEST + " cannot be read");
      throw failure();
    }
  }

  private JsonNode parse(byte[] manifest) throws InvalidFamilyException {
    try {
      return YAML.readTree(manifest);
    } catch (JsonProcessingException wrong) {
      problems.add("not valid YAML: " + wrong.getMessage());
      throw failure();
    } catch (IOException impossible) {
      throw new UncheckedIOException("reading from memory", impossible);
    }
  }

  private List<Variant> variants(Section top) {
    List<Variant> variants = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (Section section : top.sections("variants")) {
      Variant variant = variant(section);
      if (!variant.name().isEmpty() && !names.add(variant.name())) {
        top.twice("variants", variant.name());
      }
      variants.add(variant);
    }
    long edges = variants.stream().filter(v -> v.tier() == Tier.EDGE).count();
    if (edges != 1 || variants.size() < 2 || variants.get(0).tier() != Tier.EDGE) {
      top.problem("variants", "must hold one of tier edge, then one or more of tier dc, best last");
    }
    return variants;
  }

  private Variant variant(Section section) {
    String name = section.word("name", NAME);
    Tier tier = section.choice("tier", TIERS, Tier.DC);
    Path file = folder.sealedFile(section, "file").orElse(folder.directory());
    long parameters = section.integer("parameters", 1, Long.MAX_VALUE);
    long macs = section.integer("macs", 1, Long.MAX_VALUE);
    ImageInput input = input(section.section("input"));
    String output = section.text("output");
    String sha256 = section.text("sha256");
    section.end();
    return new Variant(name, tier, file, sha256, parameters, macs, input, output);
  }

  static ImageInput input(Section section) {
    String name = section.text("name");
    int width = (int) section.integer("width", 1, ImageInput.MAX_SIDE);
    int height = (int) section.integer("height", 1, ImageInput.MAX_SIDE);
    Fit fit = section.choice("fit", FITS, Fit.STRETCH);
    double crop = 1;
    if (fit == Fit.CROP) {
      crop = section.decimal("crop", 0.01, 1);
    } else if (section.has("crop")) {
      section.problem("crop", "has a meaning only with fit: crop");
    }
    section.choice("order", ORDERS, ChannelOrder.RGB);
    List<Float> mean = section.floats("mean", 3);
    List<Float> scale = section.floats("scale", 3);
    section.end();
    return new ImageInput(name, width, height, fit, crop, mean, scale);
  }

  private OutcomeTable outcomes(Section top, int labels, List<Variant> variants) {
    Section section = top.section("outcomes");
    Optional<Path> file = folder.sealedFile(section, "file");
    section.end();
    OutcomeTable empty = OutcomeTable.of(List.of("edge")).build();
    if (file.isEmpty()) {
      return empty;
    }
    try {
      OutcomeTable table = OutcomeCsv.parse(Files.readString(file.get()), labels);
      List<String> names = variants.stream().map(Variant::name).toList();
      if (!table.variants().equals(names)) {
        section.problem("file", "has columns for " + table.variants() + ", not for " + names);
      }
      if (table.frames() == 0) {
        section.problem("file", "holds no frames");
      }
      return table;
    } catch (IllegalArgumentException wrong) {
      section.problem("file", String.valueOf(wrong.getMessage()));
    } catch (IOException unreadable) {
      section.problem("file", "cannot be read as text");
    }
    return empty;
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

  private void failOnProblems() throws InvalidFamilyException {
    if (!problems.isEmpty()) {
      throw failure();
    }
  }

  private InvalidFamilyException failure() {
    return new InvalidFamilyException(folder.directory().toString(), problems);
  }
}
