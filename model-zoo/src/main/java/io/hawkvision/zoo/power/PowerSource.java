package io.hawkvision.zoo.power;

import java.util.Arrays;
import java.util.Optional;

/** How a figure of energy came about. Its word stands beside every such figure. Any thread. */
public enum PowerSource {
  /** The whole board of a Kria or Zynq module, processor and logic: a sensor on its 5 V rail. */
  INA260("ina260", true),
  /** The processor packages, by their own counters. */
  RAPL("rapl", true),
  /** Alveo cards, by the controller on the card. */
  XRT_XMC("xrt-xmc", false),
  /** Versal cards, by their hwmon driver. */
  XRT_HWMON("xrt-hwmon", false),
  /** NVIDIA cards, by the driver's own program. */
  NVIDIA_SMI("nvidia-smi", false),
  /** No sensor: computed from work done and stated constants. */
  MODELLED("modelled", true);

  private final String word;
  private final boolean seesProcessor;

  PowerSource(String word, boolean seesProcessor) {
    this.word = word;
    this.seesProcessor = seesProcessor;
  }

  public String word() {
    return word;
  }

  public boolean isMeasured() {
    return this != MODELLED;
  }

  /** Whether work of the processor shows in it; a card's sensor sees the card alone. */
  public boolean seesProcessor() {
    return seesProcessor;
  }

  public static Optional<PowerSource> of(String word) {
    return Arrays.stream(values()).filter(source -> source.word.equals(word)).findFirst();
  }
}
