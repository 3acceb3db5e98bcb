package io.hawkvision.loadgen.load;

import io.hawkvision.loadgen.post.Ask;
import java.time.Duration;

/**
 * How long an answer is waited for, from the intended time: the deadline and the grace, so that
 * answers somewhat late still have a latency; or a fixed time where no deadline is asked for.
 */
public record Patience(Duration grace, Duration withoutDeadline) {
  public static final Patience DEFAULT =
      new Patience(Duration.ofSeconds(2), Duration.ofSeconds(10));

  public Patience {
    if (grace.isNegative() || withoutDeadline.isNegative()) {
      throw new IllegalArgumentException("patience is not negative");
    }
  }

  long nanos(Ask ask) {
    return ask.deadlineMillis().isPresent()
        ? Duration.ofMillis(ask.deadlineMillis().getAsInt()).plus(grace).toNanos()
        : withoutDeadline.toNanos();
  }
}
