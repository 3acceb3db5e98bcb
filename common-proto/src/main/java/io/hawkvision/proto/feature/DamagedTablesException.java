package io.hawkvision.proto.feature;

/** A codec file that cannot be used; the message says what is wrong with it. */
public final class DamagedTablesException extends Exception {
  private static final long serialVersionUID = 1;

  DamagedTablesException(String message) {
    super(message);
  }
}
