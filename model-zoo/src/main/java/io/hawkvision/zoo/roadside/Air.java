package io.hawkvision.zoo.roadside;

import io.hawkvision.zoo.roadside.Conditions.Weather;

/** How light and haze change a colour on its way to the camera. */
record Air(Colour ambient, Colour haze, float density, float headlights) {
  static Air of(Conditions conditions, SeededRandom random) {
    float gain = random.range(0.85f, 1.12f);
    float warmth = random.range(-0.06f, 0.06f);
    float density =
        switch (conditions.weather()) {
          case CLEAR -> random.range(0.001f, 0.004f);
          case RAIN -> random.range(0.005f, 0.012f);
          case FOG -> random.range(0.02f, 0.042f);
        };
    float wet = conditions.weather() == Weather.CLEAR ? 1f : 0.85f;
    Colour tint = new Colour(1f + warmth, 1f, 1f - warmth, 1f);
    return switch (conditions.light()) {
      case DAY -> new Air(tint.scaled(gain * wet), Colour.of(0xC4CCD2).scaled(gain), density, 0f);
      case DUSK ->
          new Air(
              new Colour(0.58f, 0.48f, 0.45f, 1f).scaled(gain * wet),
              Colour.of(0x8D7674).scaled(gain * 0.8f),
              density,
              random.range(0.05f, 0.2f));
      case NIGHT ->
          new Air(
              new Colour(0.12f, 0.13f, 0.18f, 1f).scaled(gain),
              Colour.of(0x23262C).scaled(gain),
              density,
              random.range(0.4f, 0.7f));
      case MOONLESS ->
          new Air(
              new Colour(0.07f, 0.078f, 0.11f, 1f).scaled(gain),
              Colour.of(0x16181D).scaled(gain),
              density,
              random.range(0.17f, 0.28f));
    };
  }

  /** A surface at {@code metres} as the camera sees it. */
  Colour seen(Colour surface, float metres) {
    return surface.times(light(metres)).mixed(haze, hiding(metres)).faint(surface.alpha());
  }

  Colour light(float metres) {
    float lamps = headlights * Math.min(1f, 9f / metres);
    return new Colour(ambient.r() + lamps, ambient.g() + lamps, ambient.b() + lamps * 0.9f, 1f);
  }

  /** Light on a sign's reflecting sheet, which sends headlights straight back. */
  Colour reflected(float metres) {
    float lamps = headlights * 1.25f * Math.min(1f, 24f / metres);
    return new Colour(ambient.r() + lamps, ambient.g() + lamps, ambient.b() + lamps * 0.92f, 1f);
  }

  /** The share of haze at {@code metres}. */
  float hiding(float metres) {
    float x = density * metres;
    return x / (1f + x);
  }
}
