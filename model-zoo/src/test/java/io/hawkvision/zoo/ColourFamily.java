package io.hawkvision.zoo;

import io.hawkvision.zoo.engine.EngineException;
import io.hawkvision.zoo.engine.GoldenCheck;
import io.hawkvision.zoo.engine.OrtEngine;
import io.hawkvision.zoo.family.Family;
import io.hawkvision.zoo.family.FamilyReader;
import io.hawkvision.zoo.family.FamilyWriter;
import io.hawkvision.zoo.family.GoldenVector;
import io.hawkvision.zoo.family.InvalidFamilyException;
import io.hawkvision.zoo.family.Recipe;
import io.hawkvision.zoo.family.RecipeReader;
import io.hawkvision.zoo.family.Sha256;
import io.hawkvision.zoo.family.Variant;
import io.hawkvision.zoo.policy.EdgeScores;
import io.hawkvision.zoo.policy.OutcomeTable;
import io.hawkvision.zoo.policy.OutcomeTable.Outcome;
import io.hawkvision.zoo.policy.OutcomeTable.Place;
import io.hawkvision.zoo.policy.OutcomeWriter;
import io.hawkvision.zoo.policy.Part;
import io.hawkvision.zoo.policy.PreGateFeatures;
import io.hawkvision.zoo.policy.Route;
import io.hawkvision.zoo.preprocess.ImageLimits;
import io.hawkvision.zoo.preprocess.JpegEncoder;
import io.hawkvision.zoo.preprocess.Preprocessor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A complete small family in a folder: which of red, green and blue a picture shows most. */
public final class ColourFamily {
  private static final String RECIPE =
      """
      name: colours
      version: 1
      description: Dominant colour of a picture
      licence: Apache-2.0
      labels:
        - {folder: r, name: red}
        - {folder: g, name: green}
        - {folder: b, name: deep blue}
      variants:
        - name: edge-s
          tier: edge
          file: edge.onnx
          parameters: 9
          macs: 201
          input: {name: input, width: 8, height: 8, fit: stretch, order: rgb,
                  mean: [128, 128, 128], scale: [0.015625, 0.015625, 0.015625]}
          output: logits
        - name: dc-m
          tier: dc
          file: dc.onnx
          parameters: 9
          macs: 777
          input: {name: input, width: 16, height: 16, fit: crop, crop: 0.875, order: rgb,
                  mean: [128, 128, 128], scale: [0.015625, 0.015625, 0.015625]}
          output: logits
      golden: {tolerance: 0.01}
      """;

  private ColourFamily() {}

  /** A test network of src/test/resources/models. */
  public static byte[] model(String name) throws IOException {
    try (InputStream in = ColourFamily.class.getResourceAsStream("/models/" + name + ".onnx")) {
      return Objects.requireNonNull(in, name).readAllBytes();
    }
  }

  /** A JPEG of one colour. */
  public static byte[] jpeg(int width, int height, int red, int green, int blue) {
    byte[] rgb = new byte[3 * width * height];
    for (int i = 0; i < rgb.length; i += 3) {
      rgb[i] = (byte) red;
      rgb[i + 1] = (byte) green;
      rgb[i + 2] = (byte) blue;
    }
    return JpegEncoder.encode(rgb, width, height, 90);
  }

  /** Recipe and networks, not sealed. */
  public static void writeUnsealed(Path directory) throws IOException {
    Files.createDirectories(directory);
    Files.write(directory.resolve("edge.onnx"), model("edge"));
    Files.write(directory.resolve("dc.onnx"), model("dc"));
    Files.writeString(directory.resolve("recipe.yaml"), RECIPE);
  }

  /** The whole family, sealed and read back. */
  public static Family write(Path directory)
      throws IOException, InvalidFamilyException, EngineException {
    writeUnsealed(directory);
    Files.createDirectories(directory.resolve("golden"));
    Path image = directory.resolve("golden/0.jpg");
    Files.write(image, jpeg(40, 30, 200, 90, 60));
    Recipe recipe = RecipeReader.read(directory);
    GoldenVector golden = golden(recipe.unsealed(), image);
    Path table = directory.resolve("outcomes.bin");
    Files.write(table, OutcomeWriter.write(outcomes(), recipe.labels().size()));
    Family family = recipe.family(outcomes(), List.of(golden));
    String manifest = FamilyWriter.write(family, table, Sha256.of(table));
    Files.writeString(directory.resolve("family.yaml"), manifest);
    return FamilyReader.read(directory);
  }

  /**
   * Ten calibration frames: the edge variant is wrong on the three it is least sure of, the other
   * on one. Two design frames, on which both are wrong.
   */
  public static OutcomeTable outcomes() {
    OutcomeTable.Builder table = OutcomeTable.of(Route.originals(List.of("edge-s", "dc-m")));
    for (int i = 0; i < 10; i++) {
      int label = i % 3;
      int edge = i < 3 ? (label + 1) % 3 : label;
      int dc = i == 9 ? (label + 1) % 3 : label;
      table.add(outcome(new Place(Part.CALIBRATION, i / 2, i % 2), label, i / 16.0, edge, dc));
    }
    for (int i = 0; i < 2; i++) {
      table.add(outcome(new Place(Part.DESIGN, i, 0), 0, 0.5, 1, 2));
    }
    return table.build();
  }

  /** A frame whose other scores fit its margin, as a first of its segment. */
  public static Outcome outcome(Place place, int label, double margin, Integer... predicted) {
    EdgeScores scores = new EdgeScores(margin, (1 + margin) / 2, 1 - margin);
    PreGateFeatures features = new PreGateFeatures(100, 20, 3, Double.NaN);
    return new Outcome(place, label, scores, features, List.of(predicted));
  }

  private static GoldenVector golden(Family family, Path image)
      throws IOException, EngineException {
    String sha256 = Sha256.of(image);
    GoldenVector bare = new GoldenVector(image, sha256, 0.01, Map.of());
    Map<String, List<Float>> logits = new LinkedHashMap<>();
    for (Variant variant : family.variants()) {
      try (OrtEngine engine = OrtEngine.open(family, variant, new OrtEngine.Options(1, 1, 1))) {
        Preprocessor preprocessor = new Preprocessor(variant.input(), ImageLimits.DEFAULT);
        List<Float> row = new ArrayList<>();
        for (float logit : GoldenCheck.logits(bare, engine, preprocessor)) {
          row.add(logit);
        }
        logits.put(variant.name(), row);
      }
    }
    return new GoldenVector(image, sha256, 0.01, logits);
  }
}
