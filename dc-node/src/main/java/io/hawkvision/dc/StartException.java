package io.hawkvision.dc;

/** The node could not start; the message is one line for the operator. */
final class StartException extends Exception {
  private static final long serialVersionUID = 1;

  private final int exitCode;

  private StartException(int exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  /** Something went wrong: exit code 1. */
  static StartException failed(String message) {
    return new StartException(1, message);
  }

  /** Asked for something that is not possible: exit code 2. */
  static StartException wrongUsage(String message) {
    return new StartException(2, message);
  }

  int exitCode() {
    return exitCode;
  }
}
