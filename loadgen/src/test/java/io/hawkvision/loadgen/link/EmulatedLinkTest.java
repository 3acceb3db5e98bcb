package io.hawkvision.loadgen.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Real TUN devices, real namespaces, real packets: as it is launched. */
@Tag("slow")
class EmulatedLinkTest {
  private static final Path HOME = Path.of(System.getProperty("hawk.root"));

  @Test
  void emulatedLink_doesWhatItClaims() throws IOException, InterruptedException {
    assumeThat(LinkAbility.missing()).as("links cannot be emulated here").isEmpty();
    assumeThat(HOME.resolve("hawk")).as("the launcher").isExecutable();
    Path out = Files.createTempFile("links", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(
                HOME.resolve("hawk").toString(),
                "bench",
                "links",
                "--profile",
                "rate=10,delay=20,loss=5",
                "--seconds",
                "4",
                "--json")
            .redirectErrorStream(true)
            .redirectOutput(out.toFile());
    builder.environment().put("HAWK_NO_BUILD", "1");
    Process process = builder.start();
    assertThat(process.waitFor(120, TimeUnit.SECONDS)).as("ends by itself").isTrue();
    String said = Files.readString(out, StandardCharsets.UTF_8);
    assertThat(said).contains("6 figures").contains("\"figures\":[");
    // On a machine that others use, delays may be off; what is lost and what is carried may not.
    assertThat(said.lines().filter(line -> line.contains(" loss ")))
        .hasSize(2)
        .allMatch(line -> line.endsWith("ok"));
    assertThat(said.lines().filter(line -> line.contains(" rate ")))
        .hasSize(2)
        .allMatch(line -> line.endsWith("ok"));
  }
}
