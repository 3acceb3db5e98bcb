package io.hawkvision.dc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code hawk dc} that cannot start: what it says, and its exit code. */
@Tag("flow")
@Timeout(120)
class StartFlowTest {
  @TempDir private Path directory;

  private record Run(int exitCode, String err) {}

  private Run run(Path tls, String... arguments) {
    List<String> all = new ArrayList<>(List.of("--tls", tls.toString(), "--http-port", "0"));
    all.addAll(List.of("--families", directory.toString()));
    all.addAll(Arrays.asList(arguments));
    StringWriter err = new StringWriter();
    CommandLine line = DcNode.commandLine().setErr(new PrintWriter(err, true));
    int exitCode = line.execute(all.toArray(new String[0]));
    return new Run(exitCode, err.toString());
  }

  @Test
  void start_noTlsDirectory_saysHowToGetOne() {
    Run run = run(directory.resolve("none"));
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("./hawk dc").contains("--tls DIR");
  }

  @Test
  void start_wrongPassword_saysSoWithoutAStackTrace() {
    Run run = run(TestPki.own(), "--set", "tls.password=wrong");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("TLS directory").doesNotContain("\tat ");
  }

  @Test
  void start_developmentCaBeyondLoopback_isRefused() {
    Run run = run(TestPki.development(), "--host", "0.0.0.0", "--port", "0");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("development CA").contains("0.0.0.0");
  }

  @Test
  void start_developmentCaAndHttpBeyondLoopback_isRefused() {
    Run run = run(TestPki.development(), "--port", "0", "--set", "http-host=0.0.0.0");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("development CA").contains("http-host = 0.0.0.0");
  }

  @Test
  void start_ownCaAndHttpBeyondLoopback_getsPastThatCheck() {
    Run run = run(TestPki.own(), "--port", "0", "--set", "http-host=0.0.0.0");
    assertThat(run.err()).doesNotContain("development CA").contains("no family");
  }

  @Test
  void start_developmentCaOnLoopback_getsPastThatCheck() {
    Run run = run(TestPki.development(), "--port", "0");
    assertThat(run.err()).doesNotContain("development CA");
  }

  @Test
  void start_portTaken_isOneLine() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Run run = run(TestPki.own(), "--port", Integer.toString(taken.getLocalPort()));
      assertThat(run.exitCode()).isEqualTo(1);
      assertThat(run.err().strip().lines()).hasSize(1);
      assertThat(run.err()).contains("cannot listen on 127.0.0.1:" + taken.getLocalPort());
    }
  }

  @Test
  void start_sensorThatIsNotThere_saysWhy() {
    Run run =
        run(
            TestPki.own(),
            "--port",
            "0",
            "--set",
            "power.sensor=rapl",
            "--set",
            "power.sysfs-root=" + directory);
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("power.sensor = rapl: no intel-rapl package under");
  }

  @Test
  void start_noFamilies_saysSo() {
    Run run = run(TestPki.own(), "--port", "0", "--families", directory.resolve("x").toString());
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("--families");
  }

  @Test
  void start_unknownSettings_areAllNamed() throws Exception {
    Path file = Files.writeString(directory.resolve("dc.yaml"), "quue:\n  max-frames: 1\n");
    Run run = run(TestPki.own(), "--config", file.toString(), "--set", "prot=1");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("quue.max-frames").contains("did you mean port?");
  }

  @Test
  void start_unknownOption_isWrongUsage() {
    assertThat(run(TestPki.own(), "--prot", "1").exitCode()).isEqualTo(2);
  }
}
