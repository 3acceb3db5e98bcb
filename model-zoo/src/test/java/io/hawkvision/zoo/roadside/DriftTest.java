package io.hawkvision.zoo.roadside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.hawkvision.zoo.roadside.Conditions.Lens;
import io.hawkvision.zoo.roadside.Conditions.Light;
import io.hawkvision.zoo.roadside.Conditions.Weather;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("unit")
class DriftTest {
  private static final long SEED = 7;

  /** In the middle of a scene of camera 7. */
  private static final long FROM = 105;

  private final RoadsideCamera steady = new RoadsideCamera(SEED);

  private static RoadsideCamera drifting(Drift... drifts) {
    return new RoadsideCamera(SEED, List.of(drifts));
  }

  @ParameterizedTest
  @EnumSource(Drift.Kind.class)
  void render_beforeTheFirstWholeScene_isUnchangedAndSoIsEveryLabel(Drift.Kind kind) {
    Drift drift = new Drift(kind, FROM);
    RoadsideCamera camera = drifting(drift);
    long first = camera.firstFrame(drift);
    assertThat(first).isGreaterThan(FROM).isEqualTo(steady.scene(first).firstFrame());
    assertThat(steady.scene(first - 1).firstFrame()).isLessThan(FROM);
    for (long k : new long[] {0, FROM - 1, FROM, first - 1}) {
      assertThat(camera.render(k)).as("frame %d", k).isEqualTo(steady.render(k));
    }
    for (long k = 0; k < 600; k += 3) {
      assertThat(camera.label(k)).isEqualTo(steady.label(k));
      assertThat(camera.scene(k).number()).isEqualTo(steady.scene(k).number());
    }
  }

  @ParameterizedTest
  @EnumSource(Drift.Kind.class)
  void render_fromTheFirstWholeScene_changesInSomeScenes(Drift.Kind kind) {
    Drift drift = new Drift(kind, FROM);
    RoadsideCamera camera = drifting(drift);
    int changed = 0;
    for (long k = camera.firstFrame(drift); k < 400; k += 20) {
      changed += Arrays.equals(camera.render(k), steady.render(k)) ? 0 : 1;
    }
    assertThat(changed).isPositive();
  }

  @Test
  void conditions_underNightRainAndDirt_changeOneThingEach() {
    for (long k = 0; k < 2_000; k += 13) {
      Conditions drawn = steady.scene(k).conditions();
      assertThat(drifting(new Drift(Drift.Kind.NIGHT, 0)).scene(k).conditions())
          .isEqualTo(new Conditions(Light.NIGHT, drawn.weather(), drawn.lens()));
      assertThat(drifting(new Drift(Drift.Kind.RAIN, 0)).scene(k).conditions())
          .isEqualTo(new Conditions(drawn.light(), Weather.RAIN, drawn.lens()));
      assertThat(drifting(new Drift(Drift.Kind.DIRTY_LENS, 0)).scene(k).conditions())
          .isEqualTo(new Conditions(drawn.light(), drawn.weather(), Lens.DIRTY));
      assertThat(drifting(new Drift(Drift.Kind.NEW_SIGNS, 0)).scene(k).conditions())
          .isEqualTo(drawn);
    }
  }

  @Test
  void drifts_severalOfThem_eachBeginsAtItsOwnFrame() {
    Drift rain = new Drift(Drift.Kind.RAIN, 500);
    Drift night = new Drift(Drift.Kind.NIGHT, 1_000);
    RoadsideCamera camera = drifting(night, rain);
    long between = camera.firstFrame(rain);
    assertThat(camera.scene(between).conditions().weather()).isEqualTo(Weather.RAIN);
    assertThat(camera.scene(between).conditions().light())
        .isEqualTo(steady.scene(between).conditions().light());
    assertThat(camera.scene(camera.firstFrame(night)).conditions())
        .satisfies(seen -> assertThat(seen.light()).isEqualTo(Light.NIGHT))
        .satisfies(seen -> assertThat(seen.weather()).isEqualTo(Weather.RAIN));
  }

  @Test
  void newSigns_areHalfOfTheLabelledOnesAndOfTheSameFace() {
    RoadsideCamera camera = drifting(new Drift(Drift.Kind.NEW_SIGNS, 0));
    int labelled = 0;
    int changed = 0;
    for (long k = 0; k < 26_000; k += camera.scene(k).frames()) {
      List<Plate> plates = camera.scene(k).plates();
      for (int i = 0; i < plates.size(); i++) {
        Plate.Front front = plates.get(i).front();
        boolean valid = !front.cancelled() && SignFace.LABELLED.contains(front.face());
        labelled += valid ? 1 : 0;
        changed += front.design() == Design.NEW ? 1 : 0;
        assertThat(valid || front.design() == Design.USUAL).isTrue();
        assertThat(front.face()).isEqualTo(steady.scene(k).plates().get(i).front().face());
      }
    }
    assertThat((double) changed / labelled).isCloseTo(0.5, within(0.05));
  }

  @Test
  void firstFrame_driftAtTheStartOfAScene_isThatFrame() {
    long start = steady.scene(FROM).firstFrame();
    assertThat(steady.firstFrame(new Drift(Drift.Kind.RAIN, start))).isEqualTo(start);
    assertThat(steady.firstFrame(new Drift(Drift.Kind.RAIN, 0))).isZero();
  }

  @ParameterizedTest
  @EnumSource(Drift.Kind.class)
  void parse_wordOfAKind_isRead(Drift.Kind kind) {
    Drift drift = Drift.parse(kind.word() + "@5000");
    assertThat(drift).isEqualTo(new Drift(kind, 5_000)).hasToString(kind.word() + "@5000");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "nihgt@5000 | there is no drift 'nihgt' (did you mean 'night'?); the drifts are night,"
            + " rain",
        "dirty_lens@1 | did you mean 'dirty-lens'?",
        "snowstorm@1 | there is no drift 'snowstorm'; the drifts are",
        "night | 'night' does not say from which frame on: write night@5000",
        "rain@ | 'rain@' does not say from which frame on: write rain@5000",
        "rain@-5 | does not say from which frame on",
        "rain@soon | does not say from which frame on",
      })
  void parse_anythingElse_saysWhatIsWrong(String text, String words) {
    assertThatThrownBy(() -> Drift.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(words);
  }
}
