package io.hawkvision.edge.escalate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class AnswerWatchTest {
  private static final long SECOND = 1_000_000_000L;

  private final AnswerWatch watch = new AnswerWatch(Duration.ofSeconds(4), 0);

  @Test
  void manyGivenUpOverLongSilence_trips() {
    for (int i = 1; i < AnswerWatch.UNANSWERED; i++) {
      assertThat(watch.gaveUp(5 * SECOND)).isFalse();
    }
    assertThat(watch.gaveUp(5 * SECOND)).isTrue();
    assertThat(watch.reason(5 * SECOND)).isEqualTo("no message for 5 s");
  }

  @Test
  void manyGivenUpWithinPatience_doesNotTrip() {
    for (int i = 0; i < 10 * AnswerWatch.UNANSWERED; i++) {
      assertThat(watch.gaveUp(3 * SECOND)).isFalse();
    }
  }

  @Test
  void anyMessage_startsTheCountAgain() {
    for (int i = 1; i < AnswerWatch.UNANSWERED; i++) {
      watch.gaveUp(5 * SECOND);
    }
    watch.heard(6 * SECOND);
    assertThat(watch.gaveUp(20 * SECOND)).isFalse();
  }
}
