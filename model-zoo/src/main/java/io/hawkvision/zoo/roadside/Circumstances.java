package io.hawkvision.zoo.roadside;

import io.hawkvision.zoo.roadside.Conditions.Lens;
import io.hawkvision.zoo.roadside.Conditions.Light;
import io.hawkvision.zoo.roadside.Conditions.Weather;
import java.util.List;
import java.util.Optional;

/**
 * What takes precedence over what a scene draws for itself: conditions held fixed, and drifts.
 * Never draws from the scene's own random numbers, so everything else stays as it was.
 */
record Circumstances(Optional<Conditions> fixed, List<Drift> drifts) {
  static final Circumstances AS_DRAWN = new Circumstances(Optional.empty(), List.of());

  private static final float NEW_SIGNS_SHARE = 0.5f;
  private static final int NEW_SIGNS_STREAM = 6;

  Circumstances {
    drifts = List.copyOf(drifts);
  }

  Conditions over(Conditions drawn, long sceneStart) {
    Conditions seen = fixed.orElse(drawn);
    for (Drift drift : drifts) {
      if (drift.covers(sceneStart)) {
        seen = changed(seen, drift.kind());
      }
    }
    return seen;
  }

  private static Conditions changed(Conditions before, Drift.Kind kind) {
    return switch (kind) {
      case NIGHT -> new Conditions(Light.NIGHT, before.weather(), before.lens());
      case RAIN -> new Conditions(before.light(), Weather.RAIN, before.lens());
      case DIRTY_LENS -> new Conditions(before.light(), before.weather(), Lens.DIRTY);
      case NEW_SIGNS -> before;
    };
  }

  /** The design of the labelled sign of the scene that has this key. */
  Design design(long sceneKey, long sceneStart) {
    boolean replacing =
        drifts.stream().anyMatch(d -> d.kind() == Drift.Kind.NEW_SIGNS && d.covers(sceneStart));
    SeededRandom random = new SeededRandom(SeededRandom.key(sceneKey, NEW_SIGNS_STREAM));
    return replacing && random.chance(NEW_SIGNS_SHARE) ? Design.NEW : Design.USUAL;
  }
}
