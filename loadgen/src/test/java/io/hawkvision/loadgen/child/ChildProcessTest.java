package io.hawkvision.loadgen.child;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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

  @Test
  void owner_killedWithoutAWord_takesTheChildAlong() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/setpriv")), "setpriv is not installed");
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            ChildOwner.class.getName(),
            folder.toString());
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    Process owner = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    try (BufferedReader said = owner.inputReader(StandardCharsets.UTF_8)) {
      ProcessHandle child = ProcessHandle.of(Long.parseLong(said.readLine().strip())).orElseThrow();
      assertThat(child.isAlive()).isTrue();
      owner.destroyForcibly().waitFor();
      // Init reaps it; until somebody does, a dead process still has its PID.
      child.onExit().get(20, TimeUnit.SECONDS);
    } finally {
      owner.destroyForcibly();
    }
  }
}
