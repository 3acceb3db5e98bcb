package io.hawkvision.loadgen.link;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Who runs first on cores that all share: the emulated link before the generator before the nodes,
 * so that neither delays what is measured. Commands to stand in front of others; where real-time
 * priorities are not permitted they are left out.
 */
public final class Priority {
  /** The link. */
  public static final List<String> LINK = List.of("--fifo", "20");

  /** The load generator. */
  public static final List<String> GENERATOR = List.of("--rr", "10");

  /** The nodes: as any process. */
  public static final List<String> NODES = List.of("--other", "0");

  private static final long SECONDS = 10;

  private Priority() {}

  /** In front of a command; empty where it is not permitted. */
  public static List<String> prefix(List<String> policy) {
    Optional<Path> chrt = LinkAbility.find("chrt");
    if (chrt.isEmpty() || !isPermitted(chrt.get().toString(), policy)) {
      return List.of();
    }
    return List.of(chrt.get().toString(), policy.get(0), policy.get(1));
  }

  /** The same in one line of a shell. */
  static String words(List<String> policy) {
    return String.join(" ", prefix(policy));
  }

  private static boolean isPermitted(String chrt, List<String> policy) {
    try {
      Process process =
          new ProcessBuilder(chrt, policy.get(0), policy.get(1), "true")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException e) {
      return false; // there is no such program after all
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
