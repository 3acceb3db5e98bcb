package io.hawkvision.loadgen.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hawkvision.loadgen.post.Answer;
import io.hawkvision.loadgen.post.AskedTarget;
import io.hawkvision.loadgen.post.Reply;
import io.hawkvision.loadgen.source.LabelledFrame;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class TraceTest {
  private final Scoreboard scoreboard =
      Scoreboard.tracing(List.of(AskedTarget.accuracy(0.9)), 4_000);
  private final List<PostedFrame> underWay = new ArrayList<>();

  private void post(int frames, int perGroup) {
    for (int i = 0; i < frames; i++) {
      LabelledFrame frame = new LabelledFrame("f" + i, "x", i / perGroup, Buffer.buffer("1"));
      PostedFrame posted = new PostedFrame(0, i, frame, 0);
      scoreboard.sent(posted, 0);
      underWay.add(posted);
    }
  }

  private void answer(int index, String label, boolean dc, boolean degraded) {
    Optional<String> reason = degraded ? Optional.of("link-down") : Optional.empty();
    scoreboard.settled(
        underWay.get(index),
        new Reply.Answered(1, new Answer(label, dc, degraded, reason, 0, Optional.empty())));
  }

  private Trace trace() {
    scoreboard.close();
    return scoreboard.traces().get(0);
  }

  @Test
  void windows_repliesInAnyOrder_areInTheOrderOfPosting() {
    post(3_000, 1);
    List<Integer> order = new ArrayList<>(underWay.stream().map(p -> (int) p.index()).toList());
    Collections.shuffle(order, new Random(1));
    order.forEach(i -> answer(i, i < 1_000 ? "x" : "y", i >= 1_500, i >= 2_700));
    List<Stretch> windows = trace().windows(700);
    assertThat(windows)
        .extracting(Stretch::firstFrame)
        .containsExactly(0L, 700L, 1400L, 2100L, 2800L);
    assertThat(windows).extracting(Stretch::frames).containsExactly(700L, 700L, 700L, 700L, 200L);
    assertThat(windows).extracting(Stretch::correct).containsExactly(700L, 300L, 0L, 0L, 0L);
    assertThat(windows).extracting(Stretch::fromDc).containsExactly(0L, 0L, 600L, 700L, 200L);
    assertThat(windows).extracting(Stretch::degraded).containsExactly(0L, 0L, 0L, 100L, 200L);
    assertThat(windows.get(1).realised()).isCloseTo(3.0 / 7, within(1e-12));
  }

  @Test
  void stretch_framesWithoutAnAnswer_countAsWrong() {
    post(10, 1);
    answer(0, "x", false, false);
    scoreboard.settled(underWay.get(1), new Reply.Failed(1, "HTTP 503 overloaded"));
    Trace trace = trace();
    assertThat(trace.stretch(0, 2).realised()).isEqualTo(0.5);
    assertThat(trace.stretch(0, 99).frames()).isEqualTo(10);
    assertThat(trace.answeredFrames()).isEqualTo(1);
    assertThat(trace.stretch(10, 20).frames()).isZero();
    assertThat(trace.stretch(10, 20).realised()).isNaN();
  }

  @Test
  void standardError_framesOfOneScene_countAsOneDraw() {
    post(100, 10);
    for (int i = 0; i < 100; i++) {
      answer(i, i < 80 ? "x" : "y", false, false);
    }
    assertThat(trace().stretch(0, 100).standardError())
        .isCloseTo(Math.sqrt(0.8 * 0.2 / 10), within(1e-12));
  }

  @Test
  void behindAnswered_failuresBetween_areSkipped() {
    post(6, 1);
    for (int i : new int[] {0, 2, 5}) {
      answer(i, "x", false, false);
    }
    Trace trace = trace();
    assertThat(trace.behindAnswered(1)).isEqualTo(1);
    assertThat(trace.behindAnswered(2)).isEqualTo(3);
    assertThat(trace.behindAnswered(3)).isEqualTo(6);
    assertThat(trace.answeredBefore(3)).isEqualTo(2);
  }

  @Test
  void traces_ofAPlainScoreboard_areNone() {
    assertThat(new Scoreboard(List.of(AskedTarget.accuracy(0.9)), 1).traces()).isEmpty();
  }
}
