package io.hawkvision.edge.watch;

/** Whether a local answer is audited, and what for. */
public enum Draw {
  NONE,
  /** Near the threshold, above the base rate: no part of any uniform sample. */
  AUDIT,
  /** In the uniform sample, and of a scene that the sequential tests have seen. */
  SAMPLE,
  /** In the uniform sample, and the sequential tests see the outcome. */
  AUDIT_AND_DETECT;

  boolean detect() {
    return this == AUDIT_AND_DETECT;
  }

  /** Whether the frame's id alone drew it, at the base rate, whatever its score. */
  boolean uniform() {
    return this == SAMPLE || this == AUDIT_AND_DETECT;
  }
}
