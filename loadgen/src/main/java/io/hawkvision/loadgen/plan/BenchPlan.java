package io.hawkvision.loadgen.plan;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * A whole benchmark.
 *
 * @param seconds of load in a cell
 * @param deadlineMillis that every frame of every system carries
 * @param utilisation share of a link's mean rate that all pictures as posted would use
 * @param jpegQualities among which the naive cascade gets the one that takes the fewest bytes
 * @param mostFramesPerSecond bound of the derived rate, for what one machine can take
 */
public record BenchPlan(
    String name,
    String about,
    int seconds,
    int deadlineMillis,
    double utilisation,
    double mostFramesPerSecond,
    int tuningFrames,
    List<Integer> jpegQualities,
    List<Block> blocks) {
  public BenchPlan {
    requireNonNull(name, "name");
    requireNonNull(about, "about");
    jpegQualities = List.copyOf(jpegQualities);
    blocks = List.copyOf(blocks);
  }

  /** The same with these blocks only. */
  public BenchPlan with(List<Block> others) {
    return new BenchPlan(
        name,
        about,
        seconds,
        deadlineMillis,
        utilisation,
        mostFramesPerSecond,
        tuningFrames,
        jpegQualities,
        others);
  }

  /** Frames a second, when frames have so many bytes and the link so many bits a second. */
  public double derivedRate(double meanLinkBitsPerSecond, double meanFrameBytes) {
    double rate = utilisation * meanLinkBitsPerSecond / (8 * meanFrameBytes);
    return Math.min(mostFramesPerSecond, rate);
  }
}
