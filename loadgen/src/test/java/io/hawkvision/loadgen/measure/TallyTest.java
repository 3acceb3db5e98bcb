package io.hawkvision.loadgen.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hawkvision.loadgen.post.Answer;
import io.hawkvision.loadgen.post.AskedTarget;
import io.hawkvision.loadgen.post.Reply;
import io.hawkvision.loadgen.source.LabelledFrame;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class TallyTest {
  private static final long MILLI = 1_000_000;
  private final Scoreboard scoreboard = new Scoreboard(List.of(AskedTarget.accuracy(0.9)), 10);

  private long posts;

  private void answered(long group, String label, boolean dc, long latencyMillis) {
    Optional<String> reason = dc ? Optional.empty() : Optional.of("link-down");
    settle(
        group,
        new Reply.Answered(
            latencyMillis * MILLI,
            new Answer(label, dc, !dc, reason, dc ? 900 : 0, Optional.empty())));
  }

  private void settle(long group, Reply reply) {
    LabelledFrame frame = new LabelledFrame("f", "x", group, Buffer.buffer("12345"));
    PostedFrame posted = new PostedFrame(0, posts++, frame, 0);
    scoreboard.sent(posted, 0);
    scoreboard.settled(posted, reply);
  }

  private TargetResult result() {
    return scoreboard.results().get(0);
  }

  @Test
  void result_errorFrame_isWrongAndInfinitelyLate() {
    for (int i = 0; i < 9; i++) {
      answered(i, "x", true, 10);
    }
    settle(9, new Reply.Failed(5 * MILLI, "HTTP 503 overloaded"));
    assertThat(result().realised()).isEqualTo(0.9);
    assertThat(result().counts().errors()).isEqualTo(1);
    assertThat(result().counts().errorCauses()).containsEntry("HTTP 503 overloaded", 1L);
    assertThat(result().latencies().p90Millis()).isCloseTo(10, within(0.05));
    assertThat(result().latencies().p99Millis()).isInfinite();
  }

  @Test
  void result_shares_areOfAllFrames() {
    answered(0, "x", true, 10);
    answered(1, "y", false, 10);
    settle(2, new Reply.Failed(0, "connection refused"));
    settle(3, new Reply.Failed(0, "connection refused"));
    assertThat(result().escalated()).isEqualTo(0.25);
    assertThat(result().degraded()).isEqualTo(0.25);
    assertThat(result().realised()).isEqualTo(0.25);
    assertThat(result().counts().uplinkBytes()).isEqualTo(900);
    assertThat(result().counts().postedBytes()).isEqualTo(20);
    assertThat(result().counts().degradedReasons()).containsEntry("link-down", 1L);
  }

  @Test
  void standardError_independentFrames_isTheBinomialOne() {
    for (int i = 0; i < 100; i++) {
      answered(i, i < 80 ? "x" : "y", true, 1);
    }
    assertThat(result().standardError()).isCloseTo(Math.sqrt(0.8 * 0.2 / 100), within(1e-12));
  }

  @Test
  void standardError_framesOfOneScene_countAsOneDraw() {
    for (int i = 0; i < 100; i++) {
      answered(i / 10, i < 80 ? "x" : "y", true, 1); // 10 scenes, each all right or all wrong
    }
    assertThat(result().standardError()).isCloseTo(Math.sqrt(0.8 * 0.2 / 10), within(1e-12));
  }

  @Test
  void close_replyAfterwards_isNotCounted() {
    LabelledFrame frame = new LabelledFrame("f", "x", 0, Buffer.buffer("1"));
    PostedFrame posted = new PostedFrame(0, 0, frame, 0);
    scoreboard.sent(posted, 0);
    scoreboard.close();
    scoreboard.settled(
        posted,
        new Reply.Answered(
            1, new Answer("x", false, false, Optional.empty(), 0, Optional.empty())));
    assertThat(result().counts().frames()).isEqualTo(1);
    assertThat(result().counts().errors()).isEqualTo(1);
    assertThat(result().counts().correct()).isZero();
  }

  @Test
  void percentiles_smallSample_areExactRanks() {
    for (int i = 1; i <= 10; i++) {
      answered(i, "x", true, i);
    }
    assertThat(result().latencies().p50Millis()).isCloseTo(5, within(0.01));
    assertThat(result().latencies().p90Millis()).isCloseTo(9, within(0.01));
    assertThat(result().latencies().p99Millis()).isCloseTo(10, within(0.01));
  }

  @Test
  void json_hasTheAgreedKeysAndNullForWhatIsInfinite() throws Exception {
    answered(0, "x", true, 10);
    settle(1, new Reply.Failed(0, "no answer in 10 ms"));
    JsonNode json = new ObjectMapper().readTree(ReportJson.line(scoreboard.results()));
    assertThat(json.fieldNames()).toIterable().containsExactly("errors", "targets");
    assertThat(json.path("errors").asLong()).isEqualTo(1);
    JsonNode target = json.path("targets").path(0);
    assertThat(target.path("target").asDouble()).isEqualTo(0.9);
    assertThat(target.path("kind").asText()).isEqualTo("absolute");
    assertThat(target.path("realised").asDouble()).isEqualTo(0.5);
    assertThat(target.path("standard_error").asDouble()).isCloseTo(0.353553, within(1e-6));
    assertThat(target.path("frames").asInt()).isEqualTo(2);
    assertThat(target.path("escalated").asDouble()).isEqualTo(0.5);
    assertThat(target.path("degraded").asDouble()).isZero();
    assertThat(target.path("p50_ms").asDouble()).isCloseTo(10, within(0.05));
    assertThat(target.path("p90_ms").isNull()).isTrue();
    assertThat(target.path("p99_ms").isNull()).isTrue();
    assertThat(target.path("p999_ms").isNull()).isTrue();
    assertThat(target.path("uplink_bytes").asLong()).isEqualTo(900);
    assertThat(target.path("errors").asLong()).isEqualTo(1);
  }

  @Test
  void json_withoutAFrame_hasNullForShares() throws Exception {
    JsonNode json = new ObjectMapper().readTree(ReportJson.line(scoreboard.results()));
    assertThat(json.path("targets").path(0).path("realised").isNull()).isTrue();
    assertThat(json.path("targets").path(0).path("frames").asInt()).isZero();
  }

  @Test
  void table_showsRealisedWithItsErrorAndTheCauses() {
    answered(0, "x", true, 10);
    settle(1, new Reply.Failed(0, "HTTP 500 internal"));
    assertThat(ReportTable.full(scoreboard.results()))
        .contains("0.5000 ± 0.3536")
        .contains("inf")
        .contains("0.90: error: HTTP 500 internal x 1");
  }
}
