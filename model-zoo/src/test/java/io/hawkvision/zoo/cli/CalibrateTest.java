package io.hawkvision.zoo.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hawkvision.zoo.ColourFamily;
import io.hawkvision.zoo.engine.NativeHandles;
import io.hawkvision.zoo.family.Family;
import io.hawkvision.zoo.family.RecipeReader;
import io.hawkvision.zoo.policy.OutcomeReader;
import io.hawkvision.zoo.policy.OutcomeTable;
import io.hawkvision.zoo.policy.OutcomeWriter;
import io.hawkvision.zoo.policy.Part;
import io.hawkvision.zoo.policy.PreGateFeatures;
import io.hawkvision.zoo.policy.Route;
import io.hawkvision.zoo.preprocess.EncodedImage;
import io.hawkvision.zoo.preprocess.ImageLimits;
import io.hawkvision.zoo.preprocess.UnreadableImageException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

@Tag("flow")
class CalibrateTest {
  @TempDir Path root;
  private Path family;
  private Path pictures;
  private String out = "";
  private String err = "";

  @BeforeEach
  void unsealedFamilyAndPictures() throws IOException {
    family = root.resolve("colours");
    pictures = root.resolve("pictures");
    ColourFamily.writeUnsealed(family);
    for (int i = 0; i < 7; i++) {
      picture("r", i, 250 - 5 * i, 90, 60);
      picture("g", i, 60, 250 - 5 * i, 90);
      picture("b", i, 60, 90, 250 - 5 * i);
    }
  }

  @AfterEach
  void nothingStaysOpenOrUnfinished() throws IOException {
    assertThat(NativeHandles.openByKind().values()).containsOnly(0L);
    try (Stream<Path> files = Files.list(family)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .noneMatch(name -> name.contains("unfinished"));
    }
  }

  @Test
  void calibrate_wholeFolder_givesAQuarterOfThePicturesToDesign() throws Exception {
    assertThat(calibrate("--images", pictures.toString())).as(err).isZero();
    assertThat(out).contains("16 calibration and 5 design frames by 2 routes");
    OutcomeTable table = written();
    assertThat(table.routes()).isEqualTo(Route.originals(List.of("edge-s", "dc-m")));
    assertThat(table.origin()).hasSize(3).first().asString().startsWith("edge-s network ");
    assertThat(table.uplinkBytes()).containsOnlyKeys("jpeg-original");
    OutcomeTable calibration = table.part(Part.CALIBRATION);
    assertThat(calibration.accuracy(1)).isEqualTo(1);
    assertThat(calibration.margin(0)).isPositive();
    assertThat(calibration.maxProbability(0)).isGreaterThan(calibration.margin(0));
    assertThat(calibration.entropy(0)).isPositive();
    assertThat(calibration.features(0).luminance()).isBetween(50.0, 120.0);
    assertThat(calibration.features(0).change()).isNaN();
  }

  @Test
  void calibrate_splitFile_takesItsTwoParts() throws Exception {
    StringBuilder split = new StringBuilder("path,split\n");
    for (String folder : List.of("r", "g", "b")) {
      split.append(folder + "/0.jpg,design\n" + folder + "/1.jpg,test\n");
      split.append(folder + "/2.jpg,calibration\n" + folder + "/3.jpg,train\n");
    }
    Path file = root.resolve("split.csv");
    Files.writeString(file, split);
    assertThat(calibrate("--images", pictures.toString(), "--split", file.toString())).isZero();
    assertThat(out).contains("3 calibration and 3 design frames");
  }

  @Test
  void calibrate_unreadablePictures_areCountedNamedAndLeftOut() throws Exception {
    Files.write(pictures.resolve("r/2.jpg"), new byte[] {(byte) 0xFF, (byte) 0xD8, 1});
    Files.writeString(pictures.resolve("g/3.png"), "no picture");
    Files.createSymbolicLink(pictures.resolve("g/9.jpg"), root.resolve("nowhere"));
    assertThat(calibrate("--images", pictures.toString())).as(err).isZero();
    assertThat(err).contains("unreadable pictures were left out", "r/2.jpg: ", "g/3.png: ");
    assertThat(written().frames()).isEqualTo(20);
  }

  @Test
  void calibrate_classWithoutFrames_isNamedBeforeAnythingRuns() throws Exception {
    for (int i = 0; i < 7; i++) {
      Files.delete(pictures.resolve("b/" + i + ".jpg"));
    }
    assertThat(calibrate("--images", pictures.toString())).isEqualTo(1);
    assertThat(err).contains("no calibration frame shows \"deep blue\"").doesNotContain("\tat ");
    assertThat(family.resolve("outcomes.bin")).doesNotExist();
    assertThat(calibrate("--images", pictures.toString(), "--allow-empty-classes")).isZero();
  }

  @Test
  void calibrate_classOfUnreadableFrames_isNamedAndNothingWritten() throws Exception {
    Path old = Files.writeString(family.resolve("outcomes.bin"), "as it was");
    for (int i = 0; i < 7; i++) {
      Files.write(pictures.resolve("g/" + i + ".jpg"), new byte[3]);
    }
    assertThat(calibrate("--images", pictures.toString())).isEqualTo(1);
    assertThat(err).contains("no calibration frame shows \"green\"");
    assertThat(old).hasContent("as it was");
  }

  @Test
  void calibrate_folderOfNoLabel_isNamed() throws Exception {
    picture("purple", 0, 90, 0, 90);
    assertThat(calibrate("--images", pictures.toString())).isEqualTo(1);
    assertThat(err).contains("no label of the family is called [purple]");
  }

  @Test
  void calibrate_wrongUsage_exitsWithTwo() {
    assertThat(calibrate()).isEqualTo(2);
    assertThat(calibrate("--images", pictures.toString(), "--camera-seed", "3")).isEqualTo(2);
    assertThat(calibrate("--camera-seed", "3")).isEqualTo(2);
    assertThat(err).contains("labels are not those of the roadside camera");
    assertThat(calibrate("--camera-seed", "2000000")).isEqualTo(2);
    assertThat(err).contains("must be 0 or more and differ");
    assertThat(calibrate("--camera-seed", "3", "--scenes", "0")).isEqualTo(2);
    assertThat(calibrate("--camera-seed", "3", "--frames-per-scene", "21")).isEqualTo(2);
  }

  /** 200 frames of segments of 9: chunks begin in the middle of segments. */
  @Test
  void over_anyNumberOfWorkers_givesTheSameTable() throws Exception {
    Family unsealed = RecipeReader.read(family).unsealed();
    List<byte[]> tables = new ArrayList<>();
    for (int workers : new int[] {1, 3}) {
      try (OutcomeRun run = new OutcomeRun(unsealed, workers)) {
        Brightening source = new Brightening(200);
        Progress progress = new Progress(new PrintWriter(new StringWriter()), "x", 200, false);
        OutcomeRun.Measured measured = run.over(Part.CALIBRATION, source, progress);
        assertThat(measured.unreadable()).containsExactly("frame 100: damaged");
        tables.add(OutcomeWriter.write(run.table(List.of(measured)), 3));
      }
    }
    assertThat(tables.get(0)).isEqualTo(tables.get(1));
    OutcomeTable table = read(tables.get(0));
    assertThat(table.frames()).isEqualTo(199);
    for (int i = 0; i < table.frames(); i++) {
      PreGateFeatures features = table.features(i);
      boolean isFirst = table.order(i) == 0 || (table.segment(i) == 11 && table.order(i) == 2);
      if (isFirst) {
        assertThat(features.change()).as("frame %d", i).isNaN();
      } else {
        assertThat(features.change()).as("frame %d", i).isCloseTo(10, within(3.0));
      }
    }
  }

  /** Grey frames, each ten brighter than the one before; frame 100 cannot be read. */
  private record Brightening(int frames) implements FrameSource {
    @Override
    public int label(int i) {
      return 0;
    }

    @Override
    public String name(int i) {
      return "frame " + i;
    }

    @Override
    public LabelledFrame frame(int i) throws IOException, UnreadableImageException {
      if (i == 100) {
        throw new IOException("damaged");
      }
      int grey = 50 + 10 * (i % 9);
      byte[] jpeg = ColourFamily.jpeg(32, 32, grey, grey, grey);
      EncodedImage image = EncodedImage.probe(jpeg, ImageLimits.DEFAULT);
      return new LabelledFrame(image, label(i), i / 9, i % 9);
    }
  }

  private OutcomeTable written() throws IOException {
    return read(Files.readAllBytes(family.resolve("outcomes.bin")));
  }

  private static OutcomeTable read(byte[] file) throws IOException {
    return OutcomeReader.read(new ByteArrayInputStream(file), file.length, 3);
  }

  private int calibrate(String... options) {
    List<String> arguments = new ArrayList<>(List.of("calibrate", family.toString()));
    arguments.addAll(List.of(options));
    StringWriter outText = new StringWriter();
    StringWriter errText = new StringWriter();
    CommandLine zoo = ZooMain.commandLine();
    zoo.setOut(new PrintWriter(outText)).setErr(new PrintWriter(errText));
    int code = zoo.execute(arguments.toArray(String[]::new));
    out = outText.toString();
    err = errText.toString();
    return code;
  }

  private void picture(String folder, int i, int red, int green, int blue) throws IOException {
    Files.createDirectories(pictures.resolve(folder));
    Files.write(
        pictures.resolve(folder).resolve(i + ".jpg"), ColourFamily.jpeg(32, 24, red, green, blue));
  }
}
