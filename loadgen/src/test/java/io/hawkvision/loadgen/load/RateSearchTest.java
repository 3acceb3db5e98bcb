package io.hawkvision.loadgen.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalDouble;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class RateSearchTest {
  private static OptionalDouble found(double first, double capacity) {
    RateSearch search = new RateSearch(first, 10_000);
    int trials = 0;
    for (OptionalDouble rate = search.next(); rate.isPresent(); rate = search.next()) {
      search.judge(rate.getAsDouble() <= capacity);
      trials++;
    }
    assertThat(trials).isLessThanOrEqualTo(16);
    return search.best();
  }

  @Test
  void search_anyCapacity_isFoundFromBelowWithinAFewPercent() {
    for (double capacity : new double[] {12, 49, 50, 333, 2_000}) {
      assertThat(found(50, capacity).orElseThrow()).isBetween(capacity / 1.06, capacity);
    }
  }

  @Test
  void search_everythingPasses_endsAtTheHighestRate() {
    assertThat(found(50, 1e9)).hasValue(10_000);
  }

  @Test
  void search_nothingPasses_findsNothing() {
    assertThat(found(50, 0)).isEmpty();
  }
}
