package io.hawkvision.loadgen.infaas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class ResidencyTest {
  private static final VariantKey SMALL = new VariantKey("f", "small");
  private static final VariantKey A = new VariantKey("f", "a");
  private static final VariantKey B = new VariantKey("f", "b");
  private static final VariantKey HUGE = new VariantKey("f", "huge");

  private final Residency residency =
      new Residency(
          new MemoryBudget(100),
          List.of(profile(SMALL, 10), profile(A, 50), profile(B, 60), profile(HUGE, 91)));

  private static Profile profile(VariantKey key, long bytes) {
    return new Profile(key, new Profile.Worth(0.9, 0.9), bytes, 1);
  }

  @BeforeEach
  void pinAndLoadOne() {
    assertThat(residency.pin(SMALL)).isTrue();
    residency.want(A);
    residency.beginLoad();
    residency.loaded(A);
  }

  @Test
  void pin_budgetIsUsedUp_isRefused() {
    assertThat(residency.pin(HUGE)).isFalse();
    assertThat(residency.fits(HUGE)).isFalse();
    assertThat(residency.fits(B)).isTrue();
  }

  @Test
  void want_twice_isOneLoad() {
    residency.want(B);
    residency.want(B);
    assertThat(residency.beginLoad()).isEqualTo(B);
    residency.want(B);
    assertThat(residency.hasWanted()).isFalse();
  }

  @Test
  void beginLoad_memoryIsShort_victimTakesNoNewClaimsAndLeavesAfterTheLast() {
    residency.claim(A);
    residency.want(B);
    residency.beginLoad();

    assertThat(residency.leaving()).containsExactly(A);
    assertThat(residency.isLoaded(A)).isFalse();
    assertThat(residency.isDrained()).isFalse();
    assertThatThrownBy(() -> residency.claim(A)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> residency.left(A)).isInstanceOf(IllegalStateException.class);

    residency.release(A);
    assertThat(residency.isDrained()).isTrue();
    residency.left(A);
    residency.loaded(B);
    assertThat(residency.isLoaded(B)).isTrue();
    assertThat(residency.bytes()).isEqualTo(70);
  }

  @Test
  void want_aVariantThatLeaves_comesBackNext() {
    residency.want(B);
    residency.beginLoad();
    residency.want(A);
    residency.left(A);
    residency.loaded(B);

    assertThat(residency.beginLoad()).isEqualTo(A);
    assertThat(residency.leaving()).containsExactly(B);
  }

  @Test
  void failed_isAbsentAgainAndMayBeWantedAgain() {
    residency.want(B);
    residency.beginLoad();
    residency.left(A);
    residency.failed(B);
    assertThat(residency.bytes()).isEqualTo(10);
    residency.want(B);
    assertThat(residency.beginLoad()).isEqualTo(B);
  }

  @Test
  void release_withoutAClaim_isRefused() {
    assertThatThrownBy(() -> residency.release(A)).isInstanceOf(IllegalStateException.class);
  }
}
