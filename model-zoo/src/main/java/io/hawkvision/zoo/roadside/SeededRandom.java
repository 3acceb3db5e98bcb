package io.hawkvision.zoo.roadside;

/**
 * Random numbers by counting: draw {@code n} is a hash of key and {@code n}, the same on every JDK
 * and processor. One thread at a time; cheap enough to make one for each frame.
 */
final class SeededRandom {
  private static final long STEP = 0x9E3779B97F4A7C15L;

  private long state;

  SeededRandom(long key) {
    this.state = key;
  }

  /** A key for stream {@code stream} of {@code parent}: different streams do not overlap. */
  static long key(long parent, long stream) {
    return mix(mix(parent + STEP) ^ mix(stream * 0xD1342543DE82EF95L + 0x632BE59BD9B4E019L));
  }

  static long mix(long value) {
    long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  long next() {
    state += STEP;
    return mix(state);
  }

  /** In [0, 1). */
  float unit() {
    return (next() >>> 40) * 0x1p-24f;
  }

  float range(float low, float high) {
    return low + (high - low) * unit();
  }

  /** In (-1, 1), values near zero more often. */
  float spread() {
    float first = unit();
    return first - unit();
  }

  int below(int bound) {
    return (int) (((next() >>> 33) * bound) >>> 31);
  }

  boolean chance(float probability) {
    return unit() < probability;
  }
}
