package io.hawkvision.zoo.roadside;

/** Smooth hash noise in [0, 1); stateless, any thread. */
final class Noise {
  private Noise() {}

  static float lattice(long key, int x, int y) {
    long h = SeededRandom.mix(key ^ (x * 0x9E3779B97F4A7C15L) ^ (y * 0xC2B2AE3D27D4EB4FL));
    return (h >>> 40) * 0x1p-24f;
  }

  static float at(long key, Point p) {
    int x = floor(p.x());
    int y = floor(p.y());
    float fx = ease(p.x() - x);
    float fy = ease(p.y() - y);
    float top = mix(lattice(key, x, y), lattice(key, x + 1, y), fx);
    float bottom = mix(lattice(key, x, y + 1), lattice(key, x + 1, y + 1), fx);
    return mix(top, bottom, fy);
  }

  /**
   * A row of noise: {@code out[i]} is the noise at {@code start + (i * step, 0)}; a lattice column
   * is hashed once, not once for each pixel.
   */
  static void row(long key, Point start, float step, float[] out) {
    int y = floor(start.y());
    float fy = ease(start.y() - y);
    int column = floor(start.x());
    float left = column(key, column, y, fy);
    float right = column(key, column + 1, y, fy);
    for (int i = 0; i < out.length; i++) {
      float x = start.x() + i * step;
      int now = floor(x);
      if (now != column) {
        left = now == column + 1 ? right : column(key, now, y, fy);
        right = column(key, now + 1, y, fy);
        column = now;
      }
      out[i] = mix(left, right, ease(x - now));
    }
  }

  private static float column(long key, int x, int y, float fy) {
    return mix(lattice(key, x, y), lattice(key, x, y + 1), fy);
  }

  private static int floor(float v) {
    int i = (int) v;
    return v < i ? i - 1 : i;
  }

  private static float ease(float t) {
    return t * t * (3 - 2 * t);
  }

  private static float mix(float a, float b, float t) {
    return a + (b - a) * t;
  }
}
