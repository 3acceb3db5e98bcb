package io.hawkvision.edge.watch;

import java.io.IOException;
import java.nio.file.Path;

/** Another process has the state file open. */
final class StateHeldException extends IOException {
  private static final long serialVersionUID = 1;

  StateHeldException(Path file) {
    super(
        "watch state "
            + file
            + " is held by another node; stop that node or give this one a file of its own");
  }
}
