package io.hawkvision.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** What the command line answers before a node runs. */
@Tag("flow")
class EdgeNodeTest {
  private static int exitCode(String... arguments) {
    return new CommandLine(new EdgeNode()).execute(arguments);
  }

  @ParameterizedTest
  @CsvSource({
    "--no-such-flag",
    "--port=many",
    "--set=http.prot=1",
    "--dc=nowhere",
    "--config=/no/such/file.yaml",
    "--tls=/no/such/folder",
  })
  void wrongUsage_exitsWithTwo(String argument) {
    assertThat(exitCode("--families", EdgeUnderTest.FAMILIES.toString(), argument)).isEqualTo(2);
  }

  @Test
  void familiesFolderWithoutAny_exitsWithTwo() {
    assertThat(exitCode("--no-dc", "--families", "src/test/java")).isEqualTo(2);
  }

  @Test
  void sensorThatIsNotThere_exitsWithOne() {
    String families = EdgeUnderTest.FAMILIES.toString();
    assertThat(
            exitCode(
                "--no-dc",
                "--families=" + families,
                "--port=0",
                "--set=power.sensor=rapl",
                "--set=power.sysfs-root=src/test/resources"))
        .isEqualTo(1);
  }

  @Test
  void portTaken_exitsWithOne() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(taken.getLocalPort());
      String families = EdgeUnderTest.FAMILIES.toString();
      assertThat(exitCode("--no-dc", "--families", families, "--port", port)).isEqualTo(1);
    }
  }
}
