package io.hawkvision.zoo.cli;

import io.hawkvision.zoo.cli.FeedingTrial.Tried;
import io.hawkvision.zoo.cli.FeedingTrial.Way;
import io.hawkvision.zoo.engine.EngineException;
import io.hawkvision.zoo.family.BackgroundClass;
import io.hawkvision.zoo.family.ElementType;
import io.hawkvision.zoo.family.Family;
import io.hawkvision.zoo.family.InvalidFamilyException;
import io.hawkvision.zoo.family.Recipe;
import io.hawkvision.zoo.family.RecipeReader;
import io.hawkvision.zoo.family.RecipeWriter;
import io.hawkvision.zoo.family.Sha256;
import io.hawkvision.zoo.family.Tier;
import io.hawkvision.zoo.family.Variant;
import io.hawkvision.zoo.policy.OutcomeTable;
import io.hawkvision.zoo.policy.Part;
import io.hawkvision.zoo.preprocess.UnreadableImageException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Makes a complete family from other people's networks and labelled pictures: finds out how each
 * network wants to be fed, calibrates, writes golden vectors, seals. The command's own thread and
 * the calibration's workers.
 */
final class NewFamily {
  private static final int GOLDEN_PICTURES = 4;
  private static final int LEAST_SIDE = 8;
  private static final int GREATEST_SIDE = 512;
  private static final int SHOWN = 3;
  private static final int SIZED = 32;

  private final Order order;
  private final PrintWriter err;
  private final List<String> notes = new ArrayList<>();

  /** One network of the family to be. */
  record Member(String name, Tier tier, ForeignNetwork network, InputWords words) {}

  /** What is to be made. */
  record Order(
      Head head,
      List<Member> members,
      ForeignLabels labels,
      Optional<BackgroundClass> background,
      boolean allowEmptyClasses) {
    Order {
      members = List.copyOf(members);
    }
  }

  /** What a person says about the family. */
  record Head(String name, int version, String description, String licence) {}

  NewFamily(Order order, PrintWriter err) {
    this.order = order;
    this.err = err;
  }

  /** Fills the folder; the family's pictures are those of the source. */
  Family make(Path folder, PictureFrames source)
      throws IOException, EngineException, InvalidFamilyException {
    Map<Part, FrameSource> parts = new EnumMap<>(Part.class);
    PictureFrames design = source.share(Part.DESIGN);
    parts.put(Part.DESIGN, design);
    parts.put(Part.CALIBRATION, source.share(Part.CALIBRATION));
    Size size = size(source);
    List<Variant> variants = variants(folder, design.frames() > 0 ? design : source, size);
    NoisePictures.write(
        folder.resolve(MakeGolden.FOLDER),
        GOLDEN_PICTURES,
        bounded(size.width()),
        bounded(size.height()));
    Files.writeString(folder.resolve("LICENSE"), licence());
    Recipe recipe = recipe(folder, variants);
    write(recipe);
    OutcomeTable table = calibrate(folder, parts);
    List<Variant> ordered = bestLast(variants, table.part(Part.CALIBRATION));
    if (!ordered.equals(variants)) {
      write(recipe(folder, renamed(variants, ordered)));
      calibrate(folder, parts);
    }
    return Seal.seal(folder);
  }

  private OutcomeTable calibrate(Path folder, Map<Part, FrameSource> parts)
      throws IOException, EngineException, InvalidFamilyException {
    Family family = RecipeReader.read(folder).unsealed();
    Calibration calibration = new Calibration(family, order.allowEmptyClasses(), err);
    OutcomeTable table = calibration.measure(parts);
    calibration.write(table);
    return table;
  }

  private static List<Variant> bestLast(List<Variant> variants, OutcomeTable table) {
    List<Variant> ordered = new ArrayList<>(variants);
    ordered.sort(
        Comparator.comparing(Variant::tier)
            .thenComparingDouble(v -> v.tier() == Tier.EDGE ? 0 : accuracy(table, v)));
    return ordered;
  }

  /** The names stay where they are, the networks change places. */
  private List<Variant> renamed(List<Variant> before, List<Variant> ordered) throws IOException {
    List<Variant> renamed = new ArrayList<>();
    for (Variant variant : ordered) {
      Path aside = variant.file().resolveSibling(variant.name() + ".aside");
      Files.move(variant.file(), aside);
      renamed.add(variant.withFile(aside, variant.sha256()));
    }
    for (int i = 0; i < ordered.size(); i++) {
      String name = before.get(i).name();
      if (!name.equals(ordered.get(i).name())) {
        say(
            name
                + ": what was "
                + ordered.get(i).name()
                + ", by the calibration frames, best last");
      }
      Path file = before.get(i).file();
      Files.move(renamed.get(i).file(), file);
      renamed.set(i, renamed.get(i).withName(name).withFile(file, ordered.get(i).sha256()));
    }
    return renamed;
  }

  private static double accuracy(OutcomeTable table, Variant variant) {
    return table.accuracy(table.column(variant.name()));
  }

  private List<Variant> variants(Path folder, PictureFrames design, Size size)
      throws IOException, EngineException {
    List<List<Way>> ways = new ArrayList<>();
    for (Member member : order.members()) {
      member.network().notes().forEach(note -> say(member.name() + ": " + note));
      Path file = folder.resolve(member.name() + ".onnx");
      Files.write(file, member.network().bytes());
      List<BackgroundClass> backgrounds =
          member.network().backgrounds(order.labels(), order.background());
      ways.add(new Ways(member, file, Math.min(size.width(), size.height())).with(backgrounds));
    }
    List<Variant> first = ways.stream().map(each -> each.get(0).variant()).toList();
    FeedingTrial trial = new FeedingTrial(recipe(folder, first).unsealed(), design);
    List<Variant> chosen = new ArrayList<>();
    for (List<Way> each : ways) {
      chosen.add(choose(trial, each));
    }
    return chosen;
  }

  private Variant choose(FeedingTrial trial, List<Way> ways) throws EngineException {
    String name = ways.get(0).variant().name();
    if (ways.size() == 1) {
      say(name + ": fed " + ways.get(0).words());
      return ways.get(0).variant();
    }
    say(name + ": trying " + ways.size() + " ways of feeding it on design frames");
    List<Tried> best = trial.best(ways);
    say(
        String.format(
            Locale.ROOT,
            "%s: taken, by %d design frames, is %s",
            name,
            trial.frames(),
            best.get(0)));
    best.stream().skip(1).limit(SHOWN).forEach(tried -> say(name + ":   not " + tried));
    double chance = 1.0 / order.labels().names().size();
    if (best.get(0).accuracy() < 2 * chance) {
      say(name + ": that is hardly better than chance; state --input, or mind the labels' order");
    }
    return best.get(0).variant();
  }

  private Recipe recipe(Path folder, List<Variant> variants) {
    boolean isHalf =
        variants.stream().anyMatch(v -> v.input().format().type() == ElementType.FLOAT16);
    return new Recipe(
        order.head().name(),
        order.head().version(),
        folder.toAbsolutePath().normalize(),
        order.head().description(),
        order.head().licence(),
        order.labels().names(),
        order.labels().folders(),
        variants,
        Optional.empty(),
        Optional.empty(),
        isHalf ? 0.25 : 0.02);
  }

  private void write(Recipe recipe) throws IOException {
    Path file = recipe.directory().resolve(RecipeReader.RECIPE);
    Files.writeString(file, RecipeWriter.write(recipe, notes));
  }

  private String licence() {
    StringBuilder text =
        new StringBuilder("Licence: " + order.head().licence() + "\n\nMade from:\n");
    for (Member member : order.members()) {
      text.append(member.network().file().getFileName())
          .append(", SHA-256 ")
          .append(Sha256.of(member.network().bytes()))
          .append('\n');
    }
    return text.toString();
  }

  private record Size(int width, int height) {}

  /** The size most pictures have. */
  private static Size size(PictureFrames source) throws IOException {
    Map<Size, Integer> counts = new HashMap<>();
    for (int i : source.byHash().subList(0, Math.min(SIZED, source.frames()))) {
      try {
        LabelledFrame frame = source.frame(i);
        counts.merge(new Size(frame.image().width(), frame.image().height()), 1, Integer::sum);
      } catch (UnreadableImageException named) {
        // The calibration counts and names it.
      }
    }
    return counts.entrySet().stream()
        .max(Map.Entry.comparingByValue())
        .map(Map.Entry::getKey)
        .orElseThrow(() -> new IOException("none of the first pictures can be read"));
  }

  private static int bounded(int side) {
    return Math.min(GREATEST_SIDE, Math.max(LEAST_SIDE, side));
  }

  private void say(String note) {
    notes.add(note);
    err.println(note);
    err.flush();
  }
}
