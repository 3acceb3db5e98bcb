package io.hawkvision.zoo.cli;

import io.hawkvision.zoo.family.Family;
import io.hawkvision.zoo.family.FamilyReader;
import io.hawkvision.zoo.family.InvalidFamilyException;
import io.hawkvision.zoo.family.Recipe;
import io.hawkvision.zoo.family.RecipeReader;
import io.hawkvision.zoo.family.Sha256;
import io.hawkvision.zoo.policy.LabelsLine;
import io.hawkvision.zoo.policy.OutcomeReader;
import io.hawkvision.zoo.policy.OutcomeTable;
import io.hawkvision.zoo.policy.OutcomeTable.Outcome;
import io.hawkvision.zoo.policy.OutcomeTable.Place;
import io.hawkvision.zoo.policy.Part;
import io.hawkvision.zoo.policy.PreGateFeatures;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A family's outcome table with the human labels of its traffic as further calibration frames. What
 * the edge and the best variant answered is known; every other route counts as wrong, and as
 * disagreeing with the best variant: no certificate of the longer table promises too much.
 *
 * @param table with the added frames
 * @param offered labels in the documents
 * @param uniform how many of those belong to the uniform sample
 * @param added how many became frames of the table
 */
record LabelAddition(OutcomeTable table, int offered, int uniform, int added) {
  /** With two labels no answer is wrong and also another than a wrong best one. */
  private static final int FEWEST_LABELS = 3;

  /** The edge's and the best variant's. */
  private static final int KNOWN_ROUTES = 2;

  /** Reads all and checks all; writes nothing. */
  static LabelAddition of(Path directory, List<Path> files)
      throws IOException, InvalidFamilyException {
    OutcomeTable before = present(directory);
    for (Path file : files) {
      requireNew(file, before);
    }
    Family family = sealed(directory);
    if (before.routes().size() > KNOWN_ROUTES && family.labels().size() < FEWEST_LABELS) {
      throw new IOException(
          "a family of two labels and more than two routes takes no labels: routes whose answer is"
              + " unknown cannot be counted on the safe side");
    }
    List<LabelDocument> documents = new ArrayList<>();
    for (Path file : files) {
      documents.add(LabelDocument.read(file, family));
    }
    return added(family, before, documents);
  }

  private static OutcomeTable present(Path directory) throws IOException, InvalidFamilyException {
    Recipe recipe = RecipeReader.read(directory);
    Path file = directory.resolve(Calibration.OUTCOMES);
    if (!Files.isRegularFile(file)) {
      throw new IOException(file + ": there is none yet: calibrate on labelled pictures first");
    }
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      return OutcomeReader.read(in, Files.size(file), recipe.labels().size());
    }
  }

  private static void requireNew(Path file, OutcomeTable before) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new IOException(file + ": there is no such file");
    }
    String sha256 = Sha256.of(file);
    if (before.addedLabels().stream().anyMatch(line -> line.document().equals(sha256))) {
      throw new IOException(file + ": its labels were added before");
    }
  }

  /** Networks, table and manifest must be those that served the labelled frames. */
  private static Family sealed(Path directory) throws InvalidFamilyException {
    try {
      return FamilyReader.read(directory);
    } catch (InvalidFamilyException unsealed) {
      List<String> problems = new ArrayList<>(unsealed.problems());
      problems.add(
          "labels belong to a sealed version: seal first, and give all labels of one version to one"
              + " command");
      throw new InvalidFamilyException(directory.toString(), problems);
    }
  }

  private static LabelAddition added(
      Family family, OutcomeTable before, List<LabelDocument> documents) throws IOException {
    requireDistinct(documents);
    List<HumanLabel> uniform =
        documents.stream()
            .flatMap(document -> document.labels().stream())
            .filter(HumanLabel::isUniform)
            .toList();
    if (uniform.isEmpty()) {
      throw new IOException("none of the labels belongs to the uniform sample: nothing to add");
    }
    OutcomeTable calibration = family.calibration();
    List<List<HumanLabel>> segments =
        LabelSegments.of(uniform, calibration.frames(), longest(calibration));
    Set<HumanLabel> added = segments.stream().flatMap(List::stream).collect(Collectors.toSet());
    List<String> origin = new ArrayList<>(before.origin());
    for (LabelDocument document : documents) {
      int count = (int) document.labels().stream().filter(added::contains).count();
      origin.add(new LabelsLine(count, document.sha256(), family.manifestHash()).text());
    }
    return new LabelAddition(
        table(before, origin, segments),
        documents.stream().mapToInt(document -> document.labels().size()).sum(),
        uniform.size(),
        added.size());
  }

  private static void requireDistinct(List<LabelDocument> documents) throws IOException {
    Set<String> seen = new HashSet<>();
    for (LabelDocument document : documents) {
      for (HumanLabel label : document.labels()) {
        if (!seen.add(label.id())) {
          throw new IOException(document.file() + ": id " + label.id() + " stands there twice");
        }
      }
    }
  }

  private static int longest(OutcomeTable calibration) {
    Map<Integer, Integer> sizes = new HashMap<>();
    for (int i = 0; i < calibration.frames(); i++) {
      sizes.merge(calibration.segment(i), 1, Integer::sum);
    }
    return sizes.values().stream().mapToInt(size -> size).max().orElse(1);
  }

  private static OutcomeTable table(
      OutcomeTable before, List<String> origin, List<List<HumanLabel>> segments)
      throws IOException {
    OutcomeTable.Builder table = OutcomeTable.of(before.routes()).origin(origin);
    int last = -1;
    for (int i = 0; i < before.frames(); i++) {
      table.add(before.outcome(i));
      last = before.part(i) == Part.CALIBRATION ? Math.max(last, before.segment(i)) : last;
    }
    for (List<HumanLabel> segment : segments) {
      if (last == Integer.MAX_VALUE) {
        throw new IOException("the table's segments have no number left");
      }
      last++;
      for (int order = 0; order < segment.size(); order++) {
        Place place = new Place(Part.CALIBRATION, last, order);
        table.add(outcome(place, segment.get(order), before.routes().size()));
      }
    }
    return table.build();
  }

  /** Edge first, best last; every other route is given an answer that is wrong in both respects. */
  static Outcome outcome(Place place, HumanLabel label, int routes) {
    int wrong = 0;
    while (wrong == label.truth() || wrong == label.best()) {
      wrong++;
    }
    List<Integer> predicted = new ArrayList<>();
    predicted.add(label.edge());
    for (int route = 1; route < routes - 1; route++) {
      predicted.add(wrong);
    }
    predicted.add(label.best());
    return new Outcome(place, label.truth(), label.scores(), PreGateFeatures.UNKNOWN, predicted);
  }
}
