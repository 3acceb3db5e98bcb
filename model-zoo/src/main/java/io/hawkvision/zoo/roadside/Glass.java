package io.hawkvision.zoo.roadside;

import io.hawkvision.zoo.roadside.Conditions.Lens;
import io.hawkvision.zoo.roadside.Conditions.Weather;

/** What happens between the scene and the bytes: rain, dirt, blur, exposure, noise; one thread. */
final class Glass {
  private final Canvas canvas;
  private final Conditions conditions;
  private final long sceneKey;
  private final SeededRandom moment;
  private final Settings settings;

  /** Fixed for a scene. */
  private record Settings(int blurX, int blurY, float exposure, float contrast, float noise) {
    static Settings drawn(Conditions conditions, SeededRandom random) {
      float dark =
          switch (conditions.light()) {
            case DAY -> 0f;
            case DUSK -> 0.5f;
            case NIGHT -> 1f;
            case MOONLESS -> 1.6f;
          };
      boolean moving = random.chance(0.45f);
      boolean soft = random.chance(0.3f);
      int blurX = moving ? 2 + random.below(6 + (int) (3 * dark)) : 1;
      int blurY = moving ? 1 + random.below(4) : 1;
      return new Settings(
          soft ? Math.max(blurX, 4) : blurX,
          soft ? Math.max(blurY, 3) : blurY,
          random.range(0.82f, 1.15f),
          random.range(0.75f, 1.1f),
          random.range(3f, 9f) + dark * random.range(3f, 11f));
    }
  }

  Glass(Canvas canvas, Scene scene, SeededRandom moment) {
    this.canvas = canvas;
    this.conditions = scene.conditions();
    this.sceneKey = SeededRandom.key(scene.key(), 4);
    this.moment = moment;
    this.settings = Settings.drawn(conditions, new SeededRandom(sceneKey));
  }

  byte[] develop() {
    if (conditions.weather() == Weather.RAIN) {
      rain();
    }
    if (settings.blurX() > 1) {
      blur(canvas.width, canvas.height, 4, 4 * canvas.width, settings.blurX());
    }
    if (settings.blurY() > 1) {
      blur(canvas.height, canvas.width, 4 * canvas.width, 4, settings.blurY());
    }
    if (conditions.lens() == Lens.DIRTY) {
      dirt();
    }
    return expose();
  }

  private void rain() {
    float bright = conditions.light().isNight() ? 0.45f : 0.85f;
    Colour streak = new Colour(bright, bright, bright * 1.04f, 0.3f);
    float slant = moment.range(-0.15f, 0.15f) + 0.1f;
    for (int i = 0; i < 70; i++) {
      Point from = new Point(moment.range(-10f, 330f), moment.range(-20f, 240f));
      float length = moment.range(6f, 22f);
      canvas.stroke(from, from.plus(slant * length, length), 1f, streak);
    }
    SeededRandom drops = new SeededRandom(sceneKey + 1);
    for (int i = 0; i < 10; i++) {
      Point at = new Point(drops.range(0f, 320f), drops.range(0f, 240f));
      float radius = drops.range(4f, 13f);
      canvas.glow(at, radius, new Colour(bright, bright, bright, 0.35f));
    }
  }

  private void dirt() {
    SeededRandom specks = new SeededRandom(sceneKey + 2);
    float dim =
        switch (conditions.light()) {
          case DAY -> 1f;
          case DUSK -> 0.6f;
          case NIGHT, MOONLESS -> 0.25f;
        };
    int count = 12 + specks.below(14);
    for (int i = 0; i < count; i++) {
      Point at = new Point(specks.range(0f, 320f), specks.range(0f, 240f));
      Colour mud = Colour.of(specks.chance(0.6f) ? 0x4A4238 : 0xA8A298).scaled(dim);
      canvas.glow(at, specks.range(8f, 34f), mud.faint(specks.range(0.3f, 0.75f)));
    }
  }

  /** A box blur of {@code taps} pixels along one direction, by running sums. */
  private void blur(int length, int lines, int step, int stride, int taps) {
    float[] line = new float[length];
    float share = 1f / taps;
    int before = taps / 2;
    for (int l = 0; l < lines; l++) {
      for (int c = 0; c < 3; c++) {
        int base = l * stride + c;
        for (int i = 0; i < length; i++) {
          line[i] = canvas.pixels[base + i * step];
        }
        float sum = 0f;
        for (int i = -before; i < taps - before; i++) {
          sum += line[Math.max(0, Math.min(length - 1, i))];
        }
        for (int i = 0; i < length; i++) {
          canvas.pixels[base + i * step] = sum * share;
          sum += line[Math.min(length - 1, i + taps - before)] - line[Math.max(0, i - before)];
        }
      }
    }
  }

  private byte[] expose() {
    byte[] rgb = new byte[3 * canvas.width * canvas.height];
    float gain = 255f * settings.exposure() * settings.contrast();
    float lift = 255f * 0.4f * (1f - settings.contrast());
    float noise = settings.noise() / 1023f * 2.4f;
    if (conditions.light().isNight()) {
      lift *= 0.25f;
    }
    long grain = moment.next();
    float offset = lift + 0.5f;
    for (int p = 0, o = 0; o < rgb.length; p += 4, o += 3) {
      long h = SeededRandom.mix(grain + p * 0x9E3779B97F4A7C15L);
      for (int c = 0; c < 3; c++) {
        int triangle = (int) (h & 1023) - (int) ((h >>> 10) & 1023);
        float v = canvas.pixels[p + c] * gain + offset + triangle * noise;
        rgb[o + c] = (byte) (v <= 0f ? 0 : v >= 255f ? 255 : (int) v);
        h >>>= 20;
      }
    }
    return rgb;
  }
}
