package io.hawkvision.zoo.family;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Writes files whole or not at all, whatever ends the process meanwhile. */
public final class WholeFile {
  private WholeFile() {}

  /** Writes beside the file's place and moves it there when it is complete. */
  public static void write(Path file, byte[] bytes) throws IOException {
    // Not createTempFile: its files are for their owner alone, and stay so after the move.
    String name = file.getFileName() + "." + ProcessHandle.current().pid() + ".unfinished";
    Path unfinished = file.resolveSibling(name);
    unfinished.toFile().deleteOnExit(); // when Ctrl-C ends the process just now
    try {
      Files.write(unfinished, bytes);
      Files.move(
          unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }
}
