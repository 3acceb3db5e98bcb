package io.hawkvision.loadgen.child;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A process that starts a child and waits; for a test that kills it. */
public final class ChildOwner {
  private ChildOwner() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    Path folder = Path.of(args[0]);
    ChildProcess child =
        ChildProcess.start(
            new ChildProcess.Launch(
                "edge",
                List.of("/bin/sh", "-c", "echo edge ready $$; exec sleep 1000"),
                folder,
                folder.resolve("owned.log"),
                Duration.ofSeconds(20)));
    System.out.println(child.awaitReady());
    Thread.currentThread().join();
  }
}
