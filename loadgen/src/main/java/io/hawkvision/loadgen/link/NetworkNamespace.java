package io.hawkvision.loadgen.link;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The network namespace that a command with emulated links runs in: one of its own, which ends with
 * its last process and leaves nothing behind. No setting of the host is touched.
 */
public final class NetworkNamespace {
  /** Set for the command that runs inside. */
  public static final String MARK = "HAWK_BENCH_NAMESPACE";

  private final Path home;
  private final boolean own;

  /** Of this process; {@code own} as the environment says. */
  public NetworkNamespace(Path home, boolean own) {
    this.home = home;
    this.own = own;
  }

  public boolean isOwn() {
    return own;
  }

  /**
   * Runs {@code hawk} with these arguments in a new namespace, on the same terminal; waits for it
   * and returns its exit code. Ctrl-C reaches it by the terminal; when this process ends, it ends.
   */
  public int reExecute(List<String> arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                LinkAbility.path("setpriv"),
                "--pdeathsig",
                "TERM",
                LinkAbility.path("unshare"),
                "--net",
                "--",
                "sh",
                "-c",
                "ip link set lo up && exec " + Priority.words(Priority.GENERATOR) + " \"$@\"",
                "hawk",
                home.resolve("hawk").toString()));
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
    builder.environment().put(MARK, "1");
    builder.environment().put("HAWK_NO_BUILD", "1");
    Process process = builder.start();
    while (true) {
      try {
        return process.waitFor();
      } catch (InterruptedException e) {
        process.destroy(); // and wait for its partial report
      }
    }
  }
}
