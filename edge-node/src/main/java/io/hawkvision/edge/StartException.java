package io.hawkvision.edge;

/** The node cannot run here and now, though its configuration may be fine. */
final class StartException extends Exception {
  StartException(String message, Throwable cause) {
    super(message, cause);
  }

  static StartException ofListening(EdgeConfig.Http config, Exception failure) {
    String where = config.host() + ":" + config.port();
    return new StartException("cannot listen on " + where + ": " + failure.getMessage(), failure);
  }
}
