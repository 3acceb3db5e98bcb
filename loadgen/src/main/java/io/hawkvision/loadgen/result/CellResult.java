package io.hawkvision.loadgen.result;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that one cell measured.
 *
 * @param accuracyTarget what the cameras asked for; empty where a system takes no target
 * @param seconds how long frames were sent
 * @param frames every frame posted, in order
 * @param wire what crossed the link
 * @param energy what the answers took, edge and DC apart
 * @param stages mean milliseconds by stage, as the answers told them
 * @param generator whether the load generator kept its own schedule
 * @param errorCauses of frames without an answer, counted
 * @param degradedReasons of degraded answers, counted
 */
public record CellResult(
    CellKey key,
    Optional<Double> accuracyTarget,
    double seconds,
    List<CellFrame> frames,
    Wire wire,
    Energy energy,
    Map<String, Double> stages,
    Generator generator,
    Map<String, Long> errorCauses,
    Map<String, Long> degradedReasons) {
  public CellResult {
    requireNonNull(key, "key");
    frames = List.copyOf(frames);
    stages = Map.copyOf(stages);
    errorCauses = Map.copyOf(errorCauses);
    degradedReasons = Map.copyOf(degradedReasons);
  }

  /**
   * Bytes on the wire with headers and duplicates.
   *
   * @param source "emulator" where the link counted them, "answers" where the nodes did
   * @param emulated whether the link was emulated at all
   */
  public record Wire(
      long uplinkBytes,
      long downlinkBytes,
      long lostPackets,
      long queueDrops,
      String source,
      boolean emulated) {}

  /**
   * Joules above idle over the whole cell.
   *
   * @param idleWatts of the machine or the card, where the sensor can tell; 0 where modelled
   * @param source {@code modelled}, or the sensor's name
   * @param constants of the model, in words; empty for a sensor
   */
  public record Energy(
      double edgeJoules, double dcJoules, double idleWatts, String source, String constants) {}

  /** How late the generator sent; a cell whose p99 is too late is invalid. */
  public record Generator(double latenessP99Millis, double latenessMaxMillis, boolean valid) {}
}
