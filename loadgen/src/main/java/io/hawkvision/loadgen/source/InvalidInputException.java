package io.hawkvision.loadgen.source;

/** What the user gave does not fit together; the message is for the user, the exit code is 2. */
public final class InvalidInputException extends Exception {
  public InvalidInputException(String message) {
    super(message);
  }
}
