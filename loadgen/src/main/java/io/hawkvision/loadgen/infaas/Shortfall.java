package io.hawkvision.loadgen.infaas;

/** Why an answer is not from a variant that meets the target. */
enum Shortfall {
  /** The chosen variant could not have answered in time: the family's smallest did. */
  DEADLINE("deadline"),
  /** No variant that fits meets the target: the best that fits answered. */
  TARGET_UNATTAINABLE("target-unattainable"),
  /** Too many frames wait for loads already: the family's smallest answered. */
  LOAD_QUEUE_FULL("load-queue-full");

  private final String word;

  Shortfall(String word) {
    this.word = word;
  }

  /** As answers say it. */
  String word() {
    return word;
  }
}
