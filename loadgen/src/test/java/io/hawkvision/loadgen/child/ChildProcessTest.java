package io.hawkvision.loadgen.child;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Tag("flow")
@Timeout(60)
class ChildProcessTest {
  @TempDir Path folder;

  private ChildProcess shell(String script, Duration patience) throws IOException {
    return ChildProcess.start(
        new ChildProcess.Launch(
            "edge",
            List.of("/bin/sh", "-c", script),
            folder,
            folder.resolve("logs/edge.log"),
            patience));
  }

  @Test
  void awaitReady_givesWhatFollows_andCloseEndsTheProcess() throws Exception {
    ChildProcess child =
        shell("echo \"edge ready $HAWK_HOME $HAWK_NO_BUILD\"; exec cat", Duration.ofSeconds(20));
    assertThat(child.awaitReady()).isEqualTo(folder + " 1");
    child.tell("hello");
    assertThat(child.awaitLine()).isEqualTo("hello");
    assertThat(child.isAlive()).isTrue();
    child.close();
    assertThat(ProcessHandle.of(child.pid())).isEmpty();
  }

  @Test
  void awaitReady_processEnds_showsTheEndOfItsLog() throws Exception {
    try (ChildProcess child = shell("echo 'no such family' >&2; exit 1", Duration.ofSeconds(20))) {
      assertThatThrownBy(child::awaitReady)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("the edge process failed: it ended by itself")
          .hasMessageContaining("no such family");
    }
  }

  @Test
  void awaitReady_silentProcess_isGivenUp() throws Exception {
    try (ChildProcess child = shell("exec cat", Duration.ofMillis(200))) {
      assertThatThrownBy(child::awaitReady).hasMessageContaining("it said nothing");
    }
  }

  @Test
  void close_processThatIgnoresTerm_isKilledWithItsChildren() throws Exception {
    ChildProcess child =
        shell("trap '' TERM; sleep 1000 & echo edge ready $!; wait; wait", Duration.ofSeconds(20));
    long grandchild = Long.parseLong(child.awaitReady().strip());
    child.close(Duration.ofMillis(100));
    assertThat(child.isAlive()).isFalse();
    Optional<ProcessHandle> left = ProcessHandle.of(grandchild);
    if (left.isPresent()) {
      left.get().onExit().get(10, TimeUnit.SECONDS);
    }
  }

  @Test
  void log_holdsStandardError() throws Exception {
    try (ChildProcess child = shell("echo note >&2; echo edge ready x", Duration.ofSeconds(20))) {
      child.awaitReady();
    }
    assertThat(Files.readString(folder.resolve("logs/edge.log"))).isEqualTo("note\n");
  }
}
