package io.hawkvision.loadgen.infaas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hawkvision.loadgen.infaas.MemoryBudget.Loaded;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class MemoryBudgetTest {
  private static final VariantKey A = new VariantKey("f", "a");
  private static final VariantKey B = new VariantKey("f", "b");
  private static final VariantKey C = new VariantKey("f", "c");
  private static final MemoryBudget HUNDRED = new MemoryBudget(100);
  private static final List<Loaded> LOADED =
      List.of(new Loaded(A, 40, 7, false), new Loaded(B, 30, 3, false), new Loaded(C, 10, 1, true));

  @Test
  void victims_roomIsLeft_areNone() {
    assertThat(HUNDRED.victims(LOADED, 20)).hasValue(List.of());
  }

  @Test
  void victims_oneByteTooMany_isTheLeastRecentlyUsed() {
    assertThat(HUNDRED.victims(LOADED, 21)).hasValue(List.of(B));
  }

  @Test
  void victims_oneIsNotEnough_areSeveralInTheOrderOfTheirUse() {
    assertThat(HUNDRED.victims(LOADED, 51)).hasValue(List.of(B, A));
    assertThat(HUNDRED.victims(LOADED, 90)).hasValue(List.of(B, A));
  }

  @Test
  void victims_doesNotFitBesideThePinned_isRefused() {
    assertThat(HUNDRED.victims(LOADED, 91)).isEmpty();
  }

  @Test
  void budget_ofNothing_isRefused() {
    assertThatThrownBy(() -> new MemoryBudget(0)).isInstanceOf(IllegalArgumentException.class);
  }
}
