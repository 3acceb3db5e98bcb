package io.hawkvision.loadgen.plan;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * Cells that differ in link, edge factor, congestion control, rate, system and seed only.
 *
 * @param accuracy what the cameras ask for
 * @param seeds how many seeds each system gets; they are 1, 2, 3, …
 * @param minFrames systems with the most seeds get as many more as it takes to post so many frames
 * @param congestionControls of TCP in the emulated link; empty leaves the host's
 * @param rates frames per second to try; empty derives one from the link
 */
public record Block(
    String family,
    List<String> links,
    List<Integer> edgeFactors,
    double accuracy,
    Map<SystemName, Integer> seeds,
    long minFrames,
    List<String> congestionControls,
    List<Double> rates) {
  public Block {
    requireNonNull(family, "family");
    links = List.copyOf(links);
    edgeFactors = List.copyOf(edgeFactors);
    seeds = Collections.unmodifiableMap(new TreeMap<>(seeds));
    congestionControls = List.copyOf(congestionControls);
    rates = List.copyOf(rates);
  }

  /** Seeds of one system, when a cell posts so many frames. */
  public int seeds(SystemName system, double framesPerCell) {
    int asked = seeds.getOrDefault(system, 0);
    int most = seeds.values().stream().mapToInt(Integer::intValue).max().orElse(0);
    if (asked < most || asked == 0) {
      return asked;
    }
    return (int) Math.max(asked, Math.ceil(minFrames / framesPerCell));
  }

  /** The same with these congestion controls only. */
  public Block with(List<String> controls) {
    return new Block(family, links, edgeFactors, accuracy, seeds, minFrames, controls, rates);
  }

  /** The rates to try: those of the plan, or the one that the link suggests. */
  public List<OptionalDouble> ratesOrDerived() {
    return rates.isEmpty()
        ? List.of(OptionalDouble.empty())
        : rates.stream().map(OptionalDouble::of).toList();
  }
}
