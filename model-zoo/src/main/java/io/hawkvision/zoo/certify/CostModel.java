package io.hawkvision.zoo.certify;

import static java.util.Objects.requireNonNull;

import io.hawkvision.zoo.family.Family;
import io.hawkvision.zoo.family.SplitModel;
import io.hawkvision.zoo.policy.Policy;
import io.hawkvision.zoo.policy.Route;
import java.util.List;
import java.util.Map;

/**
 * What an escalation costs, by the pinned weights: 1.0 for a millisecond of expected latency, 0.5
 * for a millisecond of datacenter compute, 0.1 for a kilobyte of uplink. What the edge computes is
 * the same for every policy and left out. Orders policies before anything is tested; a wrong model
 * makes them dearer, never less true.
 *
 * @param name of the link profile
 * @param roundTripMillis without the time the bytes take
 */
public record CostModel(String name, double roundTripMillis, double megabitsPerSecond) {
  /** The mean of the profile's states, as are the others. The order that serves comes from it. */
  public static final CostModel WIFI = new CostModel("wifi", 8, 30.8);

  public static final CostModel LAN = new CostModel("lan", 0.6, 1000);
  public static final CostModel LTE = new CostModel("lte", 44, 11.8);
  public static final CostModel LTE_POOR = new CostModel("lte-poor", 70, 3.6);

  public static final List<CostModel> ALL = List.of(LAN, WIFI, LTE, LTE_POOR);

  /** Multiply-accumulates that a core of a datacenter node does in a millisecond. */
  private static final double MACS_PER_MILLI = 20e6;

  private static final double PER_MILLI = 1.0;
  private static final double PER_DC_MILLI = 0.5;
  private static final double PER_KILOBYTE = 0.1;
  private static final double BITS_PER_BYTE = 8;
  private static final double KILO = 1000;

  /** Where a table does not say: a photograph at the usual size. */
  private static final double USUAL_BYTES = 10_000;

  public CostModel {
    requireNonNull(name, "name");
  }

  /** Of one escalation by each of the menu's routes. */
  double[] costs(Family family, Menu menu) {
    Map<String, Double> bytes = family.outcomes().uplinkBytes();
    return menu.routes().stream()
        .mapToDouble(route -> cost(bytesOf(route, bytes), (double) macs(family, route)))
        .toArray();
  }

  private static double bytesOf(Route route, Map<String, Double> bytes) {
    double whole = bytes.getOrDefault(Policy.LEVEL_ORIGINAL, USUAL_BYTES);
    return bytes.getOrDefault(route.level(), whole);
  }

  private static long macs(Family family, Route route) {
    if (route.variant().equals(SplitModel.ROUTE)) {
      return family.split().orElseThrow().tail().macs();
    }
    return family.variant(route.variant()).orElseThrow().macs();
  }

  private double cost(double bytes, double macs) {
    double dcMillis = macs / MACS_PER_MILLI;
    double wireMillis = bytes * BITS_PER_BYTE / (megabitsPerSecond * KILO);
    return PER_MILLI * (roundTripMillis + wireMillis + dcMillis)
        + PER_DC_MILLI * dcMillis
        + PER_KILOBYTE * bytes / KILO;
  }
}
