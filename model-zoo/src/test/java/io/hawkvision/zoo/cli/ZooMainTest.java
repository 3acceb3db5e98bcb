package io.hawkvision.zoo.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hawkvision.zoo.ColourFamily;
import io.hawkvision.zoo.engine.NativeHandles;
import io.hawkvision.zoo.family.Family;
import io.hawkvision.zoo.family.FamilyReader;
import io.hawkvision.zoo.family.MeasuredAccuracy;
import io.hawkvision.zoo.family.Recipe;
import io.hawkvision.zoo.family.RecipeReader;
import io.hawkvision.zoo.family.TestRecord;
import io.hawkvision.zoo.family.Variant;
import io.hawkvision.zoo.policy.OutcomeTable;
import io.hawkvision.zoo.policy.OutcomeTable.Place;
import io.hawkvision.zoo.policy.OutcomeWriter;
import io.hawkvision.zoo.policy.Part;
import io.hawkvision.zoo.policy.Route;
import io.hawkvision.zoo.roadside.RoadsideCamera;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

@Tag("flow")
class ZooMainTest {
  @TempDir Path root;
  private Path family;
  private String out = "";
  private String err = "";

  @BeforeEach
  void unsealedFamilyAndPictures() throws IOException {
    family = root.resolve("families/colours");
    ColourFamily.writeUnsealed(family);
    Files.writeString(family.resolve("LICENSE"), "as you like it");
    StringBuilder split = new StringBuilder("path,split\n");
    for (int i = 0; i < 12; i++) {
      // The edge variant sees blue weakly and takes the brighter blues for green.
      int strong = 250 - 5 * i;
      picture("r", i, strong, 90, 60);
      picture("g", i, 60, strong, 90);
      picture("deep blue", i, 60, strong * 85 / 100, strong);
      for (String folder : new String[] {"r", "g", "deep blue"}) {
        String part = i % 2 == 1 ? "test" : i == 10 ? "design" : "calibration";
        split.append("train/" + folder + "/" + i + ".jpg," + part + "\n");
      }
    }
    Files.writeString(root.resolve("split.csv"), split);
  }

  @AfterEach
  void nothingStaysOpen() {
    assertThat(NativeHandles.openByKind().values()).containsOnly(0L);
  }

  @Test
  void calibrateGoldenSeal_thenEverythingElse_works() throws Exception {
    sealColours();
    assertThat(out).contains("colours version 1 sealed");
    String first = Files.readString(family.resolve("family.yaml"));
    assertThat(zoo("seal", "colours")).isZero();
    assertThat(Files.readString(family.resolve("family.yaml"))).isEqualTo(first);

    assertThat(zoo("list")).isZero();
    assertThat(out).contains("colours version 1, 3 labels", "calibration 100.00 % +- 0.00");
    assertThat(zoo("show", family.toString())).isZero();
    assertThat(out).contains("15 calibration frames", "target    accuracy");
    assertThat(zoo("verify")).isZero();
    assertThat(out).contains("colours version 1: ok");
    assertThat(zoo("outcomes", "colours")).isZero();
    assertThat(out)
        .contains("design: 3 frames of 3 segments", "calibration: 15 frames of 15 segments")
        .contains("dc-m", "accuracy 100.00 % +- 0.00, agreement 100.00 %");
    assertThat(zoo("outcomes", "colours", "--csv")).isZero();
    assertThat(out.lines())
        .hasSize(19)
        .first()
        .asString()
        .startsWith("part,segment,order,label,margin")
        .endsWith(",change,edge-s,dc-m");
    assertThat(out.lines().skip(1)).allMatch(line -> line.split(",", -1).length == 13);
  }

  @Test
  void evaluate_testPart_printsTheAccuracyOfEachVariant() throws Exception {
    assertThat(
            zoo(
                "evaluate",
                "colours",
                "--images",
                root.toString(),
                "--split",
                root.resolve("split.csv").toString(),
                "--json"))
        .isZero();
    JsonNode json = new ObjectMapper().readTree(out);
    assertThat(json.path("frames").asInt()).isEqualTo(18);
    JsonNode first = json.path("variants").path(0);
    JsonNode best = json.path("variants").path(1);
    assertThat(first.path("name").asText()).isEqualTo("edge-s");
    assertThat(best.path("name").asText()).isEqualTo("dc-m");
    assertThat(best.path("accuracy").asDouble()).isEqualTo(1);
    assertThat(best.path("confidence_low").asDouble()).isBetween(0.8, 0.83);
    double edge = first.path("accuracy").asDouble();
    assertThat(edge).isBetween(0.6, 0.99);
    assertThat(first.path("standard_error").asDouble()).isPositive();
    assertThat(first.path("confidence_low").asDouble()).isLessThan(edge);
    assertThat(first.path("confidence_high").asDouble()).isGreaterThan(edge);
    assertThat(json.path("agreement").asDouble()).isEqualTo(edge);
  }

  @Test
  void evaluate_record_isTakenOverWhenSealing() throws Exception {
    sealColours();
    assertThat(zoo("evaluate", "colours", "--images", root.resolve("train").toString(), "--record"))
        .isZero();
    assertThat(zoo("seal", "colours")).as(err).isZero();
    MeasuredAccuracy tested = FamilyReader.read(family).best().accuracy().test().orElseThrow();
    assertThat(tested).isEqualTo(new MeasuredAccuracy(36, 1, 0, List.of(1.0, 1.0, 1.0)));
    assertThat(zoo("list")).isZero();
    assertThat(out).contains("test 100.00 % +- 0.00 (36 frames)");
  }

  @Test
  void show_plot_writesAPicture() throws Exception {
    sealColours();
    Path png = root.resolve("picture.png");
    int code = zoo("show", "colours", "--plot", png.toString());
    assumeTrue(code == 0 || !err.contains("cannot draw text"), err);
    assertThat(code).as(err).isZero();
    assertThat(Files.readAllBytes(png)).startsWith(0x89, 'P', 'N', 'G');
  }

  @Test
  void profile_eachVariantAndBatch_hasItsLine() {
    assertThat(zoo("profile", "colours", "--seconds", "1", "--batch", "2")).as(err).isZero();
    assertThat(out).contains("on this machine", "edge-s       2       1", "dc-m         2       1");
  }

  @Test
  void verify_twoFamiliesOneBroken_printsBoth() throws Exception {
    sealColours();
    ColourFamily.write(root.resolve("families/other"));
    Files.delete(root.resolve("families/other/dc.onnx"));
    assertThat(zoo("verify")).isEqualTo(1);
    assertThat(out).contains("colours version 1: ok");
    assertThat(err).contains("there is no file \"dc.onnx\"", "1 of 2 families are broken");
  }

  @Test
  void evaluate_wholeFolder_takesEveryPicture() throws Exception {
    assertThat(zoo("evaluate", "colours", "--images", root.resolve("train").toString())).isZero();
    assertThat(out).contains("36 frames");
  }

  @Test
  void verify_changedNetwork_failsAndSaysWhy() throws Exception {
    sealColours();
    Files.write(family.resolve("edge.onnx"), ColourFamily.model("dc"));
    assertThat(zoo("verify")).isEqualTo(1);
    assertThat(err).contains("variants[0].sha256").doesNotContain("\tat ");
  }

  @Test
  void seal_accuracies_comeFromTheTableAndTheTestRecord() throws Exception {
    sealColours();
    Recipe recipe = RecipeReader.read(family);
    Variant edge = recipe.variants().get(0);
    MeasuredAccuracy tested = new MeasuredAccuracy(9, 0.5, 0.125, List.of(0.25, 1.0, Double.NaN));
    TestRecord.write(family, Map.of(edge, tested));
    assertThat(zoo("seal", "colours")).as(err).isZero();
    Family sealed = FamilyReader.read(family);
    assertThat(sealed.edge().accuracy().test()).contains(tested);
    assertThat(sealed.best().accuracy().test()).isEmpty();
    MeasuredAccuracy best = sealed.best().accuracy().calibration().orElseThrow();
    assertThat(best).isEqualTo(new MeasuredAccuracy(15, 1, 0, List.of(1.0, 1.0, 1.0)));
    MeasuredAccuracy calibrated = sealed.edge().accuracy().calibration().orElseThrow();
    assertThat(calibrated.accuracy())
        .isCloseTo(sealed.calibration().accuracy(0), within(5e-6))
        .isLessThan(1);
    assertThat(calibrated.classes()).contains(1.0).doesNotContain(Double.NaN);
    double blue = calibrated.classes().get(2);
    assertThat(calibrated.accuracy()).isCloseTo((2 + blue) / 3, within(1e-5));
  }

  @Test
  void seal_testRecordOfAnotherFileOrVariant_isRefusedAndTheManifestStays() throws Exception {
    sealColours();
    String manifest = Files.readString(family.resolve("family.yaml"));
    String entry = "{\"frames\": 1, \"accuracy\": 1, \"standard_error\": 0, \"classes\": [1,1,1],";
    Files.writeString(
        family.resolve("test.json"),
        "{\"edge-s\": " + entry + "\"of\": \"" + "0".repeat(64) + "\"}, \"dc-x\": {}}");
    assertThat(zoo("seal", "colours")).isEqualTo(1);
    assertThat(err)
        .contains("edge-s.of: another file was tested than the present one: evaluate again")
        .contains("unknown key \"dc-x\"");
    assertThat(family.resolve("family.yaml")).hasContent(manifest);
  }

  @Test
  void seal_accuracyWrittenByHand_isRefused() throws Exception {
    Path recipe = family.resolve("recipe.yaml");
    String byHand =
        "parameters: 9\n    accuracy: {test: {frames: 1, accuracy: 1, standard_error: 0, classes:"
            + " [1, 1, 1]}}";
    Files.writeString(recipe, Files.readString(recipe).replaceFirst("parameters: 9", byHand));
    assertThat(zoo("seal", "colours")).isEqualTo(1);
    assertThat(err).contains("accuracy is computed by hawk zoo seal");
  }

  @Test
  void seal_tableOfAnUnknownRoute_leavesTheManifestAsItWas() throws Exception {
    sealColours();
    String manifest = Files.readString(family.resolve("family.yaml"));
    List<Route> routes =
        List.of(Route.original("edge-s"), Route.parse("split/features-b4"), Route.original("dc-m"));
    Files.write(
        family.resolve("outcomes.bin"),
        OutcomeWriter.write(
            OutcomeTable.of(routes)
                .origin(OutcomeRun.origin(RecipeReader.read(family).unsealed()))
                .add(ColourFamily.outcome(new Place(Part.CALIBRATION, 0, 0), 0, 0.5, 0, 0, 0))
                .build(),
            3));
    assertThat(zoo("seal", "colours")).isEqualTo(1);
    assertThat(err).contains("has a column for split/features-b4");
    assertThat(family.resolve("family.yaml")).hasContent(manifest);
    Files.delete(family.resolve("family.yaml"));
    assertThat(zoo("seal", "colours")).isEqualTo(1);
    assertThat(family.resolve("family.yaml")).doesNotExist();
  }

  @Test
  void seal_networkChangedAfterCalibration_isRefused() throws Exception {
    sealColours();
    Files.write(family.resolve("edge.onnx"), ColourFamily.model("other-output"));
    assertThat(zoo("seal", "colours")).isEqualTo(1);
    assertThat(err).contains("calibrate again");
  }

  @Test
  void seal_withoutTableGoldenAndLicence_namesAllThree() throws Exception {
    Files.delete(family.resolve("LICENSE"));
    assertThat(zoo("seal", "colours")).isEqualTo(1);
    assertThat(err).contains("LICENSE", "outcomes.bin", "golden");
  }

  @Test
  void evaluate_brokenNetwork_failsWithoutAStack() throws Exception {
    Files.write(family.resolve("edge.onnx"), new byte[] {1, 2, 3});
    assertThat(zoo("evaluate", "colours", "--images", root.resolve("train").toString()))
        .isEqualTo(1);
    assertThat(err).contains("edge-s: edge.onnx is not an ONNX file").doesNotContain("\tat ");
  }

  @Test
  void evaluate_brokenPicture_isNamedAndLeftOut() throws Exception {
    Path bad = root.resolve("train/r/5.jpg");
    Files.write(bad, new byte[] {(byte) 0xFF, (byte) 0xD8, 1});
    assertThat(zoo("evaluate", "colours", "--images", root.resolve("train").toString())).isZero();
    assertThat(err).contains("1 unreadable pictures", bad.toString());
    assertThat(out).contains("35 frames");
  }

  @Test
  void evaluate_unknownLabelFolder_isNamed() throws Exception {
    picture("purple", 1, 90, 0, 90);
    assertThat(zoo("evaluate", "colours", "--images", root.resolve("train").toString()))
        .isEqualTo(1);
    assertThat(err).contains("[purple]");
  }

  @Test
  void wrongUsage_exitsWithTwo() {
    assertThat(zoo("evaluate", "colours")).isEqualTo(2);
    assertThat(zoo("evaluate", "colours", "--camera-seed", "1")).isEqualTo(2);
    assertThat(err).contains("labels are not those of the roadside camera");
    assertThat(zoo("golden", "colours", "--count", "0")).isEqualTo(2);
    assertThat(zoo("paint")).isEqualTo(2);
  }

  @Test
  void help_everyCommand_offersHelpAndNoEmptyVersion() {
    for (CommandLine command : ZooMain.commandLine().getSubcommands().values()) {
      assertThat(command.getUsageMessage()).contains("--help").doesNotContain("--version");
    }
  }

  @Test
  void cameraFrames_manyCameras_areSegmentsOfScenes() throws Exception {
    CameraFrames source = new CameraFrames(4_000_000, 502);
    LabelledFrame last = source.frame(501);
    assertThat(last.segment()).isGreaterThanOrEqualTo(1000);
    assertThat(last.label()).isEqualTo(new RoadsideCamera(4_000_001).frame(3).label());
    assertThat(source.frame(0).segment()).isLessThan(1000);
  }

  private void sealColours() throws IOException {
    assertThat(
            zoo(
                "calibrate",
                "colours",
                "--images",
                root.toString(),
                "--split",
                root.resolve("split.csv").toString()))
        .isZero();
    assertThat(zoo("golden", "colours", "--width", "64", "--height", "64", "--count", "2"))
        .isZero();
    assertThat(zoo("seal", "colours")).as(err).isZero();
  }

  private int zoo(String... arguments) {
    StringWriter outText = new StringWriter();
    StringWriter errText = new StringWriter();
    CommandLine commandLine = ZooMain.commandLine();
    commandLine.setOut(new PrintWriter(outText));
    commandLine.setErr(new PrintWriter(errText));
    String[] withPlace = arguments;
    if (!arguments[0].equals("paint")) {
      withPlace = Arrays.copyOf(arguments, arguments.length + 2);
      withPlace[arguments.length] = "--families";
      withPlace[arguments.length + 1] = root.resolve("families").toString();
    }
    int code = commandLine.execute(withPlace);
    out = outText.toString();
    err = errText.toString();
    return code;
  }

  private void picture(String folder, int i, int red, int green, int blue) throws IOException {
    Path file = root.resolve("train").resolve(folder).resolve(i + ".jpg");
    Path parent = root.resolve("train").resolve(folder);
    Files.createDirectories(parent);
    Files.write(file, ColourFamily.jpeg(32, 24, red, green, blue));
  }
}
