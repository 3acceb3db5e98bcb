package io.hawkvision.zoo.roadside;

import io.hawkvision.zoo.roadside.Conditions.Light;
import io.hawkvision.zoo.roadside.Conditions.Weather;

/** Sky, skyline, verge and road, painted row by row on the whole canvas; one thread. */
final class Backdrop {
  private static final float HALF_ROAD_METRES = 3.6f;
  private static final float MARK_METRES = 0.14f;
  private static final float DASH_PERIOD_METRES = 6f;
  private static final float FARTHEST_METRES = 220f;

  private final Canvas canvas;
  private final View view;
  private final Air air;
  private final long key;
  private final Colour zenith;
  private final Colour verge;
  private final Colour asphalt;
  private final float clouds;
  private final float[] row;

  Backdrop(Canvas canvas, View view, Air air, Scene scene) {
    this.canvas = canvas;
    this.view = view;
    this.air = air;
    this.key = SeededRandom.key(scene.key(), 3);
    this.row = new float[canvas.width];
    SeededRandom random = new SeededRandom(key);
    Light light = scene.conditions().light();
    Colour clear =
        switch (light) {
          case DAY -> Colour.of(0x5A8CC4).mixed(Colour.of(0x8FA6B8), random.unit());
          case DUSK -> Colour.of(0x3C4A70).mixed(Colour.of(0x6A5068), random.unit());
          case NIGHT, MOONLESS -> Colour.of(0x0C1018);
        };
    boolean overcast = scene.conditions().weather() != Weather.CLEAR;
    this.zenith = overcast ? clear.mixed(air.haze(), 0.75f) : clear;
    this.clouds = random.range(0f, 0.8f);
    this.verge = Colour.of(0x5E7A3A).mixed(Colour.of(0x8C7C52), random.unit());
    this.asphalt = Colour.of(0x55575A).mixed(Colour.of(0x74706A), random.unit());
  }

  void draw() {
    int horizon = Math.max(1, Math.min(canvas.height - 1, (int) view.vanishing().y()));
    for (int y = 0; y < horizon; y++) {
      sky(y, (float) y / horizon);
    }
    for (int y = horizon; y < canvas.height; y++) {
      ground(y);
    }
    skyline(horizon);
  }

  private void sky(int y, float down) {
    Colour base = zenith.mixed(air.haze(), down * down);
    Colour cloud = air.haze().scaled(1.12f);
    Noise.row(key, new Point(0f, y * 0.05f + 40f), 0.018f, row);
    float r = base.r();
    float g = base.g();
    float b = base.b();
    for (int x = 0; x < canvas.width; x++) {
      float share = clouds * Canvas.clamp((row[x] - 0.45f) * 3f);
      int i = 4 * (y * canvas.width + x);
      canvas.pixels[i] = r + (cloud.r() - r) * share;
      canvas.pixels[i + 1] = g + (cloud.g() - g) * share;
      canvas.pixels[i + 2] = b + (cloud.b() - b) * share;
      canvas.pixels[i + 3] = 1f;
    }
  }

  /** A far row of hills and woods. */
  private void skyline(int horizon) {
    Noise.row(key + 1, new Point(view.vanishing().x() * -0.03f + 30f, 0.5f), 0.03f, row);
    Colour far = air.seen(Colour.of(0x3E5038), 55f);
    for (int x = 0; x < canvas.width; x++) {
      int top = horizon - 2 - (int) (row[x] * row[x] * 26f);
      for (int y = Math.max(0, top); y < horizon; y++) {
        canvas.put(y * canvas.width + x, far);
      }
    }
  }

  private void ground(int y) {
    float metres =
        Math.min(
            FARTHEST_METRES,
            View.CAMERA_HEIGHT * View.FOCAL / Math.max(0.5f, y + 0.5f - view.vanishing().y()));
    float scale = View.scale(metres);
    float middle = view.ground(-1.8f, metres).x();
    float road = HALF_ROAD_METRES * scale;
    float mark = Math.max(0.5f, MARK_METRES * scale * 0.5f);
    float along = (metres + view.drivenMetres()) / DASH_PERIOD_METRES;
    boolean dash = along - (int) along < 0.5f;
    float[] grass = air.seen(verge, metres).channels();
    float[] tar = air.seen(asphalt, metres).channels();
    float[] paint = air.seen(Colour.of(0xD8D8D0), metres).channels();
    Noise.row(key + 2, new Point(metres, (metres + view.drivenMetres()) * 0.7f), 3f / scale, row);
    for (int x = 0; x < canvas.width; x++) {
      float from = Math.abs(x + 0.5f - middle);
      float onRoad = Canvas.clamp(road - from + 0.5f);
      float edge = Canvas.clamp(mark + 0.5f - Math.abs(from - road * 0.94f));
      float line = dash ? Math.max(edge, Canvas.clamp(mark + 0.5f - from)) : edge;
      float grain = 0.84f + 0.32f * row[x] * (1f - 0.5f * onRoad);
      int i = 4 * (y * canvas.width + x);
      for (int c = 0; c < 3; c++) {
        float ground = (grass[c] + (tar[c] - grass[c]) * onRoad) * grain;
        canvas.pixels[i + c] = ground + (paint[c] - ground) * line * 0.85f;
      }
      canvas.pixels[i + 3] = 1f;
    }
  }
}
