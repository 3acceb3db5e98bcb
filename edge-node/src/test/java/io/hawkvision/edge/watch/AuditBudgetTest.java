package io.hawkvision.edge.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class AuditBudgetTest {
  private final Hands hands = new Hands();

  private static int taken(AuditBudget budget, int tries) {
    int taken = 0;
    for (int i = 0; i < tries; i++) {
      taken += budget.take() ? 1 : 0;
    }
    return taken;
  }

  @Test
  void budget_atOnce_givesOneSecondsWorth() {
    assertThat(taken(new AuditBudget(20, hands.clocks().monotonic()), 100)).isEqualTo(20);
  }

  @Test
  void budget_overTime_givesItsRateAndSavesNoMoreThanASecond() {
    AuditBudget budget = new AuditBudget(20, hands.clocks().monotonic());
    taken(budget, 100);
    hands.move(Duration.ofMillis(250));
    assertThat(taken(budget, 100)).isEqualTo(5);
    hands.move(Duration.ofHours(1));
    assertThat(taken(budget, 100)).isEqualTo(20);
  }

  @Test
  void budget_belowOnePerSecond_stillGivesSome() {
    AuditBudget budget = new AuditBudget(0.5, hands.clocks().monotonic());
    assertThat(taken(budget, 10)).isEqualTo(1);
    hands.move(Duration.ofSeconds(1));
    assertThat(taken(budget, 10)).isZero();
    hands.move(Duration.ofSeconds(1));
    assertThat(taken(budget, 10)).isEqualTo(1);
  }
}
