package io.hawkvision.proto.feature;

/** How often each symbol comes, in 4096ths, each at least once; cumulated for the coder. */
final class SymbolTable {
  static final int PRECISION = 12;
  static final int TOTAL = 1 << PRECISION;

  private final int[] frequencies;
  private final int[] starts;

  /** By slot 0..4095: the symbol that owns it. */
  private final short[] owners = new short[TOTAL];

  /** Frequencies must be positive and add up to 4096: checked by who reads or makes them. */
  SymbolTable(int[] frequencies) {
    this.frequencies = frequencies.clone();
    this.starts = new int[frequencies.length];
    int start = 0;
    for (int s = 0; s < frequencies.length; s++) {
      starts[s] = start;
      for (int slot = start; slot < start + frequencies[s]; slot++) {
        owners[slot] = (short) s;
      }
      start += frequencies[s];
    }
  }

  /** Shares of 4096 that follow the counts; what was never seen keeps one. */
  static SymbolTable ofCounts(long[] counts) {
    int symbols = counts.length;
    long sum = 0;
    for (long count : counts) {
      sum += count;
    }
    int[] frequencies = new int[symbols];
    int given = 0;
    for (int s = 0; s < symbols; s++) {
      double share = sum == 0 ? 1.0 / symbols : (double) counts[s] / sum;
      frequencies[s] = 1 + (int) Math.floor(share * (TOTAL - symbols));
      given += frequencies[s];
    }
    int most = 0;
    for (int s = 1; s < symbols; s++) {
      most = counts[s] > counts[most] ? s : most;
    }
    frequencies[most] += TOTAL - given;
    return new SymbolTable(frequencies);
  }

  int symbols() {
    return frequencies.length;
  }

  int frequency(int symbol) {
    return frequencies[symbol];
  }

  int start(int symbol) {
    return starts[symbol];
  }

  int symbolAt(int slot) {
    return owners[slot];
  }
}
