package io.hawkvision.loadgen.infaas;

/**
 * What a loaded variant takes of the memory budget. Pure.
 *
 * <p>Resident memory of a process is too unsteady to be read per load: the allocator keeps what a
 * closed session gives back, so a second load grows nothing. This line fits the growth of a process
 * that opens five sessions of one variant, for all nine shipped variants (RATIONALE.md), and makes
 * the same budget force the same swaps in every run.
 */
final class ModelBytes {
  private static final long PER_SESSION = 1 << 20;
  private static final long PER_FILE_BYTE = 5;

  private ModelBytes() {}

  static long ofFile(long fileBytes) {
    return Math.addExact(PER_SESSION, Math.multiplyExact(PER_FILE_BYTE, fileBytes));
  }
}
