package io.hawkvision.loadgen.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Ties processes to cores with {@code taskset}. */
final class Cores {
  static final int SERVER = 0;
  static final int CLIENT = 1;

  private final Path taskset;

  private Cores(Path taskset) {
    this.taskset = taskset;
  }

  /** Says what is missing: the measurement means nothing without it. */
  static Cores find() throws IOException {
    if (!Files.isReadable(Path.of("/proc/self/stat"))) {
      throw new IOException("this benchmark reads CPU times from /proc, which is missing here");
    }
    if (Runtime.getRuntime().availableProcessors() < 2) {
      throw new IOException("this benchmark needs two cores: one for the server, one for itself");
    }
    for (Path path : List.of(Path.of("/usr/bin/taskset"), Path.of("/bin/taskset"))) {
      if (Files.isExecutable(path)) {
        return new Cores(path);
      }
    }
    throw new IOException("this benchmark needs taskset (Debian/Ubuntu: package util-linux)");
  }

  /** To stand in front of a command. */
  List<String> prefix(int core) {
    return List.of(taskset.toString(), "-c", Integer.toString(core));
  }

  /** All threads of this process, and those they will start. */
  void pinThisProcess(int core) throws IOException {
    Process process =
        new ProcessBuilder(
                taskset.toString(),
                "-a",
                "-c",
                "-p",
                Integer.toString(core),
                Long.toString(ProcessHandle.current().pid()))
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new IOException("taskset could not pin the client to core " + core + ": " + said);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
