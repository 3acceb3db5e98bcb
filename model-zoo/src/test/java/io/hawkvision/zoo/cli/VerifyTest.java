package io.hawkvision.zoo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.hawkvision.zoo.ColourFamily;
import io.hawkvision.zoo.engine.NativeHandles;
import io.hawkvision.zoo.family.Sha256;
import io.hawkvision.zoo.onnx.proto.OnnxEntry;
import io.hawkvision.zoo.onnx.proto.OnnxModel;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

@Tag("flow")
class VerifyTest {
  private static final Path SHIPPED =
      Path.of(System.getProperty("hawk.root", "..")).resolve("model-zoo/families");

  @TempDir Path root;
  private Path copy = Path.of("");
  private String out = "";
  private String err = "";

  @AfterEach
  void nothingStaysOpen() {
    assertThat(NativeHandles.openByKind().values()).containsOnly(0L);
  }

  @Test
  void verify_shippedFamilies_passes() throws Exception {
    assertThat(verify(SHIPPED)).as(err).isZero();
    try (Stream<Path> folders = Files.list(SHIPPED)) {
      long sealed = folders.filter(f -> Files.exists(f.resolve("family.yaml"))).count();
      assertThat(out.lines().filter(line -> line.contains(": ok, "))).hasSize((int) sealed);
      assertThat(sealed).isGreaterThanOrEqualTo(2);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "network byte | variants[0].sha256: is ",
        "network cut off | edge.onnx is not an ONNX file, or was cut off",
        "network with outside data | lies in another file (\"../../etc/passwd\")",
        "network with custom operator | is a custom operator of domain \"org.example\"",
        "network of another shape | edge-s: input \"input\" is [-1, 3, 9, 9], not a batch of",
        "network of other labels | edge-s: output \"logits\" is [-1, 2], not a batch of [3]",
        "network of other weights | edge-s: golden 0.jpg gives logit ",
        "missing network | variants[1].file: there is no file \"dc.onnx\"",
        "link to outside | variants[1].file: \"dc.onnx\" is a link to outside",
        "golden picture byte | golden[0].sha256: is ",
        "golden picture of text | golden 0.jpg unreadable",
        "golden logit | gives logit 0 = ",
        "outcomes cut off | outcomes.file: ",
        "unknown key | unknown key \"verzion\", did you mean \"version\"?",
        "label twice | labels: \"red\" stands there twice",
        "no manifest | family.yaml cannot be read",
      })
  void verify_mutatedCopy_failsAndSaysWhatIsWrong(String mutation, String expected)
      throws Exception {
    copy = root.resolve("colours");
    ColourFamily.write(copy);
    assertThat(verify(copy)).as(err).isZero();
    mutate(mutation);
    assertThat(verify(copy)).isEqualTo(1);
    assertThat(err).contains(expected).doesNotContain("\tat ");
  }

  @Test
  void verify_manyThingsWrong_saysAllOfThem() throws Exception {
    copy = root.resolve("colours");
    ColourFamily.write(copy);
    mutate("network byte");
    mutate("missing network");
    mutate("unknown key");
    mutate("golden picture byte");
    assertThat(verify(copy)).isEqualTo(1);
    assertThat(err).contains("variants[0].sha256", "variants[1].file", "verzion", "golden[0]");
  }

  private void mutate(String mutation) throws IOException {
    byte[] edge = Files.readAllBytes(copy.resolve("edge.onnx"));
    OnnxModel.Builder model = OnnxModel.parseFrom(edge).toBuilder();
    switch (mutation) {
      case "network byte" -> flipLastByte("edge.onnx");
      case "network cut off" -> reseal("edge.onnx", Arrays.copyOf(edge, edge.length / 2));
      case "network with outside data" -> {
        OnnxEntry location =
            OnnxEntry.newBuilder().setKey("location").setValue("../../etc/passwd").build();
        model.getGraphBuilder().getInitializerBuilder(0).addExternalData(location);
        reseal("edge.onnx", model.build().toByteArray());
      }
      case "network with custom operator" -> {
        model.getGraphBuilder().getNodeBuilder(0).setDomain("org.example");
        reseal("edge.onnx", model.build().toByteArray());
      }
      case "network of another shape" -> reseal("edge.onnx", ColourFamily.model("other-side"));
      case "network of other labels" -> reseal("edge.onnx", ColourFamily.model("two-labels"));
      case "network of other weights" -> {
        OnnxModel sharp = OnnxModel.parseFrom(ColourFamily.model("dc"));
        model.getGraphBuilder().setInitializer(0, sharp.getGraph().getInitializer(0));
        reseal("edge.onnx", model.build().toByteArray());
      }
      case "missing network" -> Files.delete(copy.resolve("dc.onnx"));
      case "link to outside" -> {
        Path outside = Files.move(copy.resolve("dc.onnx"), root.resolve("dc.onnx"));
        Files.createSymbolicLink(copy.resolve("dc.onnx"), outside);
      }
      case "golden picture byte" -> flipLastByte("golden/0.jpg");
      case "golden picture of text" -> reseal("golden/0.jpg", new byte[] {'t', 'e', 'x', 't'});
      case "golden logit" -> edit("    logits:\n      edge-s: [", "    logits:\n      edge-s: [1");
      case "outcomes cut off" -> {
        byte[] table = Files.readAllBytes(copy.resolve("outcomes.bin"));
        reseal("outcomes.bin", Arrays.copyOf(table, table.length - 7));
      }
      case "unknown key" -> edit("version:", "verzion:");
      case "label twice" -> edit("- green", "- red");
      case "no manifest" -> Files.delete(copy.resolve("family.yaml"));
      default -> throw new AssertionError(mutation);
    }
  }

  /** Other content with a manifest that agrees, so that later checks are reached. */
  private void reseal(String file, byte[] content) throws IOException {
    String before = Sha256.of(copy.resolve(file));
    Files.write(copy.resolve(file), content);
    edit(before, Sha256.of(content));
  }

  private void flipLastByte(String file) throws IOException {
    byte[] bytes = Files.readAllBytes(copy.resolve(file));
    bytes[bytes.length - 1] ^= 1;
    Files.write(copy.resolve(file), bytes);
  }

  private void edit(String old, String changed) throws IOException {
    Path manifest = copy.resolve("family.yaml");
    String text = Files.readString(manifest);
    assertThat(text).contains(old);
    int at = text.indexOf(old);
    String edited = text.substring(0, at) + changed + text.substring(at + old.length());
    Files.writeString(manifest, edited);
  }

  private int verify(Path directory) {
    StringWriter outText = new StringWriter();
    StringWriter errText = new StringWriter();
    CommandLine commandLine = ZooMain.commandLine();
    commandLine.setOut(new PrintWriter(outText));
    commandLine.setErr(new PrintWriter(errText));
    int code = commandLine.execute("verify", directory.toString());
    out = outText.toString();
    err = errText.toString();
    return code;
  }
}
