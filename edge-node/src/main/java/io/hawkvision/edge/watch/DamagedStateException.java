package io.hawkvision.edge.watch;

import java.io.IOException;

/** The state file is not what this program wrote last. */
final class DamagedStateException extends IOException {
  private static final long serialVersionUID = 1;

  DamagedStateException(String message) {
    super(message);
  }
}
