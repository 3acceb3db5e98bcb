package io.hawkvision.edge.watch;

/** Whether a local answer is audited, and whether the sequential tests see the outcome. */
public enum Draw {
  NONE,
  AUDIT,
  AUDIT_AND_DETECT
}
