package io.hawkvision.loadgen.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.hawkvision.loadgen.measure.PostedFrame;
import io.hawkvision.loadgen.measure.Scoreboard;
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
class DemoSummaryTest {
  private final Scoreboard scoreboard = new Scoreboard(List.of(AskedTarget.accuracy(0.9)), 10);

  private void settle(Reply reply) {
    LabelledFrame frame = new LabelledFrame("f", "x", 0, Buffer.buffer("1"));
    PostedFrame posted = new PostedFrame(0, 0, frame, 0);
    scoreboard.sent(posted, 0);
    scoreboard.settled(posted, reply);
  }

  private void answered(boolean dc) {
    settle(
        new Reply.Answered(1, new Answer("x", dc, false, Optional.empty(), 0, Optional.empty())));
  }

  private DemoSummary summary() {
    return new DemoSummary(scoreboard.results());
  }

  @Test
  void problem_bothTiersAnswered_isEmpty() {
    answered(true);
    answered(false);
    assertThat(summary().problem()).isEmpty();
    assertThat(summary().words())
        .contains("The edge answered 1 itself, the datacenter 1")
        .doesNotContain("FAILED");
  }

  @Test
  void problem_oneTierSilent_isNamed() {
    answered(false);
    assertThat(summary().problem()).hasValueSatisfying(p -> assertThat(p).contains("datacenter"));
    Scoreboard none = new Scoreboard(List.of(AskedTarget.accuracy(0.9)), 1);
    assertThat(new DemoSummary(none.results()).problem()).contains("no frame was sent.");
  }

  @Test
  void problem_error_isNamedWithItsCause() {
    answered(true);
    answered(false);
    settle(new Reply.Failed(1, "HTTP 503 overloaded"));
    assertThat(summary().words())
        .contains("The demo FAILED: 1 frames got no answer: HTTP 503 overloaded x 1");
  }
}
