package io.hawkvision.zoo.roadside;

import static java.util.Objects.requireNonNull;

/** Under what sky and through what lens a scene is seen; a camera may be held to one of them. */
public record Conditions(Light light, Weather weather, Lens lens) {
  /** Time of day. */
  public enum Light {
    DAY,
    DUSK,
    NIGHT,
    /** Darker than any scene draws by itself, the headlights dim: only a drift brings it. */
    MOONLESS;

    boolean isNight() {
      return this == NIGHT || this == MOONLESS;
    }
  }

  /** What is in the air. */
  public enum Weather {
    CLEAR,
    RAIN,
    FOG
  }

  /** What is on the glass. */
  public enum Lens {
    CLEAN,
    DIRTY
  }

  public Conditions {
    requireNonNull(light, "light");
    requireNonNull(weather, "weather");
    requireNonNull(lens, "lens");
  }

  static Conditions drawn(SeededRandom random) {
    float l = random.unit();
    float w = random.unit();
    return new Conditions(
        l < 0.56f ? Light.DAY : l < 0.78f ? Light.DUSK : Light.NIGHT,
        w < 0.62f ? Weather.CLEAR : w < 0.84f ? Weather.RAIN : Weather.FOG,
        random.chance(0.18f) ? Lens.DIRTY : Lens.CLEAN);
  }
}
