package io.hawkvision.edge.infer;

import static java.util.Objects.requireNonNull;

import io.hawkvision.zoo.power.ThreadCpu;

/** What the edge network said about one frame, and how long it took. */
@SuppressWarnings("ArrayRecordComponent") // wrapped once, read-only, never compared
public record Inference(float[] probabilities, double score, StageTimes times) {
  public Inference {
    requireNonNull(probabilities, "probabilities");
    requireNonNull(times, "times");
  }

  /** Of a frame that was answered before the edge's own network was. */
  public static Inference none() {
    return new Inference(new float[0], Double.NaN, new StageTimes(0, 0, 0, ThreadCpu.UNKNOWN));
  }

  /**
   * Waiting for a worker, decoding, computing.
   *
   * @param cpuNanos processor time of the last two; {@link ThreadCpu#UNKNOWN} where it is unknown
   */
  public record StageTimes(long queueNanos, long decodeNanos, long inferNanos, long cpuNanos) {}
}
