package io.hawkvision.zoo.power;

import java.util.Locale;

/**
 * Energy from work done and constants, where there is no sensor. Never a measurement. Any thread.
 *
 * <p>Sources of the constants:
 *
 * <ul>
 *   <li>{@link #SERVER_CORE_WATTS}, a busy hardware thread of a server above idle: 3.5 W less 0.74
 *       W, the means of maximum and minimum over cloud servers that Cloud Carbon Footprint derives
 *       from SPECpower_ssj2008 (its AWS constants MAX_WATTS_AVG and MIN_WATTS_AVG).
 *   <li>{@link #SMALL_CORE_WATTS}, a busy Cortex-A53 above idle: a quarter of 3.7 W less 1.4 W, a
 *       Raspberry Pi 3 B with four busy cores and idle (Pi Dramble's power table).
 *   <li>{@link #JOULES_PER_BYTE}: 0.001 kWh for a gigabyte moved, Cloud Carbon Footprint's
 *       NETWORKING_COEFFICIENT. A radio's own idle power is not in it.
 *   <li>{@link #JOULES_PER_CARD_MAC}: 8-bit multiply 0.2 pJ, 32-bit add 0.1 pJ, and two bytes from
 *       an 8 KiB memory at 10 pJ for 8 bytes (M. Horowitz, ISSCC 2014, 45 nm, 0.9 V).
 * </ul>
 *
 * <p>A constant must fit the core on which the seconds were counted: {@code power.core-watts}.
 *
 * @param coreWatts of one busy hardware thread, above idle
 */
public record EnergyModel(double coreWatts, double joulesPerByte, double joulesPerCardMac) {
  public static final double SERVER_CORE_WATTS = 2.76;
  public static final double SMALL_CORE_WATTS = 0.575;
  public static final double JOULES_PER_BYTE = 3.6e-6;
  public static final double JOULES_PER_CARD_MAC = 2.8e-12;

  private static final double NANO = 1e-9;

  public EnergyModel {
    if (!(coreWatts > 0 && joulesPerByte >= 0 && joulesPerCardMac >= 0)
        || !Double.isFinite(coreWatts + joulesPerByte + joulesPerCardMac)) {
      throw new IllegalArgumentException("constants of energy must be positive");
    }
  }

  /** With the constants above, for cores of this power. */
  public static EnergyModel ofCores(double coreWatts) {
    return new EnergyModel(coreWatts, JOULES_PER_BYTE, JOULES_PER_CARD_MAC);
  }

  /** Above idle: a model has no idle. The processor time must be known. */
  public double joules(Work work) {
    if (work.cpuNanos() == ThreadCpu.UNKNOWN) {
      throw new IllegalArgumentException("processor time is not known");
    }
    return work.cpuNanos() * NANO * coreWatts
        + work.uplinkBytes() * joulesPerByte
        + work.cardMacs() * joulesPerCardMac;
  }

  /** The whole model in one line, to be printed beside every figure from it. */
  public String words() {
    return String.format(
        Locale.ROOT,
        "modelled, not measured: CPU-seconds of decode and network x %.3g W per busy core"
            + " + uplink bytes x %.2g uJ/byte + MACs on a card x %.2g pJ/MAC",
        coreWatts,
        joulesPerByte * 1e6,
        joulesPerCardMac * 1e12);
  }
}
