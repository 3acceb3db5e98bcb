package io.hawkvision.zoo.roadside;

/**
 * A sign at the roadside during a scene: its face, where it stands in the last frame and how it
 * hangs, how worn it is and what hides part of it.
 */
record Plate(SignFace face, Scene.Approach approach, Point end, Hang hang, Wear wear, Cover cover) {
  /** Sine of the turn away from the camera, the lean in radians, and a text board below. */
  record Hang(float yawSine, float lean, boolean board) {}

  /** Shares of faded colour, lost light and dirt. */
  record Wear(float faded, float shade, float dirt, long key) {}

  enum Cover {
    NONE,
    BRANCH,
    POLE
  }

  static Plate drawn(
      SignFace face, Scene.Approach approach, boolean rightSide, SeededRandom random) {
    float half = approach.endWidth() / 2f;
    float x =
        rightSide
            ? random.range(Math.min(200f, 312f - half), 314f - half)
            : random.range(6f + half, Math.max(120f, 8f + half));
    float y = random.range(6f + half, Math.max(8f + half, approach.vanishing().y() + 5f));
    Hang hang = new Hang(random.spread() * 0.75f, random.spread() * 0.2f, random.chance(0.2f));
    Wear wear =
        new Wear(
            random.chance(0.35f) ? random.range(0.1f, 0.6f) : 0f,
            random.range(0.7f, 1.05f),
            random.chance(0.35f) ? random.range(0.2f, 0.75f) : 0f,
            random.next());
    float c = random.unit();
    Cover cover = c < 0.72f ? Cover.NONE : c < 0.88f ? Cover.BRANCH : Cover.POLE;
    return new Plate(face, approach, new Point(x, y), hang, wear, cover);
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
