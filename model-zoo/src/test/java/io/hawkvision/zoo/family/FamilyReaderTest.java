package io.hawkvision.zoo.family;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.hawkvision.zoo.ColourFamily;
import io.hawkvision.zoo.policy.OutcomeTable;
import io.hawkvision.zoo.policy.OutcomeTable.Place;
import io.hawkvision.zoo.policy.OutcomeWriter;
import io.hawkvision.zoo.policy.Part;
import io.hawkvision.zoo.policy.Route;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("unit")
class FamilyReaderTest {
  @TempDir Path root;
  private Path directory;
  private Family sealed;

  @BeforeEach
  void writeFamily() throws Exception {
    directory = root.resolve("colours");
    sealed = ColourFamily.write(directory);
  }

  @Test
  void read_sealedFamily_hasAllOfIt() {
    assertThat(sealed.name()).isEqualTo("colours");
    assertThat(sealed.version()).isEqualTo(1);
    assertThat(sealed.labels()).containsExactly("red", "green", "deep blue");
    assertThat(sealed.edge().name()).isEqualTo("edge-s");
    assertThat(sealed.best().name()).isEqualTo("dc-m");
    assertThat(sealed.best().input().crop()).isEqualTo(0.875);
    assertThat(sealed.best().input().floats()).isEqualTo(3 * 16 * 16);
    assertThat(sealed.outcomes().frames()).isEqualTo(12);
    assertThat(sealed.calibration().frames()).isEqualTo(10);
    assertThat(sealed.golden()).hasSize(1);
    assertThat(sealed.variant("dc-m")).contains(sealed.best());
    assertThat(sealed.variant("dc-l")).isEmpty();
  }

  @Test
  void read_manifestHash_isTheFilesOwn() throws Exception {
    assertThat(sealed.manifestHash()).isEqualTo(Sha256.of(directory.resolve("family.yaml")));
    assertThat(sealed.manifestHashBytes()).hasSize(32);
    assertThat(String.format("%016x", sealed.manifestHashPrefix()))
        .isEqualTo(sealed.manifestHash().substring(0, 16));
  }

  @Test
  void write_ofRead_givesTheSameBytes() throws Exception {
    Path outcomes = directory.resolve("outcomes.bin");
    assertThat(FamilyWriter.write(sealed, outcomes, Sha256.of(outcomes)))
        .isEqualTo(Files.readString(directory.resolve("family.yaml")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "schema: 2 | schema: 1 | schema: must be a whole number",
        "name: colours | name: Colours! | name: \"Colours!\" does not look like",
        "version: 1 | version: 0 | version: must be a whole number",
        "version: 1 | verzion: 1 | unknown key \"verzion\", did you mean \"version\"?",
        "version: 1 | extra: 1 | \"version\" is missing",
        "licence: Apache-2.0 | licence: 2 | licence: must be text",
        "- green | - red | labels: \"red\" stands there twice",
        "tier: edge | tier: cloud | variants[0].tier: must be one of",
        "tier: edge | tier: dc | must hold one of tier edge",
        "name: dc-m | name: edge-s | variants: \"edge-s\" stands there twice",
        "file: dc.onnx | file: ../colours/dc.onnx2 | variants[1].file: \"../colours/dc.onnx2\""
            + " lies",
        "file: dc.onnx | file: /etc/passwd | lies outside the family's folder",
        "file: dc.onnx | file: nothing.onnx | there is no file \"nothing.onnx\"",
        "macs: 777 | macs: many | variants[1].macs: must be a whole number",
        "macs: 777 | macs: 99999999999999999999 | variants[1].macs: must be a whole number",
        "width: 16 | width: 0 | variants[1].input.width: must be a whole number from 1",
        "fit: stretch | fit: squeeze | variants[0].input.fit: must be one of",
        "crop: 0.875 | crop: 1.5 | variants[1].input.crop: must be a number",
        "fit: crop, crop | fit: stretch, crop | has a meaning only with fit: crop",
        "order: rgb | order: grb | variants[0].input.order: must be one of [rgb, bgr]",
        "layout: nchw | layout: chw | variants[0].input.layout: must be one of [nchw, nhwc]",
        "type: float | type: int8 | variants[0].input.type: must be one of [float, float16]",
        "output: logits | output: {name: logits, values: odds} | output.values: must be one of",
        "output: logits | output: {values: logits} | variants[0].output: \"name\" is missing",
        "output: logits | output: {name: logits, background: first} | OK",
        "output: logits | output: [logits] | variants[0].output: must be a mapping",
        "parameters: 9 | stem: 7; parameters: 9 | variants[0].stem: must be text",
        "parameters: 9 | integer: 1; parameters: 9 | integer: must be true or false",
        "tier: dc | tier: dc; integer: true | variants[1].integer: is for the edge variant",
        "tier: dc | tier: dc; stem: stem | variants[1].stem: is for the edge variant",
        "mean: [128, 128, 128] | mean: [128, 128] | mean: must be a list of 3 numbers",
        "mean: [128, 128, 128] | mean: [128, x, 128] | mean: must be a list of 3 numbers",
        "tolerance: 0.01 | tolerance: -1 | golden[0].tolerance: must be a number",
        "edge-s: [ | edge-x: [ | golden[0].logits: unknown key \"edge-x\", did you mean",
        "name: colours | name: &a colours | OK",
      })
  void read_changedManifest_saysWhatIsWrong(String old, String changed, String expected)
      throws Exception {
    edit(old, changed.replace("; ", "\n    "));
    if (expected.equals("OK")) {
      assertThat(FamilyReader.read(directory).name()).isEqualTo("colours");
    } else {
      assertThat(problems()).anySatisfy(p -> assertThat(p).contains(expected));
    }
  }

  @Test
  void read_manyThingsWrong_reportsThemAllAtOnce() throws Exception {
    edit("version: 1", "version: 0");
    edit("tier: edge", "tier: cloud");
    edit("output: logits", "outputs: logits");
    Files.write(directory.resolve("dc.onnx"), new byte[3]);
    Files.writeString(directory.resolve("outcomes.bin"), "nothing");
    assertThat(problems())
        .anySatisfy(p -> assertThat(p).startsWith("version: "))
        .anySatisfy(p -> assertThat(p).startsWith("variants[0].tier: "))
        .anySatisfy(p -> assertThat(p).contains("unknown key \"outputs\""))
        .anySatisfy(p -> assertThat(p).startsWith("variants[1].sha256: is "))
        .anySatisfy(p -> assertThat(p).startsWith("outcomes.sha256: is "))
        .doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @CsvSource({"edge.onnx, variants[0]", "outcomes.bin, outcomes", "golden/0.jpg, golden[0]"})
  void read_changedFile_isNamed(String file, String place) throws Exception {
    Path changed = directory.resolve(file);
    byte[] bytes = Files.readAllBytes(changed);
    bytes[bytes.length - 1] ^= 1;
    Files.write(changed, bytes);
    assertThat(problems()).anySatisfy(p -> assertThat(p).startsWith(place + ".sha256: is "));
  }

  @Test
  void read_linkToOutside_isRefused() throws Exception {
    Path outside = Files.move(directory.resolve("dc.onnx"), root.resolve("dc.onnx"));
    Files.createSymbolicLink(directory.resolve("dc.onnx"), outside);
    assertThat(problems())
        .containsExactly("variants[1].file: \"dc.onnx\" is a link to outside the family's folder");
  }

  @Test
  void read_keyTwice_isRefused() throws Exception {
    edit("version: 1", "version: 1\nversion: 2");
    assertThat(problems()).singleElement().asString().contains("not valid YAML");
  }

  @ParameterizedTest
  @CsvSource({"''", "[]", "7", "'{'", "'a: b: c'"})
  void read_noMapping_isRefused(String text) throws Exception {
    Files.writeString(directory.resolve("family.yaml"), text);
    assertThat(problems()).isNotEmpty();
  }

  @Test
  void read_outcomesOfOtherVariants_areRefused() throws Exception {
    OutcomeTable.Builder other = OutcomeTable.of(Route.originals(List.of("dc-m", "edge-s")));
    other.add(ColourFamily.outcome(new Place(Part.CALIBRATION, 0, 0), 0, 0.5, 0, 0));
    replaceTable(other.build(), 3);
    assertThat(problems()).singleElement().asString().startsWith("outcomes.file: has columns for");
  }

  @Test
  void read_outcomesOfAnUnknownSplitModel_areRefused() throws Exception {
    OutcomeTable.Builder other =
        OutcomeTable.of(
            List.of(
                Route.original("edge-s"),
                Route.parse("split/features-b4@50"),
                Route.original("dc-m")));
    other.add(ColourFamily.outcome(new Place(Part.CALIBRATION, 0, 0), 0, 0.5, 0, 0, 0));
    replaceTable(other.build(), 3);
    assertThat(problems())
        .containsExactly(
            "outcomes.file: has a column for split/features-b4@50, of which the manifest knows"
                + " nothing");
  }

  @Test
  void read_outcomesOfOtherLabelsOrWithoutCalibration_areRefused() throws Exception {
    replaceTable(ColourFamily.outcomes(), 4);
    assertThat(problems()).containsExactly("outcomes.file: is for 4 labels, not 3");
    OutcomeTable.Builder design = OutcomeTable.of(Route.originals(List.of("edge-s", "dc-m")));
    design.add(ColourFamily.outcome(new Place(Part.DESIGN, 0, 0), 0, 0.5, 0, 0));
    replaceTable(design.build(), 3);
    assertThat(problems()).containsExactly("outcomes.file: holds no calibration frames");
  }

  @Test
  void read_folderWithoutManifest_isRefused() {
    InvalidFamilyException invalid =
        catchThrowableOfType(InvalidFamilyException.class, () -> FamilyReader.read(root));
    assertThat(invalid.problems()).containsExactly("family.yaml cannot be read");
  }

  @Test
  void readAll_severalFolders_skipsThoseWithoutManifestAndSorts() throws Exception {
    ColourFamily.write(root.resolve("a"));
    Files.writeString(
        root.resolve("a/family.yaml"),
        Files.readString(root.resolve("a/family.yaml")).replace("version: 1", "version: 2"));
    Files.createDirectories(root.resolve("unfinished"));
    assertThat(FamilyReader.readAll(root)).extracting(Family::version).containsExactly(2, 1);
  }

  @Test
  void readAll_sameVersionTwiceOrBrokenOne_isRefused() throws Exception {
    ColourFamily.write(root.resolve("copy"));
    ColourFamily.write(root.resolve("broken"));
    Files.write(root.resolve("broken/edge.onnx"), new byte[0]);
    InvalidFamilyException invalid =
        catchThrowableOfType(InvalidFamilyException.class, () -> FamilyReader.readAll(root));
    assertThat(invalid.problems())
        .hasSize(2)
        .anySatisfy(p -> assertThat(p).startsWith("broken: variants[0].sha256"))
        .anySatisfy(p -> assertThat(p).startsWith("copy: another folder holds"));
  }

  @Test
  void readAll_noFolder_isRefused() {
    Path missing = root.resolve("missing");
    InvalidFamilyException invalid =
        catchThrowableOfType(InvalidFamilyException.class, () -> FamilyReader.readAll(missing));
    assertThat(invalid.problems()).containsExactly("the folder cannot be read");
  }

  private void replaceTable(OutcomeTable table, int labels) throws IOException {
    Path file = directory.resolve("outcomes.bin");
    String hash = Sha256.of(file);
    Files.write(file, OutcomeWriter.write(table, labels));
    edit(hash, Sha256.of(file));
  }

  private void edit(String old, String changed) throws IOException {
    Path manifest = directory.resolve("family.yaml");
    String text = Files.readString(manifest);
    assertThat(text).contains(old);
    int at = text.indexOf(old);
    Files.writeString(
        manifest, text.substring(0, at) + changed + text.substring(at + old.length()));
  }

  private List<String> problems() {
    InvalidFamilyException invalid =
        catchThrowableOfType(InvalidFamilyException.class, () -> FamilyReader.read(directory));
    assertThat(invalid).isNotNull();
    return invalid.problems();
  }
}
