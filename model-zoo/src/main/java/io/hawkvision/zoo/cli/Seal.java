package io.hawkvision.zoo.cli;

import io.hawkvision.zoo.engine.EngineException;
import io.hawkvision.zoo.engine.GoldenCheck;
import io.hawkvision.zoo.engine.OrtEngine;
import io.hawkvision.zoo.family.Family;
import io.hawkvision.zoo.family.FamilyReader;
import io.hawkvision.zoo.family.FamilyWriter;
import io.hawkvision.zoo.family.GoldenVector;
import io.hawkvision.zoo.family.InvalidFamilyException;
import io.hawkvision.zoo.family.MeasuredAccuracy;
import io.hawkvision.zoo.family.Recipe;
import io.hawkvision.zoo.family.RecipeReader;
import io.hawkvision.zoo.family.Sha256;
import io.hawkvision.zoo.family.TestRecord;
import io.hawkvision.zoo.family.Variant;
import io.hawkvision.zoo.family.VariantAccuracy;
import io.hawkvision.zoo.family.WholeFile;
import io.hawkvision.zoo.policy.InvalidOutcomesException;
import io.hawkvision.zoo.policy.LabelsLine;
import io.hawkvision.zoo.policy.OutcomeReader;
import io.hawkvision.zoo.policy.OutcomeTable;
import io.hawkvision.zoo.policy.Part;
import io.hawkvision.zoo.policy.UplinkLine;
import io.hawkvision.zoo.preprocess.ImageLimits;
import io.hawkvision.zoo.preprocess.Preprocessor;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Writes family.yaml from the recipe, the networks, the outcome table and the golden pictures as
 * they are now, then reads it back and verifies it as a node would.
 */
@Command(
    name = "seal",
    description = "Write family.yaml from recipe.yaml and the files beside it.",
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli sets the fields before call()
final class Seal implements Callable<Integer> {
  private static final float GRID = 1e5f;

  @Spec private CommandSpec spec;
  @Mixin private FamilyPlace place;

  @Parameters(paramLabel = "FAMILY", description = "Name or folder with recipe.yaml and networks.")
  private String name;

  @Override
  public Integer call() throws IOException, InvalidFamilyException, EngineException {
    Family family = seal(place.directory(name));
    spec.commandLine()
        .getOut()
        .printf(
            "%s version %d sealed: %s%n", family.name(), family.version(), family.manifestHash());
    return 0;
  }

  /** Writes the folder's manifest and reads it back. */
  static Family seal(Path directory) throws IOException, InvalidFamilyException, EngineException {
    Recipe bare = RecipeReader.read(directory);
    requireFiles(directory);
    OutcomeTable outcomes = outcomes(bare);
    Recipe recipe = bare.withAccuracies(accuracies(bare, outcomes.part(Part.CALIBRATION)));
    List<GoldenVector> golden = golden(recipe);
    Path table = recipe.directory().resolve(Calibration.OUTCOMES);
    String manifest = FamilyWriter.write(recipe.family(outcomes, golden), table, Sha256.of(table));
    return verified(directory, manifest);
  }

  /** The family by its new manifest; where that does not do, the manifest is as before. */
  private static Family verified(Path directory, String manifest)
      throws IOException, InvalidFamilyException, EngineException {
    Path file = directory.resolve("family.yaml");
    Optional<byte[]> before =
        Files.exists(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
    boolean isVerified = false;
    try {
      WholeFile.write(file, manifest.getBytes(StandardCharsets.UTF_8));
      Family family = FamilyReader.read(directory);
      VerifyFamilies.verify(family);
      isVerified = true;
      return family;
    } finally {
      if (!isVerified && before.isPresent()) {
        WholeFile.write(file, before.get());
      } else if (!isVerified) {
        Files.deleteIfExists(file);
      }
    }
  }

  private static void requireFiles(Path directory) throws IOException, InvalidFamilyException {
    List<String> problems = new ArrayList<>();
    if (!Files.isRegularFile(directory.resolve("LICENSE"))) {
      problems.add("there is no LICENSE: a family carries the text of its licence");
    }
    if (!Files.isRegularFile(directory.resolve(Calibration.OUTCOMES))) {
      problems.add("there is no " + Calibration.OUTCOMES + ": run hawk zoo calibrate first");
    }
    if (MakeGolden.pictures(directory.resolve(MakeGolden.FOLDER)).isEmpty()) {
      problems.add("there are no golden pictures: run hawk zoo golden first");
    }
    if (!problems.isEmpty()) {
      throw new InvalidFamilyException(directory.toString(), problems);
    }
  }

  private static OutcomeTable outcomes(Recipe recipe) throws IOException, InvalidFamilyException {
    Path file = recipe.directory().resolve(Calibration.OUTCOMES);
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      OutcomeTable table = OutcomeReader.read(in, Files.size(file), recipe.labels().size());
      List<String> networks =
          table.origin().stream()
              .filter(line -> !UplinkLine.isOne(line) && !LabelsLine.isOne(line))
              .toList();
      if (!networks.equals(OutcomeRun.origin(recipe.unsealed()))) {
        throw refused(file, "made with other networks or inputs: calibrate again");
      }
      return table;
    } catch (InvalidOutcomesException wrong) {
      throw refused(file, String.valueOf(wrong.getMessage()));
    }
  }

  /** On calibration frames from the table, on test frames from the record if there is one. */
  private static List<VariantAccuracy> accuracies(Recipe recipe, OutcomeTable calibration)
      throws InvalidFamilyException {
    Map<String, MeasuredAccuracy> tested = TestRecord.read(recipe);
    List<VariantAccuracy> accuracies = new ArrayList<>();
    for (Variant variant : recipe.variants()) {
      int column = calibration.column(variant.name());
      accuracies.add(
          new VariantAccuracy(
              Optional.of(Estimate.measured(calibration, column, recipe.labels().size())),
              Optional.ofNullable(tested.get(variant.name()))));
    }
    return accuracies;
  }

  private static InvalidFamilyException refused(Path file, String problem) {
    return new InvalidFamilyException(file.toString(), List.of(problem));
  }

  private static List<GoldenVector> golden(Recipe recipe) throws IOException, EngineException {
    List<GoldenVector> golden = new ArrayList<>();
    for (Path image : MakeGolden.pictures(recipe.directory().resolve(MakeGolden.FOLDER))) {
      String sha256 = Sha256.of(image);
      GoldenVector bare = new GoldenVector(image, sha256, recipe.tolerance(), Map.of());
      Map<String, List<Float>> logits = new LinkedHashMap<>();
      for (Variant variant : recipe.variants()) {
        logits.put(variant.name(), logits(recipe.unsealed(), variant, bare));
      }
      golden.add(new GoldenVector(image, sha256, recipe.tolerance(), logits));
    }
    return golden;
  }

  private static List<Float> logits(Family family, Variant variant, GoldenVector golden)
      throws EngineException {
    Preprocessor preprocessor = new Preprocessor(variant.input(), ImageLimits.DEFAULT);
    try (OrtEngine engine = OrtEngine.open(family, variant, new OrtEngine.Options(1, 1, 1))) {
      List<Float> rounded = new ArrayList<>();
      for (float logit : GoldenCheck.logits(golden, engine, preprocessor)) {
        rounded.add(variant.integer() ? logit : Math.round(logit * GRID) / GRID);
      }
      return rounded;
    }
  }
}
