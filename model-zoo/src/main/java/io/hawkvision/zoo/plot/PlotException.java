package io.hawkvision.zoo.plot;

/** This machine's Java cannot draw. The message says what to install. */
public final class PlotException extends Exception {
  private static final long serialVersionUID = 1L;

  PlotException(String message, Throwable cause) {
    super(message, cause);
  }
}
