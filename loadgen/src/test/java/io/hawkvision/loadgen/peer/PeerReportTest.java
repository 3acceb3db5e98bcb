package io.hawkvision.loadgen.peer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class PeerReportTest {
  private static final PeerRow OURS = new PeerRow("ours", 900.04, 1.5, 4.25, 0.9, false, Map.of());
  private static final PeerRow PEER =
      new PeerRow(
          "oip+http://h:1/m", 800, 2, Double.POSITIVE_INFINITY, 0.5, true, Map.of("HTTP 503", 12L));

  @Test
  void words_tableCausesAndNotes_areThere() {
    assertThat(new PeerReport(List.of(OURS, PEER), List.of("two cores")).words())
        .isEqualTo(
            """
                      system  frames/s  p50 ms  p99 ms  accuracy  errors  JPEG decoded by
                        ours     900.0    1.50    4.25    0.9000       0           system
            oip+http://h:1/m     800.0    2.00   never    0.5000      12   client, before
            oip+http://h:1/m: error: HTTP 503 (12)
            note: two cores
            """);
  }

  @Test
  void words_otherAccuracyWithoutErrors_isNoted() {
    PeerRow other = new PeerRow("p", 1, 1, 1, 0.87, true, Map.of());
    PeerRow same = new PeerRow("q", 1, 1, 1, 0.89, true, Map.of());
    assertThat(new PeerReport(List.of(OURS, other, same), List.of()).allNotes())
        .singleElement()
        .asString()
        .startsWith("p labels other frames right than ours");
  }

  @Test
  void json_row_isReadBackTheSame() throws Exception {
    String json = new PeerReport(List.of(OURS, PEER), List.of("n")).json();
    assertThat(json).doesNotContain("\n");
    JsonNode root = new ObjectMapper().readTree(json);
    assertThat(root.at("/rows/0").toString())
        .isEqualTo(
            "{\"system\":\"ours\",\"throughput_fps\":900.04,\"p50_ms\":1.5,\"p99_ms\":4.25,"
                + "\"accuracy\":0.9,\"errors\":0,\"client_preprocessed\":false,"
                + "\"error_causes\":{}}");
    assertThat(root.at("/rows/1/p99_ms").isNull()).isTrue();
    assertThat(PeerRow.parse(root.at("/rows/0"))).isEqualTo(OURS);
    assertThat(PeerRow.parse(root.at("/rows/1"))).isEqualTo(PEER);
  }

  @Test
  void median_ofEvenAndOdd_isTheMiddle() {
    assertThat(Rounds.median(List.of(3.0, 1.0, 2.0))).isEqualTo(2);
    assertThat(Rounds.median(List.of(4.0, 1.0))).isEqualTo(2.5);
    assertThat(Rounds.median(List.of())).isNaN();
  }
}
