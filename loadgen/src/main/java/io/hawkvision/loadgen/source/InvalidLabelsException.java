package io.hawkvision.loadgen.source;

/** The labels, the split or the pictures do not fit together; the message is for the user. */
public final class InvalidLabelsException extends Exception {
  public InvalidLabelsException(String message) {
    super(message);
  }
}
