package io.hawkvision.loadgen.promise;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.hawkvision.loadgen.measure.PostedFrame;
import io.hawkvision.loadgen.measure.Scoreboard;
import io.hawkvision.loadgen.post.Answer;
import io.hawkvision.loadgen.post.AskedTarget;
import io.hawkvision.loadgen.post.Reply;
import io.hawkvision.loadgen.source.LabelledFrame;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class PromiseReportTest {
  private static final AskedTarget TARGET = AskedTarget.accuracy(0.9);

  /** Of 100 independent frames; at 90 of 100 the standard error is 0.03. */
  private static PromiseRow row(int right) {
    return row(right, Map.of("certified", 100L));
  }

  private static PromiseRow row(int right, Map<String, Long> guarantees) {
    Scoreboard scoreboard = new Scoreboard(List.of(TARGET), 100);
    for (int i = 0; i < 100; i++) {
      LabelledFrame frame = new LabelledFrame("f", "x", i, Buffer.buffer("1"));
      PostedFrame posted = new PostedFrame(0, i, frame, 0);
      scoreboard.sent(posted, 0);
      String label = i < right ? "x" : "y";
      Answer answer = new Answer(label, false, false, Optional.empty(), 0, Optional.empty());
      scoreboard.settled(posted, new Reply.Answered(1, answer));
    }
    return new PromiseRow(
        "f", TARGET, Optional.of(scoreboard.results().get(0)), new TreeMap<>(guarantees));
  }

  private static PromiseReport report(int met, int near, int broken) {
    List<PromiseRow> rows = new ArrayList<>();
    rows.addAll(Collections.nCopies(met, row(90)));
    rows.addAll(Collections.nCopies(near, row(89)));
    rows.addAll(Collections.nCopies(broken, row(80)));
    return new PromiseReport(rows);
  }

  @Test
  void row_realisedEqualToTheTarget_isMet() {
    assertThat(row(90).isMet()).isTrue();
    assertThat(row(89).isMet()).isFalse();
  }

  @Test
  void row_belowTheTargetByLessThanTwoErrors_isWithin() {
    assertThat(row(84).isWithinTwoErrors()).isTrue(); // 0.84 + 2 * 0.0367 >= 0.9
    assertThat(row(82).isWithinTwoErrors()).isFalse(); // 0.82 + 2 * 0.0384 < 0.9
  }

  @Test
  void report_seventeenOfTwentyMetAndAllWithin_isKept() {
    PromiseReport report = report(17, 3, 0);
    assertThat(report.isKept()).isTrue();
    assertThat(report.words())
        .endsWith("point estimate met 17 of 20; within 2 standard errors 20 of 20\n");
  }

  @Test
  void report_sixteenOfTwentyMet_isNotKept() {
    assertThat(report(16, 4, 0).isKept()).isFalse();
  }

  @Test
  void report_oneBeyondTwoErrors_isNotKeptAndItsRowSaysSo() {
    PromiseReport report = report(19, 0, 1);
    assertThat(report.isKept()).isFalse();
    assertThat(report.words()).contains("within 2 standard errors 19 of 20").contains("NO\n");
  }

  @Test
  void report_refusedTarget_isARowButNoPromise() {
    PromiseReport report =
        new PromiseReport(List.of(row(90), PromiseRow.refused("f", AskedTarget.accuracy(0.99))));
    assertThat(report.isKept()).isTrue();
    assertThat(report.words())
        .contains("refused (422)")
        .endsWith("met 1 of 1; within 2 standard errors 1 of 1; refused as unattainable: 1\n");
    JsonNode rows = report.json().path("rows");
    assertThat(rows.path(0).path("met").asBoolean()).isTrue();
    assertThat(rows.path(1).path("refused").asBoolean()).isTrue();
    assertThat(rows.path(1).has("met")).isFalse();
  }

  @Test
  void report_nothingPromised_isNotKept() {
    PromiseRow refused = PromiseRow.refused("f", TARGET);
    assertThat(new PromiseReport(List.of(refused)).isKept()).isFalse();
  }

  @Test
  void report_answersThatDisagree_showsEachGuaranteesShare() {
    PromiseRow row = row(95, Map.of("certified", 75L, "best_effort", 25L));
    assertThat(new PromiseReport(List.of(row)).words())
        .contains("best_effort 25.0 %, certified 75.0 %");
    assertThat(row.guarantee()).isEqualTo("certified");
  }
}
