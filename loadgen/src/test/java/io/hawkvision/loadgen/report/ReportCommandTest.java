package io.hawkvision.loadgen.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hawkvision.loadgen.CapturedRun;
import io.hawkvision.loadgen.result.RunFolder;
import io.hawkvision.loadgen.result.RunHeader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("flow")
class ReportCommandTest {
  @TempDir Path home;
  private Path runs = Path.of("");

  @BeforeEach
  void runsLieBelowHome() {
    runs = home.resolve(".hawk/bench");
  }

  private RunFolder write(String name, int seeds, double slower) throws IOException {
    return new SyntheticRun(seeds, 5).write(runs.resolve(name), List.of("wifi", "outage"), slower);
  }

  private CapturedRun bench(String... arguments) {
    String[] all = new String[arguments.length + 1];
    all[0] = "bench";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return CapturedRun.of(home, all);
  }

  private static JsonNode row(JsonNode root, String system, String link) {
    return StreamSupport.stream(root.path("rows").spliterator(), false)
        .filter(row -> row.path("system").asText().equals(system))
        .filter(row -> row.path("link").asText().equals(link))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void report_latest_printsRowsAndWritesFiles() throws IOException {
    write("one", 3, 1);
    Path page = home.resolve("pages/p.html");
    CapturedRun run = bench("report", "latest", "--json", "--html", page.toString());
    assertThat(run.exitCode()).as(run.stderr()).isZero();
    JsonNode root = new ObjectMapper().readTree(run.lastLine());
    assertThat(root.path("rows")).hasSize(12);
    JsonNode ours = row(root, "ours", "wifi");
    assertThat(ours.path("family").asText()).isEqualTo("roadside");
    assertThat(ours.path("edge_factor").asInt()).isEqualTo(1);
    assertThat(ours.path("frames").asInt()).isEqualTo(450);
    assertThat(ours.path("p99_low_ms").asDouble()).isLessThan(ours.path("p99_ms").asDouble());
    assertThat(ours.path("p50_ms").asDouble()).isPositive();
    assertThat(ours.path("p99_high_ms").asDouble()).isGreaterThan(ours.path("p99_ms").asDouble());
    assertThat(ours.path("p999_ms").isNull()).isTrue();
    assertThat(ours.path("accuracy").asDouble()).isBetween(0.8, 1.0);
    assertThat(ours.path("degraded").asDouble()).isZero();
    assertThat(ours.path("uplink_bytes").asLong()).isEqualTo(3 * 2400 * 150);
    assertThat(ours.path("joules").asDouble()).isPositive();
    assertThat(row(root, "dc-only", "outage").path("p99_ms").isNull()).isTrue();
    assertThat(row(root, "infaas", "wifi").path("cells_invalid").asInt()).isEqualTo(1);
    assertThat(run.stdout()).contains("roadside, link wifi").contains("ours less this");
    assertThat(Files.readString(page)).startsWith("<!DOCTYPE html>");
    List<String> csv = Files.readAllLines(runs.resolve("one/report.csv"));
    assertThat(csv).hasSize(13);
    assertThat(csv.get(0)).startsWith("system,family,link,edge_factor,load,frames,");
    assertThat(csv).allMatch(line -> line.split(",", -1).length >= csv.get(0).split(",").length);
  }

  @Test
  void report_distributions_areInMilliseconds() throws IOException {
    write("one", 3, 1);
    assertThat(bench("report", "one").exitCode()).isZero();
    assertThat(runs.resolve("one/report.html")).exists();
    String text = Files.readString(runs.resolve("one/hgrm/dc-only_roadside_outage_x1_.hgrm"));
    assertThat(text.lines().findFirst().orElseThrow()).contains("Value", "Percentile");
    assertThat(text).contains("Total count    =          450").containsPattern("[1-9]\\d* frames");
    assertThat(text).containsPattern("36\\d{5}\\.\\d+ +1\\.0+"); // an hour, but for 3 digits
  }

  @Test
  void report_damagedCell_isWarnedOfAndCountedAsMissing() throws IOException {
    write("one", 3, 1);
    Files.writeString(runs.resolve("one/cells/ours_roadside_wifi_x1__s2.json"), "{");
    CapturedRun run = bench("report", "one", "--json");
    assertThat(run.exitCode()).isZero();
    assertThat(run.stderr()).contains("ignored, to be measured again");
    JsonNode ours = row(new ObjectMapper().readTree(run.lastLine()), "ours", "wifi");
    assertThat(ours.path("cells_missing").asInt()).isEqualTo(1);
    assertThat(ours.path("p99_low_ms").isNull()).isTrue();
  }

  @Test
  void report_unknownRun_isWrongUsage() {
    assertThat(bench("report", "nowhere").exitCode()).isEqualTo(2);
    assertThat(bench("report", "latest").stderr()).contains("there is no run below");
  }

  @Test
  void latest_isTheOneStartedLast() throws IOException {
    RunFolder older = write("z", 1, 1);
    RunHeader header = older.header();
    older.describe(
        new RunHeader(
            "older",
            1,
            header.planned(),
            header.machine(),
            "2025-12-31T23:00:00Z",
            header.links(),
            header.groups(),
            header.notes()));
    write("a", 1, 1);
    assertThat(bench("report", "latest").stdout()).contains("bench/a");
  }

  @Test
  void compare_equalRuns_hasRatioOneAndNoWarning() throws IOException {
    write("a", 3, 1);
    write("b", 3, 1);
    CapturedRun run = bench("compare", "a", "b", "--json");
    assertThat(run.exitCode()).as(run.stderr()).isZero();
    assertThat(run.stderr()).isEmpty();
    JsonNode root = new ObjectMapper().readTree(run.lastLine());
    assertThat(root.path("warnings")).isEmpty();
    assertThat(root.path("rows"))
        .hasSize(12)
        .filteredOn(row -> !row.path("p99_ratio").isNull())
        .hasSize(11) // dc-only was never answered in the outage
        .allMatch(row -> row.path("p99_ratio").asDouble() == 1);
  }

  @Test
  void compare_slowerRun_hasItsRatio() throws IOException {
    write("a", 3, 1);
    write("b", 3, 2);
    JsonNode root = new ObjectMapper().readTree(bench("compare", "a", "b", "--json").lastLine());
    JsonNode ours = row(root, "ours", "wifi");
    assertThat(ours.path("p99_ratio").asDouble()).isBetween(1.99, 2.01);
    assertThat(ours.path("p99_ratio_low").asDouble()).isBetween(1.99, 2.01);
    assertThat(ours.path("a_less_b_points").asDouble()).isZero();
    assertThat(ours.path("b_p99_ms").asDouble()).isGreaterThan(ours.path("a_p99_ms").asDouble());
  }

  @Test
  void compare_unlikeRuns_warnsOfEverything() throws IOException {
    write("a", 3, 1);
    RunFolder other = write("b", 2, 1);
    RunHeader header = other.header();
    other.describe(
        new RunHeader(
            "thorough",
            header.seeds(),
            header.planned(),
            new RunHeader.Machine(8, "Another CPU", "Linux 7", "21", "0.2.0"),
            header.started(),
            header.links(),
            header.groups(),
            header.notes()));
    assertThat(bench("compare", "a", "b").stderr().lines())
        .allMatch(line -> line.startsWith("WARNING, NOT LIKE WITH LIKE: another "))
        .anyMatch(line -> line.contains("plan: quick and thorough"))
        .anyMatch(line -> line.contains("number of seeds: 3 and 2"))
        .anyMatch(line -> line.contains("number of cores: 2 and 8"))
        .anyMatch(line -> line.contains("CPU: A CPU <of> & \"sorts\" and Another CPU"))
        .anyMatch(line -> line.contains("set of valid seeds of ours, roadside, link wifi"));
  }

  @Test
  void compare_otherFramesOrOtherGroups_warns() throws IOException {
    write("a", 2, 1);
    new SyntheticRun(2, 6).write(runs.resolve("b"), List.of("wifi", "lte-poor"), 1);
    assertThat(bench("compare", "a", "b").stderr())
        .contains("not the same frames of naive, roadside, link wifi under the same seeds")
        .contains("only the first run measured ours, roadside, link outage")
        .contains("only the second run measured ours, roadside, link lte-poor");
  }
}
