package io.hawkvision.loadgen.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("unit")
class RunFolderTest {
  @TempDir Path folder;
  private final List<String> warnings = new ArrayList<>();
  private final CellResult cell = SyntheticCells.cell("ours", -7).make();

  private RunFolder run(CellKey... planned) throws IOException {
    return RunFolder.create(folder, SyntheticCells.header(List.of(planned)), warnings::add);
  }

  private Path file(String suffix) throws IOException {
    try (var files = Files.list(folder.resolve("cells"))) {
      return files.filter(file -> file.toString().endsWith(suffix)).findFirst().orElseThrow();
    }
  }

  @Test
  void cell_writtenAndRead_isTheSame() throws IOException {
    CellResult odd =
        SyntheticCells.cell("ours", Long.MIN_VALUE)
            .key(new CellKey("B3_ö/../x", "", "a b", 8, "60 % = \"half\"", Long.MAX_VALUE))
            .target(Optional.empty())
            .frames(
                3, i -> new CellFrame(i, Long.MIN_VALUE + i, i / 3, i - 1, i == 0, i == 1, i == 2))
            .energy(new CellResult.Energy(0.1 + 0.2, Double.NaN, 1e-300, "rapl", "ä\n\u0000"))
            .wire(new CellResult.Wire(Long.MAX_VALUE, 0, 1, 2, "answers", false))
            .stages(Map.of("dc infer", Double.POSITIVE_INFINITY, "x", -0.0, "whole", 3.0))
            .make();
    RunFolder run = run(cell.key(), odd.key());
    run.write(cell);
    run.write(odd);
    assertThat(RunFolder.open(folder, warnings::add).read()).containsExactly(cell, odd);
    assertThat(warnings).isEmpty();
  }

  @Test
  void header_writtenAndRead_isTheSame() throws IOException {
    RunHeader header = SyntheticCells.header(List.of(cell.key()));
    assertThat(run(cell.key()).header()).isEqualTo(header);
    var words = new RunHeader.GroupWords(cell.key().group(), 5, 0, Map.of("threshold", "0.7"));
    RunFolder.open(folder, warnings::add).describe(header.with(words));
    assertThat(RunFolder.open(folder, warnings::add).header().words(cell.key().group()))
        .contains(words);
  }

  @Test
  void contains_measuredCellsOnly() throws IOException {
    RunFolder run = run(cell.key());
    assertThat(run.contains(cell.key())).isFalse();
    run.write(cell);
    assertThat(run.contains(cell.key())).isTrue();
    assertThat(run.contains(SyntheticCells.cell("ours", 8).make().key())).isFalse();
    assertThat(warnings).isEmpty();
  }

  @Test
  void keys_plannedFirst_inTheirOrder() throws IOException {
    CellResult late = SyntheticCells.cell("a", 1).make();
    CellResult unplanned = SyntheticCells.cell("0", 1).make();
    RunFolder run = run(cell.key(), SyntheticCells.cell("never", 1).make().key(), late.key());
    for (CellResult each : List.of(late, unplanned, cell)) {
      run.write(each);
    }
    Files.writeString(folder.resolve("cells/notes.json"), "mine");
    assertThat(run.keys()).containsExactly(cell.key(), late.key(), unplanned.key());
  }

  @Test
  void contains_anyByteDamaged_isFalseWithAWarning() throws IOException {
    RunFolder run = run(cell.key());
    run.write(cell);
    byte[] json = Files.readAllBytes(file(".json"));
    // The layout around values carries nothing: only digits and letters must all matter.
    for (int at = 0; at < json.length; at++) {
      if (Character.isLetterOrDigit((char) json[at])) {
        byte[] damaged = json.clone();
        damaged[at] ^= 1;
        Files.write(file(".json"), damaged);
        assertThat(run.contains(cell.key())).as("byte %d", at).isFalse();
      }
    }
    assertThat(warnings).allMatch(words -> words.contains("to be measured again"));
    Files.write(file(".json"), json);
    assertThat(run.contains(cell.key())).isTrue();
  }

  @Test
  void contains_truncatedFiles_isFalseUntilWrittenAgain() throws IOException {
    RunFolder run = run(cell.key());
    for (String suffix : List.of(".json", ".csv.gz")) {
      run.write(cell);
      byte[] whole = Files.readAllBytes(file(suffix));
      for (int length : new int[] {0, 1, whole.length / 2, whole.length - 3}) {
        Files.write(file(suffix), Arrays.copyOf(whole, length));
        assertThat(run.contains(cell.key())).as("%s of %d bytes", suffix, length).isFalse();
      }
    }
    Files.delete(file(".csv.gz"));
    assertThat(run.contains(cell.key())).isFalse();
    assertThat(run.read()).isEmpty();
    run.write(cell);
    assertThat(run.read()).containsExactly(cell);
  }

  @Test
  void contains_anotherCellsFiles_isFalse() throws IOException {
    RunFolder run = run(cell.key());
    run.write(cell);
    Path json = file(".json");
    Path frames = file(".csv.gz");
    Files.move(json, json.resolveSibling(json.getFileName().toString().replace("-7", "7")));
    Files.move(frames, frames.resolveSibling(frames.getFileName().toString().replace("-7", "7")));
    assertThat(run.read()).isEmpty();
    assertThat(warnings).singleElement().asString().contains("another cell's result");
  }

  @Test
  void create_folderOfAnotherPlan_isRefused() throws IOException {
    run(cell.key()).write(cell);
    CellKey other = SyntheticCells.cell("naive", 1).make().key();
    assertThatThrownBy(() -> run(other))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("plan");
    assertThat(run(cell.key()).read()).containsExactly(cell);
  }

  @Test
  void create_nameTooLongForAFile_isRefused() {
    CellKey key = new CellKey("x".repeat(200), "roadside", "lan", 1, "", 1);
    assertThatThrownBy(() -> run(key)).isInstanceOf(IOException.class).hasMessageContaining("long");
  }

  @Test
  void open_notARun_isRefused() {
    assertThatThrownBy(() -> RunFolder.open(folder, warnings::add))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("holds no run");
  }

  @Test
  void events_writtenAndRead_areTheSame() throws IOException {
    RunFolder run = run(cell.key());
    List<LinkEvent> events = List.of(new LinkEvent(1.5, 2.25, "outage"));
    run.writeEvents("lte-poor", 3, events);
    assertThat(run.events("lte-poor", 3)).isEqualTo(events);
    assertThat(run.events("lte-poor", 4)).isEmpty();
  }
}
