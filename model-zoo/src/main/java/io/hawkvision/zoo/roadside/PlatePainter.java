package io.hawkvision.zoo.roadside;

/** Draws a sign: post, board, the face in perspective, and what hides part of it; one thread. */
final class PlatePainter {
  private static final Colour POST = Colour.of(0x9A9EA2);
  private static final Colour DIRT = Colour.of(0x5A4C38);
  private static final int[] TAPES = {0xF08A18, 0x2A2A2A, 0x8C8C86, 0xD8D4C8};
  private static final float PERSPECTIVE = 0.22f;

  private final Canvas canvas;
  private final View view;
  private final Air air;

  PlatePainter(Canvas canvas, View view, Air air) {
    this.canvas = canvas;
    this.view = view;
    this.air = air;
  }

  void draw(Plate plate, float progress) {
    float width = plate.width(progress);
    Point centre = plate.centre(width, view.vanishing());
    float metres = Scene.Approach.metres(width);
    Point foot =
        new Point(centre.x(), view.vanishing().y() + View.CAMERA_HEIGHT * View.scale(metres));
    canvas.stroke(foot, centre, Math.max(1.2f, 0.07f * width), air.seen(POST, metres));
    if (plate.hang().board()) {
      board(centre.plus(0f, width * 0.68f), width, metres);
    }
    Plane plane = Plane.of(plate.hang(), centre, width);
    face(plate, plane, width);
    if (plate.front().cancelled()) {
      tape(plate, plane, width);
    }
    cover(plate, centre, width);
  }

  private void board(Point centre, float width, float metres) {
    float w = 0.38f * width;
    float h = 0.13f * width;
    Colour dark = air.seen(Colour.BLACK, metres);
    canvas.box(centre.plus(-w, -h), centre.plus(w, h), dark);
    float rim = 0.02f * width;
    canvas.box(
        centre.plus(rim - w, rim - h),
        centre.plus(w - rim, h - rim),
        air.seen(Colour.WHITE.scaled(0.9f), metres));
    canvas.stroke(
        centre.plus(-0.6f * w, 0f), centre.plus(0.6f * w, 0f), 0.05f * width, dark.faint(0.8f));
  }

  /** The plane of the plate on the screen: (s, t) in -1..1 lies at (s*u + t*v) / (1 + k*s). */
  private record Plane(Point centre, Point u, Point v, float k) {
    static Plane of(Plate.Hang hang, Point centre, float width) {
      float half = width * 0.5f;
      float cos = (float) StrictMath.cos(hang.lean());
      float sin = (float) StrictMath.sin(hang.lean());
      float narrow = (float) Math.sqrt(1f - hang.yawSine() * hang.yawSine());
      return new Plane(
          centre,
          new Point(half * narrow * cos, half * narrow * sin),
          new Point(-half * sin, half * cos),
          PERSPECTIVE * hang.yawSine());
    }

    Point at(float s, float t) {
      float nearer = 1f / (1f + k * s);
      return centre.plus((s * u.x() + t * v.x()) * nearer, (s * u.y() + t * v.y()) * nearer);
    }

    float reach() {
      float open = 1f - Math.abs(k);
      return (Math.abs(u.x()) + Math.abs(v.x()) + Math.abs(u.y()) + Math.abs(v.y())) / open;
    }
  }

  /** A cross of tape: the sign is not in force. */
  private void tape(Plate plate, Plane plane, float width) {
    float metres = Scene.Approach.metres(width);
    SeededRandom random = new SeededRandom(plate.wear().key() + 1);
    Colour tape = Colour.of(TAPES[random.below(TAPES.length)]);
    Colour core = tape.times(air.light(metres)).mixed(air.haze(), air.hiding(metres));
    for (int side = -1; side <= 1; side += 2) {
      Point from = plane.at(-0.75f, -0.75f * side);
      Point to = plane.at(0.75f, 0.75f * side);
      canvas.stroke(from, to, random.range(0.1f, 0.15f) * width, core);
    }
  }

  private void face(Plate plate, Plane plane, float width) {
    Point centre = plane.centre();
    Texture texture = Texture.of(plate.front());
    int level = texture.level(width);
    Surface surface = new Surface(plate.wear(), air, Scene.Approach.metres(width));
    float[] rgba = new float[4];
    float reach = plane.reach();
    int y1 = Math.min(canvas.height, (int) (centre.y() + reach) + 1);
    int x1 = Math.min(canvas.width, (int) (centre.x() + reach) + 1);
    for (int y = Math.max(0, (int) (centre.y() - reach)); y < y1; y++) {
      float qy = y + 0.5f - centre.y();
      for (int x = Math.max(0, (int) (centre.x() - reach)); x < x1; x++) {
        float qx = x + 0.5f - centre.x();
        float ux = plane.u().x() - plane.k() * qx;
        float uy = plane.u().y() - plane.k() * qy;
        float inverse = 1f / (ux * plane.v().y() - uy * plane.v().x());
        float s = (qx * plane.v().y() - qy * plane.v().x()) * inverse;
        float t = (ux * qy - uy * qx) * inverse;
        if (s > -1f && s < 1f && t > -1f && t < 1f) {
          texture.sample(level, 0.5f + 0.5f * s, 0.5f + 0.5f * t, rgba);
          if (rgba[3] > 0f) {
            surface.lay(rgba, s, t);
            mix(4 * (y * canvas.width + x), rgba);
          }
        }
      }
    }
  }

  private void mix(int i, float[] rgba) {
    float keep = 1f - rgba[3];
    for (int c = 0; c < 3; c++) {
      canvas.pixels[i + c] = canvas.pixels[i + c] * keep + rgba[c];
    }
  }

  /** Wear, light and haze on a premultiplied texel. */
  private static final class Surface {
    private final Plate.Wear wear;
    private final Colour light;
    private final Colour haze;
    private final float hiding;

    Surface(Plate.Wear wear, Air air, float metres) {
      this.wear = wear;
      this.light = air.reflected(metres).times(wear.tint());
      this.haze = air.haze();
      this.hiding = air.hiding(metres);
    }

    void lay(float[] rgba, float s, float t) {
      float a = rgba[3];
      float faded = wear.faded();
      float grey = (rgba[0] + rgba[1] + rgba[2]) / 3f * 0.5f + 0.36f * a;
      float dirt = 0f;
      if (wear.dirt() > 0f) {
        float patch = Noise.at(wear.key(), new Point(s * 2.5f + 9f, t * 2.5f + 9f));
        dirt = wear.dirt() * Canvas.clamp((patch - 0.42f) * 3f);
      }
      rgba[0] = tone(rgba[0] + (grey - rgba[0]) * faded, dirt, DIRT.r() * a) * light.r();
      rgba[1] = tone(rgba[1] + (grey - rgba[1]) * faded, dirt, DIRT.g() * a) * light.g();
      rgba[2] = tone(rgba[2] + (grey - rgba[2]) * faded, dirt, DIRT.b() * a) * light.b();
      rgba[0] += (haze.r() * a - rgba[0]) * hiding;
      rgba[1] += (haze.g() * a - rgba[1]) * hiding;
      rgba[2] += (haze.b() * a - rgba[2]) * hiding;
    }

    private static float tone(float own, float dirt, float cover) {
      return own + (cover - own) * dirt;
    }
  }

  private void cover(Plate plate, Point centre, float width) {
    SeededRandom random = new SeededRandom(plate.wear().key());
    float metres = Scene.Approach.metres(width);
    switch (plate.cover()) {
      case NONE -> {}
      case BRANCH -> branch(centre, width, random);
      case POLE -> {
        float x = centre.x() + width * (random.chance(0.5f) ? 1f : -1f) * random.range(0.3f, 0.5f);
        canvas.stroke(
            new Point(x, -5f),
            new Point(x, 245f),
            width * random.range(0.07f, 0.13f),
            air.seen(Colour.GREY.scaled(random.range(0.4f, 0.9f)), metres));
      }
    }
  }

  /** A twig with leaves that reaches in from one side. */
  private void branch(Point centre, float width, SeededRandom random) {
    float metres = Scene.Approach.metres(width);
    float side = random.chance(0.5f) ? 1f : -1f;
    Point tip = centre.plus(side * width * 0.22f, width * random.range(-0.35f, 0.35f));
    Point root = centre.plus(side * width * 1.2f, width * random.range(-0.9f, 0.3f));
    Colour wood = air.seen(Colour.of(0x4A3A2A), metres);
    canvas.stroke(root, tip, 0.05f * width, wood);
    for (int i = 0; i < 9; i++) {
      Point on = root.towards(tip, random.range(0.2f, 1f));
      Point leaf = on.plus(width * random.spread() * 0.2f, width * random.spread() * 0.2f);
      Colour green = Colour.of(0x3F6B2E).scaled(random.range(0.6f, 1.2f));
      canvas.disc(leaf, width * random.range(0.05f, 0.1f), air.seen(green, metres));
    }
  }
}
