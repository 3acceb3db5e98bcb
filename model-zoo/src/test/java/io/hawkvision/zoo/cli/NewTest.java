package io.hawkvision.zoo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.hawkvision.zoo.ColourFamily;
import io.hawkvision.zoo.engine.GoldenCheck;
import io.hawkvision.zoo.engine.NativeHandles;
import io.hawkvision.zoo.engine.OrtEngine;
import io.hawkvision.zoo.family.BackgroundClass;
import io.hawkvision.zoo.family.ChannelOrder;
import io.hawkvision.zoo.family.ElementType;
import io.hawkvision.zoo.family.Family;
import io.hawkvision.zoo.family.FamilyReader;
import io.hawkvision.zoo.family.OutputValues;
import io.hawkvision.zoo.family.PixelFormat;
import io.hawkvision.zoo.family.TensorLayout;
import io.hawkvision.zoo.family.Variant;
import io.hawkvision.zoo.onnx.Tensors;
import io.hawkvision.zoo.onnx.proto.OnnxEntry;
import io.hawkvision.zoo.onnx.proto.OnnxModel;
import io.hawkvision.zoo.onnx.proto.OnnxTensor;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

@Tag("flow")
class NewTest {
  private static final List<String> COLOURS = List.of("red", "green", "blue");
  private static final int PER_COLOUR = 8;

  @TempDir Path root;
  private Path made;
  private String out = "";
  private String err = "";

  @BeforeEach
  void picturesLabelsAndNetworks() throws IOException {
    made = root.resolve("made");
    Files.write(root.resolve("labels.txt"), COLOURS);
    for (String colour : COLOURS) {
      for (int i = 0; i < PER_COLOUR; i++) {
        Path file = root.resolve("photos").resolve(colour).resolve(i + ".jpg");
        Files.createDirectories(root.resolve("photos").resolve(colour));
        Files.write(file, picture(colour, i));
      }
    }
    for (String model :
        List.of("nhwc-softmax", "half-bgr-one", "background-first-of-two", "background-last")) {
      Files.write(root.resolve(model + ".onnx"), ColourFamily.model(model));
    }
    Files.write(root.resolve("whole-numbers.onnx"), ColourFamily.model("whole-numbers"));
    Files.write(root.resolve("two-inputs.onnx"), ColourFamily.model("two-inputs"));
    Files.write(root.resolve("two-labels.onnx"), ColourFamily.model("two-labels"));
  }

  @AfterEach
  void nothingStaysOpenOrHalfWritten() throws IOException {
    assertThat(NativeHandles.openByKind().values()).containsOnly(0L);
    try (Stream<Path> left = Files.list(root)) {
      assertThat(left.filter(p -> p.getFileName().toString().startsWith("."))).isEmpty();
    }
  }

  @Test
  void new_foreignNetworks_areFedAsTheyWantAndServe() throws Exception {
    assertThat(make("nhwc-softmax", "half-bgr-one", "background-first-of-two")).as(err).isZero();
    Family family = FamilyReader.read(made);
    assertThat(family.name()).isEqualTo("made");
    assertThat(family.labels()).isEqualTo(COLOURS);
    assertThat(format("nhwc-softmax", family).layout()).isEqualTo(TensorLayout.NHWC);
    assertThat(format("half-bgr-one", family))
        .isEqualTo(new PixelFormat(ChannelOrder.BGR, TensorLayout.NCHW, ElementType.FLOAT16));
    assertThat(of("half-bgr-one", family).output().values()).isEqualTo(OutputValues.PROBABILITIES);
    assertThat(of("background-first-of-two", family).output().background())
        .isEqualTo(BackgroundClass.FIRST);
    assertThat(of("background-first-of-two", family).output().values())
        .isEqualTo(OutputValues.LOGITS);
    assertThat(family.calibration().frames()).isEqualTo(18);
    assertThat(family.outcomes().frames()).isEqualTo(24);
    for (Variant variant : family.variants()) {
      assertThat(family.calibration().accuracy(family.calibration().column(variant.name())))
          .isEqualTo(1);
      try (OrtEngine engine = OrtEngine.open(family, variant, new OrtEngine.Options(1, 4, 1))) {
        GoldenCheck.verify(family, engine);
      }
    }
    assertThat(err).contains("nhwc, by its shape", "the network ends in a softmax", "trying");
    assertThat(made.resolve("recipe.yaml")).content().contains("# edge-s: input");
    assertThat(made.resolve("LICENSE")).content().contains("not stated", "SHA-256");
  }

  @Test
  void new_sameCommandTwice_givesTheSameFamilyAndRefusesTheFolder() throws Exception {
    assertThat(make("nhwc-softmax", "half-bgr-one")).as(err).isZero();
    String first = Files.readString(made.resolve("family.yaml"));
    assertThat(make("nhwc-softmax", "half-bgr-one")).isEqualTo(1);
    assertThat(err).contains("exists already");
    Path again = root.resolve("again");
    made = again;
    assertThat(make("nhwc-softmax", "half-bgr-one", "--name", "made")).as(err).isZero();
    assertThat(again.resolve("family.yaml")).content().isEqualTo(first);
  }

  @Test
  void new_everythingStated_isTakenAtItsWord() throws Exception {
    assertThat(
            make(
                "nhwc-softmax",
                "background-last",
                "--input",
                "mean=0 std=255,255,255 order=rgb fit=stretch",
                "--dc-input",
                "mean=1",
                "--background",
                "last",
                "--licence",
                "MIT"))
        .as(err)
        .isZero();
    Family family = FamilyReader.read(made);
    assertThat(family.licence()).isEqualTo("MIT");
    assertThat(family.best().input().mean()).containsExactly(1f, 1f, 1f);
    assertThat(family.edge().input().mean()).containsExactly(0f, 0f, 0f);
    assertThat(family.best().output().background()).isEqualTo(BackgroundClass.LAST);
    assertThat(err).doesNotContain("trying");
  }

  @Test
  void new_labelsWithABackgroundLine_dropIt() throws Exception {
    Files.write(root.resolve("labels.txt"), List.of("background", "red", "green", "blue"));
    assertThat(make("nhwc-softmax", "background-first-of-two")).as(err).isZero();
    Family family = FamilyReader.read(made);
    assertThat(family.labels()).isEqualTo(COLOURS);
    assertThat(family.best().output().background()).isEqualTo(BackgroundClass.FIRST);
  }

  @Test
  void new_zipWithLabelTable_isReadInPlace() throws Exception {
    Path zip = root.resolve("photos.zip");
    StringBuilder table = new StringBuilder("file,label,name\n");
    try (ZipOutputStream entries = new ZipOutputStream(Files.newOutputStream(zip))) {
      for (int label = 0; label < COLOURS.size(); label++) {
        for (int i = 0; i < PER_COLOUR; i++) {
          String name = "x/" + label + i + ".JPEG";
          entries.putNextEntry(new ZipEntry(name));
          entries.write(picture(COLOURS.get(label), i));
          String word = i % 2 == 0 ? COLOURS.get(label).toUpperCase(Locale.ROOT) : "" + label;
          table.append(name + "," + word + ",\"a, \"\"b\"\"\"\n");
        }
      }
      entries.putNextEntry(new ZipEntry("labels.csv"));
      entries.write(table.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
    assertThat(makeFrom(zip, "nhwc-softmax", "half-bgr-one")).as(err).isZero();
    assertThat(FamilyReader.read(made).outcomes().frames()).isEqualTo(24);
  }

  @Test
  void new_zipOfABombAndAnUnreadablePicture_goesOnWithoutThem() throws Exception {
    Path zip = root.resolve("photos.zip");
    try (ZipOutputStream entries = new ZipOutputStream(Files.newOutputStream(zip))) {
      for (String colour : COLOURS) {
        for (int i = 0; i < PER_COLOUR; i++) {
          entries.putNextEntry(new ZipEntry(colour + "/" + i + ".jpg"));
          entries.write(picture(colour, i));
        }
      }
      entries.putNextEntry(new ZipEntry("red/bomb.jpg"));
      byte[] zeros = new byte[1 << 20];
      for (int i = 0; i < 40; i++) {
        entries.write(zeros);
      }
      entries.putNextEntry(new ZipEntry("blue/torn.jpg"));
      entries.write(Arrays.copyOf(picture("blue", 1), 40));
    }
    assertThat(makeFrom(zip, "nhwc-softmax", "half-bgr-one")).as(err).isZero();
    assertThat(err).contains("red/bomb.jpg", "blue/torn.jpg", "unreadable pictures were left out");
    assertThat(FamilyReader.read(made).outcomes().frames()).isEqualTo(24);
  }

  @Test
  void new_zipThatLeadsOutside_isRefused() throws Exception {
    Path zip = root.resolve("photos.zip");
    try (OutputStream file = Files.newOutputStream(zip);
        ZipOutputStream entries = new ZipOutputStream(file)) {
      entries.putNextEntry(new ZipEntry("../../red/1.jpg"));
      entries.write(picture("red", 1));
    }
    assertThat(makeFrom(zip, "nhwc-softmax", "half-bgr-one")).isEqualTo(1);
    assertThat(err).contains("the entry \"../../red/1.jpg\" leads outside");
    assertThat(made).doesNotExist();
  }

  @Test
  void new_classWithoutFrames_isRefusedUnlessAllowed() throws Exception {
    Files.write(root.resolve("labels.txt"), List.of("red", "green", "blue", "teal"));
    assertThat(make("background-last", "background-last")).isEqualTo(1);
    assertThat(err).contains("no calibration frame shows \"teal\"", "--allow-empty-classes");
    assertThat(made).doesNotExist();
    assertThat(make("background-last", "background-last", "--allow-empty-classes"))
        .as(err)
        .isZero();
  }

  @Test
  void new_labelsOfAnotherNumber_areRefused() throws Exception {
    Files.write(root.resolve("labels.txt"), List.of("red", "green"));
    assertThat(make("background-last", "nhwc-softmax")).isEqualTo(1);
    assertThat(err)
        .contains("background-last.onnx: output \"classes\" has 4 classes, the labels are 2");
    assertThat(made).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource({
    "truncated, is not an ONNX file",
    "empty, is not an ONNX network",
    "external, lies in another file (\"../../etc/passwd\")",
    "custom, is a custom operator of domain \"org.example\"",
    "huge, 'claims dimensions [65536, 65536]'",
    "rank, a picture has four dimensions",
    "channels, has no dimension of 3 channels",
    "side, 'input height of 65536, not 1 to 2048'",
    "whole-numbers, 'is INT32, not float or float16'",
    "two-inputs, 'not one picture'",
    "nothing, there is no file"
  })
  void new_badNetwork_isRefusedWithItsReason(String kind, String expected) throws Exception {
    damage(kind);
    assertThat(make(kind, "nhwc-softmax")).isEqualTo(1);
    assertThat(err).contains(expected).contains(kind + ".onnx").doesNotContain("\tat ");
    assertThat(made).doesNotExist();
  }

  @Test
  void new_meaninglessWords_areWrongUsage() {
    assertThat(make("nhwc-softmax", "half-bgr-one", "--input", "mean=1,2")).isEqualTo(2);
    assertThat(err).contains("\"mean=1,2\" says nothing");
    assertThat(make("nhwc-softmax", "half-bgr-one", "--values", "odds")).isEqualTo(2);
    assertThat(make("nhwc-softmax", "half-bgr-one", "--name", "No Name")).isEqualTo(2);
  }

  /** Writes a file of this name that has this one thing wrong. */
  private void damage(String kind) throws IOException {
    byte[] good = ColourFamily.model("background-last");
    Path file = root.resolve(kind + ".onnx");
    OnnxModel.Builder model = OnnxModel.parseFrom(good).toBuilder();
    switch (kind) {
      case "truncated" -> Files.write(file, Arrays.copyOf(good, good.length / 2));
      case "empty" -> Files.write(file, new byte[0]);
      case "external" -> {
        OnnxEntry location =
            OnnxEntry.newBuilder().setKey("location").setValue("../../etc/passwd").build();
        model.getGraphBuilder().getInitializerBuilder(0).addExternalData(location);
        Files.write(file, model.setIrVersion(7).build().toByteArray());
      }
      case "custom" -> {
        model.getGraphBuilder().getNodeBuilder(0).setDomain("org.example");
        Files.write(file, model.build().toByteArray());
      }
      case "huge" -> {
        OnnxTensor claim = Tensors.ofFloats("claim", List.of(1L), 1f);
        model
            .getGraphBuilder()
            .addInitializer(claim.toBuilder().clearDims().addDims(65536).addDims(65536));
        Files.write(file, model.build().toByteArray());
      }
      case "rank" -> Files.write(file, shaped(model, 2, 8));
      case "channels" -> Files.write(file, shaped(model, 4, 8));
      case "side" -> Files.write(file, shaped(model, 4, 3, 65536, 65536));
      default -> {
        return;
      }
    }
  }

  /** The network with another input shape: any batch, then these sizes, then eights. */
  private static byte[] shaped(OnnxModel.Builder model, int rank, long... sizes) {
    var shape =
        model
            .getGraphBuilder()
            .getInputBuilder(0)
            .getTypeBuilder()
            .getTensorTypeBuilder()
            .getShapeBuilder();
    while (shape.getDimCount() > 1) {
      shape.removeDim(1);
    }
    for (int i = 1; i < rank; i++) {
      shape.addDimBuilder().setDimValue(i <= sizes.length ? sizes[i - 1] : 8);
    }
    return model.build().toByteArray();
  }

  private static PixelFormat format(String model, Family family) throws IOException {
    return of(model, family).input().format();
  }

  private static Variant of(String model, Family family) throws IOException {
    byte[] bytes = ColourFamily.model(model);
    for (Variant variant : family.variants()) {
      if (Arrays.equals(Files.readAllBytes(variant.file()), bytes)) {
        return variant;
      }
    }
    throw new AssertionError(model + " is not in " + family.variants());
  }

  private int make(String edge, String dc, String... more) {
    List<String> options = new ArrayList<>();
    for (String each : more) {
      boolean isNetwork = options.isEmpty() && Files.exists(root.resolve(each + ".onnx"));
      options.addAll(isNetwork ? List.of("--dc", network(each)) : List.of(each));
    }
    return makeFrom(root.resolve("photos"), edge, dc, options.toArray(String[]::new));
  }

  private int makeFrom(Path pictures, String edge, String dc, String... more) {
    List<String> all = new ArrayList<>(List.of("new", made.toString()));
    all.addAll(List.of("--edge", network(edge), "--dc", network(dc)));
    all.addAll(List.of("--labels", root.resolve("labels.txt").toString()));
    all.addAll(List.of("--calibration", pictures.toString()));
    all.addAll(List.of(more));
    StringWriter outText = new StringWriter();
    StringWriter errText = new StringWriter();
    CommandLine commandLine = ZooMain.commandLine();
    commandLine.setOut(new PrintWriter(outText));
    commandLine.setErr(new PrintWriter(errText));
    int code = commandLine.execute(all.toArray(String[]::new));
    out = outText.toString();
    err = errText.toString();
    assertThat(code != 0 || out.contains("calibration frames")).isTrue();
    return code;
  }

  private String network(String name) {
    return root.resolve(name + ".onnx").toString();
  }

  /** The colour, more or less, against the others. */
  private static byte[] picture(String colour, int i) {
    int strong = 240 - 6 * i;
    int weak = 60 + 4 * i;
    return switch (colour) {
      case "red" -> ColourFamily.jpeg(24, 20, strong, weak, 50);
      case "green" -> ColourFamily.jpeg(24, 20, 50, strong, weak);
      default -> ColourFamily.jpeg(24, 20, weak, 50, strong);
    };
  }
}
