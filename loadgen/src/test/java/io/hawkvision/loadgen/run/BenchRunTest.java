package io.hawkvision.loadgen.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

/** A whole small benchmark as a user runs it: nodes, link, cells, report, resumption. */
@Tag("slow")
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class BenchRunTest {
  private static final Path ROOT = Path.of(System.getProperty("hawk.root"));
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;

  private record Ended(int exitCode, String said) {
    JsonNode lastLine() throws IOException {
      List<String> lines = said.lines().filter(line -> line.startsWith("{")).toList();
      return JSON.readTree(lines.get(lines.size() - 1));
    }
  }

  private Ended hawk(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(ROOT.resolve("hawk").toString(), "bench"));
    command.addAll(List.of(arguments));
    Path out = folder.resolve("said.txt");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out.toFile());
    builder.environment().put("HAWK_NO_BUILD", "1");
    Process process = builder.start();
    assertThat(process.waitFor(4, TimeUnit.MINUTES)).as("ends by itself").isTrue();
    return new Ended(process.exitValue(), Files.readString(out, StandardCharsets.UTF_8));
  }

  @Test
  void smallRun_measuresEveryCell_reports_andResumes() throws Exception {
    Path run = folder.resolve("run");
    String[] whole = {
      "run",
      "quick",
      "--seeds=1",
      "--seconds=3",
      "--system=ours",
      "--system=naive",
      "--sysfs-root=" + folder.resolve("no-sensors"),
      "--run=" + run,
      "--json"
    };
    Files.createDirectories(folder.resolve("no-sensors"));
    Ended first = hawk(whole);
    assertThat(first.said()).contains("2 cells of 3 s", "energy: modelled", "tuned on 600 frames");
    JsonNode rows = first.lastLine().path("rows");
    assertThat(rows).hasSize(2);
    assertThat(rows.get(0).path("system").asText()).isEqualTo("ours");
    assertThat(run.resolve("report.html")).isNotEmptyFile();
    if (first.said().contains("the generator was late")) {
      assertThat(first.exitCode()).as(first.said()).isBetween(0, 1);
      throw new TestAbortedException("others use this machine: the generator could not keep time");
    }
    assertThat(first.exitCode()).as(first.said()).isZero();
    assertThat(Files.readString(run.resolve("report.html"))).contains("lte");

    Ended again = hawk(whole);
    assertThat(again.exitCode()).as(again.said()).isZero();
    assertThat(again.said()).contains("2 of them measured already").doesNotContain("starting");
    assertThat(again.lastLine().path("rows")).isEqualTo(rows);

    Ended report = hawk("report", run.toString(), "--json");
    assertThat(report.exitCode()).as(report.said()).isZero();
    assertThat(report.lastLine().path("rows")).isEqualTo(rows);
  }

  @Test
  void wrongUsage_isToldBeforeAnythingStarts() throws Exception {
    assertThat(hawk("run").exitCode()).isEqualTo(2);
    Ended unknown = hawk("run", "p98");
    assertThat(unknown.exitCode()).isEqualTo(2);
    assertThat(unknown.said()).contains("quick, p99, power");
    Ended system = hawk("run", "quick", "--system", "theirs", "--link", "moon");
    assertThat(system.exitCode()).isEqualTo(2);
    assertThat(system.said()).contains("--system theirs", "--link moon");
  }
}
