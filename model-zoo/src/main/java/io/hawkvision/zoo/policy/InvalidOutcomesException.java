package io.hawkvision.zoo.policy;

import java.io.IOException;

/** A file that is no outcome table, or one that was damaged; the message says what is wrong. */
public final class InvalidOutcomesException extends IOException {
  private static final long serialVersionUID = 1;

  InvalidOutcomesException(String problem) {
    super(problem);
  }
}
