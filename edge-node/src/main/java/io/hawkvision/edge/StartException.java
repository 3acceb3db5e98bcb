package io.hawkvision.edge;

import java.net.BindException;

/** The node cannot run here and now, though its configuration may be fine. */
final class StartException extends Exception {
  StartException(String message, Throwable cause) {
    super(message, cause);
  }

  static StartException ofListening(EdgeConfig.Http config, RuntimeException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof BindException) {
        return new StartException(
            "cannot listen on " + config.host() + ":" + config.port() + ": " + cause.getMessage(),
            failure);
      }
    }
    return new StartException("the node failed to start: " + failure.getMessage(), failure);
  }
}
