package io.hawkvision.edge.watch;

/** A 64-bit hash of text (FNV-1a, then the finalizer of SplitMix64): every bit well mixed. */
final class Mixing {
  private static final long FNV_START = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;
  private static final double STEPS = 0x1p53;

  private Mixing() {}

  static long hash(String text) {
    long hash = FNV_START;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * FNV_PRIME;
    }
    hash = (hash ^ (hash >>> 30)) * 0xbf58476d1ce4e5b9L;
    hash = (hash ^ (hash >>> 27)) * 0x94d049bb133111ebL;
    return hash ^ (hash >>> 31);
  }

  /** In [0, 1). */
  static double unit(String text) {
    return (hash(text) >>> 11) / STEPS;
  }
}
