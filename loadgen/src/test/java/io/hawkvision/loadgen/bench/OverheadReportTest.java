package io.hawkvision.loadgen.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hawkvision.loadgen.FakeEdge;
import io.hawkvision.loadgen.post.AskedTarget;
import io.hawkvision.loadgen.post.FrameQuery;
import io.hawkvision.loadgen.post.HttpPoster;
import io.hawkvision.loadgen.schedule.NanoClock;
import io.hawkvision.loadgen.source.LabelledFrame;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Tag("flow")
@Timeout(30)
class OverheadReportTest {
  @Test
  void json_comparesTheMediansOfTheRounds() throws Exception {
    OverheadReport report = new OverheadReport();
    report.add(new Round(2.0, 1.5, 3.0), new Round(1.0, 1.0, 1.5));
    report.add(new Round(1.0, 1.2, 2.0), new Round(0.8, 0.9, 1.2));
    String line = report.add(new Round(1.1, 1.3, 9.0), new Round(0.9, 1.0, 1.3));
    assertThat(line).contains("round 3").contains("ratio 0.82");
    JsonNode json = new ObjectMapper().readTree(report.json(2000));
    assertThat(json.path("ratio").asDouble()).isCloseTo(0.9 / 1.1, within(1e-4));
    assertThat(json.path("added_p50_ms").asDouble()).isCloseTo(0.3, within(1e-9));
    assertThat(json.path("added_p99_ms").asDouble()).isCloseTo(1.7, within(1e-9));
    assertThat(json.path("rounds").asInt()).isEqualTo(3);
    assertThat(report.words()).contains("met");
  }

  @Test
  void cpu_statLineWithAnOddName_isReadFromTheRightFields() throws Exception {
    String stat = "42 (ja) va (x)) S 1 2 3 4 5 6 7 8 9 10 150 50 0 0 20 0 30 0 12345";
    assertThat(ProcessCpu.seconds(stat)).isEqualTo(2.0);
    assertThatThrownBy(() -> ProcessCpu.seconds("42 (java) S 1")).isInstanceOf(IOException.class);
  }

  @Test
  void cpu_ofThisProcess_grows() throws Exception {
    ProcessCpu cpu = new ProcessCpu(ProcessHandle.current().pid());
    double before = cpu.seconds();
    double burnt = 0;
    while (cpu.seconds() - before < 0.02) {
      burnt += Math.sqrt(burnt + 1);
    }
    assertThat(burnt).isPositive();
  }

  @Test
  void latency_line_survivesThePipe() {
    Round.Latency latency = new Round.Latency(0.8125, 12.25);
    assertThat(Round.Latency.parse(latency.line())).isEqualTo(latency);
  }

  @Test
  void closedLoop_answersOfTheEdge_areTimed_othersEndTheRun() throws Exception {
    var limits = new HttpPoster.Limits(1, Duration.ofSeconds(10));
    var query = new FrameQuery(Optional.empty(), OptionalInt.empty(), true);
    try (FakeEdge edge = FakeEdge.honest();
        HttpPoster poster = new HttpPoster(edge.url(), query, limits, NanoClock.SYSTEM)) {
      Round.Latency latency = loop(poster, "a").run(20);
      assertThat(latency.p50Millis()).isPositive().isLessThanOrEqualTo(latency.p99Millis());
      assertThat(edge.frameUris()).hasSize(20);
      assertThatThrownBy(() -> loop(poster, "aD").run(20))
          .hasMessageContaining("did not answer every frame by itself");
    }
  }

  private static ClosedLoop loop(HttpPoster poster, String picture) {
    LabelledFrame frame = new LabelledFrame("f", "ant", 0, Buffer.buffer(picture));
    return new ClosedLoop(poster, AskedTarget.accuracy(0.01), List.of(frame));
  }
}
