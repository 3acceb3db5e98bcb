package io.hawkvision.zoo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hawkvision.zoo.ColourFamily;
import io.hawkvision.zoo.engine.NativeHandles;
import io.hawkvision.zoo.family.Family;
import io.hawkvision.zoo.family.FamilyReader;
import io.hawkvision.zoo.family.RecipeReader;
import io.hawkvision.zoo.family.Sha256;
import io.hawkvision.zoo.policy.LabelsLine;
import io.hawkvision.zoo.policy.OutcomeTable;
import io.hawkvision.zoo.policy.OutcomeTable.Place;
import io.hawkvision.zoo.policy.OutcomeWriter;
import io.hawkvision.zoo.policy.Part;
import io.hawkvision.zoo.policy.Route;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

@Tag("flow")
class AddLabelsTest {
  private static final int FRAMES = 400;
  private static final int LABELS = 200;
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path root;
  private Path family;
  private Path document;
  private String out = "";
  private String err = "";

  /** A sealed family of three networks, a table of {@link #FRAMES} frames, and a document. */
  @BeforeEach
  void sealedFamilyAndLabels() throws Exception {
    family = root.resolve("colours");
    ColourFamily.writeUnsealed(family);
    Files.writeString(family.resolve("LICENSE"), "as you like it");
    Files.copy(family.resolve("dc.onnx"), family.resolve("large.onnx"));
    Path recipe = family.resolve("recipe.yaml");
    String text = Files.readString(recipe);
    String dc = text.substring(text.indexOf("  - name: dc-m"), text.indexOf("golden:"));
    String large = dc.replace("dc-m", "dc-l").replace("dc.onnx", "large.onnx");
    Files.writeString(recipe, text.replace("golden:", large + "golden:"));
    Files.write(family.resolve("outcomes.bin"), OutcomeWriter.write(table(), 3));
    assertThat(zoo("golden", "--width", "64", "--height", "64", "--count", "2")).as(err).isZero();
    assertThat(zoo("seal")).as(err).isZero();
    document = Files.writeString(root.resolve("labels.json"), labels().toString());
  }

  @AfterEach
  void nothingStaysOpen() {
    assertThat(NativeHandles.openByKind().values()).containsOnly(0L);
  }

  /** The edge is right above a margin of a quarter, dc-m but for every 20th, dc-l every 50th. */
  private OutcomeTable table() throws Exception {
    OutcomeTable.Builder table =
        OutcomeTable.of(Route.originals(List.of("edge-s", "dc-m", "dc-l")))
            .origin(OutcomeRun.origin(RecipeReader.read(family).unsealed()));
    for (Part part : Part.values()) {
      for (int i = 0; i < FRAMES; i++) {
        int edge = i < FRAMES / 4 ? 1 : 0;
        int middle = i % 20 == 3 ? 1 : 0;
        int best = i % 50 == 7 ? 1 : 0;
        Place place = new Place(part, i, 0);
        table.add(ColourFamily.outcome(place, 0, i / (double) FRAMES, edge, middle, best));
      }
    }
    return table.build();
  }

  private ObjectNode labels() throws Exception {
    ObjectNode top = JSON.createObjectNode().put("family", "colours");
    ArrayNode rows = top.putArray("labels");
    String manifest = FamilyReader.read(family).manifestHash();
    for (int i = 0; i < LABELS + 20; i++) {
      double margin = i / (LABELS + 20.0);
      rows.addObject()
          .put("id", "frame-" + i)
          .put("camera", "camera-" + i % 3)
          .put("margin", margin)
          .put("max_probability", (1 + margin) / 2)
          .put("entropy", 1 - margin)
          .put("edge", margin < 0.25 ? "green" : "deep blue")
          .put("best", i % 50 == 7 ? "green" : "deep blue")
          .put("label", "deep blue")
          .put("uniform", i < LABELS)
          .put("audited_at", Instant.ofEpochSecond(1_800_000_000L + 30L * i).toString())
          .put("labelled_at", "2027-01-15T10:00:00Z")
          .put("manifest", manifest);
    }
    return top;
  }

  private int add(Path... files) {
    String[] arguments = new String[1 + 2 * files.length];
    arguments[0] = "calibrate";
    for (int i = 0; i < files.length; i++) {
      arguments[2 * i + 1] = "--add-labels";
      arguments[2 * i + 2] = files[i].toString();
    }
    return zoo(arguments);
  }

  @Test
  void addLabels_sealed_growsTheTableThatCertificatesRestOn() throws Exception {
    assertThat(zoo("certify", "--accuracy-loss", "0.05")).as(out + err).isZero();
    assertThat(out).contains("tested on    400 independent segments");
    Family before = FamilyReader.read(family);

    assertThat(add(document)).as(err).isZero();
    assertThat(out).contains("200 of 220 labels added (20 are outside the uniform sample, 0 left");
    assertThat(zoo("seal")).as(err).isZero();

    Family after = FamilyReader.read(family);
    assertThat(after.manifestHash()).isNotEqualTo(before.manifestHash());
    assertThat(after.outcomes().addedLabels())
        .containsExactly(new LabelsLine(200, Sha256.of(document), before.manifestHash()));
    assertThat(zoo("certify", "--accuracy-loss", "0.05")).as(out + err).isZero();
    assertThat(out).contains("tested on    600 independent segments");
    OutcomeTable calibration = after.calibration();
    assertThat(calibration.frames()).isEqualTo(FRAMES + LABELS);
    for (int i = 0; i < FRAMES; i++) {
      assertThat(calibration.outcome(i)).isEqualTo(before.calibration().outcome(i));
    }
    for (int i = FRAMES; i < calibration.frames(); i++) {
      assertThat(calibration.label(i)).isEqualTo(2);
      assertThat(calibration.correct(0, i)).isEqualTo(calibration.margin(i) >= 0.25);
      assertThat(calibration.correct(1, i) || calibration.agrees(1, i)).isFalse();
    }
    assertThat(zoo("outcomes", "--csv")).isZero();
    assertThat(out).contains(",,,,2,0,2");
  }

  @Test
  void addLabels_severalDocuments_areAllNamed() throws Exception {
    ObjectNode whole = labels();
    Path second = root.resolve("second.json");
    ArrayNode rows = (ArrayNode) whole.get("labels");
    ObjectNode other = JSON.createObjectNode().put("family", "colours");
    other.putArray("labels").add(rows.remove(0)).add(rows.remove(0));
    Files.writeString(second, other.toString());
    Files.writeString(document, whole.toString());
    assertThat(add(document, second)).as(err).isZero();
    assertThat(zoo("seal")).as(err).isZero();
    assertThat(FamilyReader.read(family).outcomes().addedLabels())
        .extracting(LabelsLine::frames)
        .containsExactly(198, 2);
  }

  @Test
  void addLabels_ofTheSameDocument_areRefused_beforeAndAfterTheSeal() throws Exception {
    assertThat(add(document, document)).isEqualTo(1);
    assertThat(err).contains("id frame-0 stands there twice").doesNotContain("\tat ");
    assertThat(add(document)).as(err).isZero();
    String once = Sha256.of(family.resolve("outcomes.bin"));
    assertThat(add(document)).isEqualTo(1);
    assertThat(err).contains("labels.json: its labels were added before");
    Path longer = root.resolve("longer.json");
    Files.writeString(longer, Files.readString(document).replace("frame-0", "another"));
    assertThat(add(longer)).isEqualTo(1);
    assertThat(err).contains("seal first");
    assertThat(zoo("seal")).as(err).isZero();
    assertThat(add(document)).isEqualTo(1);
    assertThat(err).contains("labels.json: its labels were added before");
    assertThat(add(longer)).isEqualTo(1);
    assertThat(err).contains("made with another version of the family");
    assertThat(Sha256.of(family.resolve("outcomes.bin"))).isEqualTo(once);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"family\":\"colours\" | \"family\":\"shapes\" | labels.json: family: \"shapes\", not"
            + " colours",
        "\"labels\":[ | \"labels\":7,\"x\":[ | labels.json: x: is unknown",
        "\"id\":\"frame-7\" | \"id\":\"frame-9\" | id frame-9 stands there twice",
        "\"id\":\"frame-7\" | \"id\":\"\" | labels[7]: id: is blank",
        "\"id\":\"frame-7\" | \"id\":7 | labels[7]: id: is no text",
        "\"id\":\"frame-7\", | `` | labels[7]: id: is missing",
        "\"id\":\"frame-7\" | \"id\":\"a\",\"id\":\"b\" | is not valid JSON in line 1",
        "\"margin\":0.0, | \"margin\":-0.1, | labels[0]: margin outside 0..1",
        "\"margin\":0.0, | \"margin\":0.7, | labels[0]: margin: is larger than max_probability",
        "\"margin\":0.0, | \"margin\":\"0\", | labels[0]: margin: is no number",
        "\"max_probability\":0.5, | \"max_probability\":1.5, | labels[0]: maxProbability outside",
        "\"entropy\":1.0, | \"entropy\":99, | labels[0]: entropy outside",
        "\"uniform\":true | \"uniform\":1 | labels[0]: uniform: is neither true nor false",
        "\"label\":\"deep blue\" | \"label\":\"violet\" | label: \"violet\" is no label of the"
            + " family",
        "\"edge\":\"green\" | \"edge\":\"violet\" | edge: \"violet\" is no label of the family",
        "2027-01-15T10 | yesterday | labelled_at: \"yesterday:00:00Z\" is no UTC time",
        "\"manifest\":\" | \"manifest\":\"0 | labels[0]: manifest: 0",
        "\"uniform\":true | \"uniform\":false | none of the labels belongs to the uniform sample",
        "]} | ]}} | is not valid JSON",
        "]} | ] | is not valid JSON"
      })
  void addLabels_wrongDocument_isRefused_andTheTableStays(String from, String to, String problem)
      throws Exception {
    String before = Sha256.of(family.resolve("outcomes.bin"));
    String text = Files.readString(document);
    boolean isEach = from.contains("uniform") && to.contains("false");
    assertThat(text).contains(from);
    int at = text.indexOf(from);
    Files.writeString(
        document,
        isEach
            ? text.replace(from, to)
            : text.substring(0, at) + to + text.substring(at + from.length()));
    assertThat(add(document)).isEqualTo(1);
    assertThat(err).contains(problem).doesNotContain("\tat ");
    assertThat(Sha256.of(family.resolve("outcomes.bin"))).isEqualTo(before);
    FamilyReader.read(family);
  }

  @Test
  void addLabels_withOtherFrames_orWithoutADocument_isRefused() throws IOException {
    assertThat(zoo("calibrate", "--add-labels", document.toString(), "--images", "x")).isEqualTo(2);
    assertThat(add(root.resolve("nowhere.json"))).isEqualTo(1);
    assertThat(err).contains("nowhere.json: there is no such file");
    Files.delete(family.resolve("outcomes.bin"));
    assertThat(add(document)).isEqualTo(1);
    assertThat(err).contains("calibrate on labelled pictures first");
  }

  private int zoo(String... arguments) {
    String[] named = new String[arguments.length + 1];
    named[0] = arguments[0];
    named[1] = family.toString();
    System.arraycopy(arguments, 1, named, 2, arguments.length - 1);
    StringWriter outText = new StringWriter();
    StringWriter errText = new StringWriter();
    CommandLine commandLine = ZooMain.commandLine();
    commandLine.setOut(new PrintWriter(outText)).setErr(new PrintWriter(errText));
    int code = commandLine.execute(named);
    out = outText.toString();
    err = errText.toString();
    return code;
  }
}
