package io.hawkvision.loadgen.promise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hawkvision.loadgen.post.Answer;
import io.hawkvision.loadgen.post.AskedTarget;
import io.hawkvision.loadgen.post.Reply;
import io.hawkvision.loadgen.schedule.NanoClock;
import io.hawkvision.loadgen.source.LabelledFrame;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class SettlingTest {
  private static final AskedTarget TARGET = AskedTarget.accuracy(0.9);
  private static final Reply PENDING = answered("not_yet", OptionalLong.empty());
  private static final Reply CERTIFIED = answered("certified", OptionalLong.empty());
  private static final Reply REFUSED = new Reply.Failed(0, "HTTP 422 target-unattainable");
  private static final Reply DEGRADED =
      new Reply.Answered(
          0,
          new Answer(
              "x",
              false,
              true,
              Optional.of("link-down"),
              0,
              Optional.of(new Answer.Guarantee("best_effort", OptionalLong.empty()))));

  private int asked;

  private static Reply answered(String word, OptionalLong missingFrames) {
    var guarantee = new Answer.Guarantee(word, missingFrames);
    return new Reply.Answered(
        0, new Answer("x", false, false, Optional.empty(), 0, Optional.of(guarantee)));
  }

  /** Half a second goes by each time somebody looks. */
  private static final class ImpatientClock implements NanoClock {
    private long nanos;

    @Override
    public long nanos() {
      nanos += Duration.ofMillis(500).toNanos();
      return nanos;
    }

    @Override
    public void sleepUntil(long nanos) {
      this.nanos = Math.max(this.nanos, nanos);
    }
  }

  private boolean isServed(Stream<Reply> replies) throws Exception {
    Iterator<Reply> next = replies.iterator();
    LabelledFrame frame = new LabelledFrame("f", "x", 0, Buffer.buffer("1"));
    Settling settling =
        new Settling(
            (posted, target, done) -> {
              asked++;
              done.accept(next.next());
            },
            frame,
            new ImpatientClock());
    return settling.isServed(TARGET);
  }

  @Test
  void isServed_proofUnderWayAndLinkDown_waitsForTwoAnswersThatAgree() throws Exception {
    List<Reply> replies = List.of(DEGRADED, DEGRADED, PENDING, PENDING, CERTIFIED, CERTIFIED);
    assertThat(isServed(replies.stream())).isTrue();
    assertThat(asked).isEqualTo(6);
  }

  @Test
  void isServed_unprovenAndTheNodeSaysWhatIsMissing_isSettledAtOnce() throws Exception {
    Reply settled = answered("not_yet", OptionalLong.of(4000));
    assertThat(isServed(Stream.of(PENDING, settled, settled))).isTrue();
    assertThat(asked).isEqualTo(3);
  }

  @Test
  void isServed_unprovenWithoutAReason_isSettledAfterAWhile() throws Exception {
    assertThat(isServed(Stream.generate(() -> PENDING))).isTrue();
    assertThat(asked).isGreaterThan(3);
  }

  @Test
  void isServed_refusedAtLast_isFalse() throws Exception {
    assertThat(isServed(Stream.of(PENDING, REFUSED))).isFalse();
  }

  @Test
  void isServed_neverTwoAlike_givesUpAndShowsTheLastReply() {
    Stream<Reply> replies =
        Stream.iterate(0L, i -> i + 1).map(i -> answered("not_yet", OptionalLong.of(i)));
    assertThatThrownBy(() -> isServed(replies))
        .hasMessageContaining("did not settle target 0.90 in 60 s")
        .hasMessageContaining("not_yet");
  }

  @Test
  void isServed_answersWithoutAGuarantee_isAnErrorThatSaysSo() {
    Reply silent =
        new Reply.Answered(0, new Answer("x", false, false, Optional.empty(), 0, Optional.empty()));
    assertThatThrownBy(() -> isServed(Stream.of(silent)))
        .hasMessageContaining("do not say what they guarantee");
  }
}
