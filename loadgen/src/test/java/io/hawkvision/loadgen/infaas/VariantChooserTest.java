package io.hawkvision.loadgen.infaas;

import static org.assertj.core.api.Assertions.assertThat;

import io.hawkvision.zoo.policy.Target;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class VariantChooserTest {
  private static final Profile SMALL = profile("small", 0.80, 0.82, 10, 100);
  private static final Profile MIDDLE = profile("middle", 0.90, 0.93, 30, 300);
  private static final Profile LARGE = profile("large", 0.95, 1.00, 60, 900);
  private static final VariantChooser CHOOSER =
      new VariantChooser(List.of(SMALL, MIDDLE, LARGE), 0.95);

  private static Profile profile(
      String name, double accuracy, double agreement, long bytes, long nanos) {
    return new Profile(
        new VariantKey("f", name), new Profile.Worth(accuracy, agreement), bytes, nanos);
  }

  private static Predicate<VariantKey> are(Profile... profiles) {
    Set<VariantKey> keys = Arrays.stream(profiles).map(Profile::key).collect(Collectors.toSet());
    return keys::contains;
  }

  private static Choice choose(Target target, Predicate<VariantKey> loaded) {
    return CHOOSER.choose(target, loaded, key -> true);
  }

  @Test
  void choose_severalAdequateLoaded_isTheFastestOfThem() {
    assertThat(choose(Target.absolute(0.85), are(SMALL, MIDDLE, LARGE)))
        .isEqualTo(new Choice.Chosen(MIDDLE, true, true));
  }

  @Test
  void choose_onlyASlowerAdequateIsLoaded_prefersItToALoad() {
    assertThat(choose(Target.absolute(0.85), are(SMALL, LARGE)))
        .isEqualTo(new Choice.Chosen(LARGE, true, true));
  }

  @Test
  void choose_noAdequateIsLoaded_loadsTheSmallestAdequate() {
    assertThat(choose(Target.absolute(0.85), are(SMALL)))
        .isEqualTo(new Choice.Chosen(MIDDLE, false, true));
  }

  @Test
  void choose_estimateEqualsTheTarget_isAdequate() {
    assertThat(choose(Target.absolute(0.90), are(MIDDLE)))
        .isEqualTo(new Choice.Chosen(MIDDLE, true, true));
    assertThat(choose(Target.relative(0.05), are(MIDDLE)))
        .isEqualTo(new Choice.Chosen(MIDDLE, true, true));
  }

  @Test
  void choose_relativeTarget_countsFromTheBestVariant() {
    assertThat(choose(Target.relative(0.049), are(SMALL, MIDDLE)))
        .isEqualTo(new Choice.Chosen(LARGE, false, true));
    assertThat(choose(Target.relative(0.15), are(SMALL, MIDDLE)))
        .isEqualTo(new Choice.Chosen(SMALL, true, true));
  }

  @Test
  void choose_agreementTarget_comparesAgreement() {
    assertThat(choose(Target.agreement(0.93), are(MIDDLE)))
        .isEqualTo(new Choice.Chosen(MIDDLE, true, true));
    assertThat(choose(Target.agreement(0.94), are(MIDDLE)))
        .isEqualTo(new Choice.Chosen(LARGE, false, true));
  }

  @Test
  void choose_noneIsAdequate_isTheMostAccurate() {
    assertThat(choose(Target.absolute(0.99), are(SMALL)))
        .isEqualTo(new Choice.Chosen(LARGE, false, false));
    assertThat(choose(Target.absolute(0.99), are(LARGE)))
        .isEqualTo(new Choice.Chosen(LARGE, true, false));
  }

  @Test
  void choose_adequateDoesNotFit_isTheMostAccurateThatFits() {
    assertThat(CHOOSER.choose(Target.absolute(0.94), are(SMALL), are(SMALL, MIDDLE)))
        .isEqualTo(new Choice.Chosen(MIDDLE, false, false));
  }

  @Test
  void choose_nothingFits_saysSo() {
    assertThat(CHOOSER.choose(Target.absolute(0.5), are(), are()))
        .isEqualTo(new Choice.NothingFits());
  }
}
