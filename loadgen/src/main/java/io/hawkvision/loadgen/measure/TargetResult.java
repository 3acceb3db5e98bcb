package io.hawkvision.loadgen.measure;

import io.hawkvision.loadgen.post.AskedTarget;
import java.util.Map;
import java.util.TreeMap;

/**
 * What one target got. Shares are of all frames counted; {@code realised} is NaN before the first.
 */
public record TargetResult(
    AskedTarget target, Counts counts, double standardError, Latencies latencies, Pace pace) {

  /** Frames, by how they ended. */
  public record Counts(
      long frames,
      long correct,
      long fromDc,
      long degraded,
      long errors,
      long uplinkBytes,
      long postedBytes,
      Map<String, Long> errorCauses,
      Map<String, Long> degradedReasons) {
    public Counts {
      errorCauses = Map.copyOf(new TreeMap<>(errorCauses));
      degradedReasons = Map.copyOf(new TreeMap<>(degradedReasons));
    }
  }

  /** How well the generator kept its schedule. */
  public record Pace(double framesPerSecond, double latenessP99Millis) {}

  public double realised() {
    return share(counts.correct());
  }

  public double escalated() {
    return share(counts.fromDc());
  }

  public double degraded() {
    return share(counts.degraded());
  }

  private double share(long part) {
    return counts.frames() == 0 ? Double.NaN : (double) part / counts.frames();
  }
}
