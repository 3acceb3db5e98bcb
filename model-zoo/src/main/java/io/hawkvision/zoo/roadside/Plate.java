package io.hawkvision.zoo.roadside;

/**
 * A sign at the roadside during a scene: its face, where it stands in the last frame and how it
 * hangs, how worn it is and what hides part of it.
 */
record Plate(Front front, Scene.Approach approach, Point end, Hang hang, Wear wear, Cover cover) {
  /** A face, and whether tape crosses it out: such a sign is not in force and has no label. */
  record Front(SignFace face, Design design, boolean cancelled) {}

  /** Sine of the turn away from the camera, the lean in radians, and a text board below. */
  record Hang(float yawSine, float lean, boolean board) {
    static Hang drawn(SeededRandom random) {
      return new Hang(random.spread() * 0.75f, random.spread() * 0.32f, random.chance(0.25f));
    }
  }

  /** Shares of faded colour and dirt, and the tint that age and shade give the sheet. */
  record Wear(float faded, float dirt, Colour tint, long key) {
    static Wear drawn(SeededRandom random) {
      float shade = random.range(0.6f, 1.05f);
      float yellowed = random.chance(0.3f) ? random.range(0.35f, 0.8f) : 1f;
      Colour tint =
          new Colour(
              shade * random.range(0.9f, 1.05f),
              shade * random.range(0.9f, 1.05f),
              shade * yellowed,
              1f);
      return new Wear(
          random.chance(0.35f) ? random.range(0.1f, 0.55f) : 0f,
          random.chance(0.35f) ? random.range(0.2f, 0.65f) : 0f,
          tint,
          random.next());
    }
  }

  enum Cover {
    NONE,
    BRANCH,
    POLE;

    static Cover drawn(SeededRandom random) {
      float c = random.unit();
      return c < 0.75f ? NONE : c < 0.88f ? BRANCH : POLE;
    }
  }

  static Plate drawn(Front front, Scene.Approach approach, boolean right, SeededRandom random) {
    float half = approach.endWidth() / 2f;
    float x =
        right
            ? random.range(Math.min(185f, 312f - half), 314f - half)
            : random.range(6f + half, Math.max(135f, 8f + half));
    float y = random.range(6f + half, Math.max(8f + half, approach.vanishing().y() + 10f));
    return new Plate(
        front,
        approach,
        new Point(x, y),
        Hang.drawn(random),
        Wear.drawn(random),
        Cover.drawn(random));
  }

  /** Width in pixels: the distance shrinks evenly, so its inverse does not. */
  float width(float progress) {
    return 1f / ((1f - progress) / approach.startWidth() + progress / approach.endWidth());
  }

  Point centre(float width, Point vanishing) {
    float share = width / approach.endWidth();
    return vanishing.plus(
        (end.x() - approach.vanishing().x()) * share, (end.y() - approach.vanishing().y()) * share);
  }
}
