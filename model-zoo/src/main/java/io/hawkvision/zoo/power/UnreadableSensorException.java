package io.hawkvision.zoo.power;

/** A sensor gave no believable value; the message says why in words an operator can act on. */
public final class UnreadableSensorException extends Exception {
  private static final long serialVersionUID = 1;

  UnreadableSensorException(String reason) {
    super(reason);
  }

  /** The message, which is always there. */
  public String reason() {
    return String.valueOf(getMessage());
  }
}
