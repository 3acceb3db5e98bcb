package io.hawkvision.loadgen.peer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hawkvision.loadgen.CapturedRun;
import io.hawkvision.loadgen.FakeEdge;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("flow")
@Timeout(60)
class PeerCommandTest {
  @TempDir Path home;

  /** A script that stands for hawk: an edge at this URL, and bare loops that say their lines. */
  private void writeHawk(String edgeUrl) throws Exception {
    Path script = home.resolve("hawk");
    Files.writeString(
        script,
        """
        #!/bin/sh
        echo "$@" >>"$HAWK_HOME/$1.arguments"
        if [ "$1" = edge ]; then
          echo 'edge ready %s'
          exec sleep 1000
        fi
        echo 'bare ready 3 frames'
        while read -r order; do
          echo "$order" >>"$HAWK_HOME/orders"
          case $order in
            row) echo '{"throughput_fps":1234.5,"p50_ms":0.5,"p99_ms":1.5,"accuracy":0.0}' ;;
            *) echo 1234.5 ;;
          esac
        done
        """
            .formatted(edgeUrl));
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.createSymbolicLink(
        home.resolve("model-zoo"), PeerFixtures.root().resolve("model-zoo").toRealPath());
  }

  @Test
  void peer_ownEdgeBareLoopsAndAPeer_areMeasuredInTurnsAndWrittenDown() throws Exception {
    try (FakeEdge edge = FakeEdge.honest();
        FakeEdge other = FakeEdge.honest()) {
      writeHawk(edge.url().toString());
      String peer = "hawk+" + other.url();
      CapturedRun run =
          CapturedRun.of(
              home,
              "bench",
              "peer",
              peer,
              "--frames=3",
              "--rounds=2",
              "--closed=0.1",
              "--open=0.2",
              "--warm-up=0.1",
              "--threads=3",
              "--rate=50",
              "--json");
      assertThat(run.stderr()).isEmpty();
      assertThat(run.exitCode()).isZero();
      JsonNode rows = new ObjectMapper().readTree(run.lastLine()).path("rows");
      assertThat(rows).hasSize(4);
      assertThat(rows.findValuesAsText("system"))
          .containsExactly("ours", "bare loop", "bare loop, tensors in", peer);
      assertThat(rows.at("/1/throughput_fps").asDouble()).isEqualTo(1234.5);
      assertThat(rows.findValuesAsText("errors")).containsOnly("0");
      assertThat(Files.readString(home.resolve(".hawk/bench/peer.json")).strip())
          .isEqualTo(run.lastLine());
      assertThat(run.stdout()).contains("note: client, our edge");
      assertThat(Files.readString(home.resolve("edge.arguments")))
          .contains("--no-dc", "--set infer.workers=3", "--set watch.audit-rate=0");
      assertThat(Files.readAllLines(home.resolve("orders")))
          .hasSize(8)
          .filteredOn(order -> order.equals("round 100 10 50.0 8"))
          .hasSize(2);
      assertThat(edge.frameUris())
          .contains("/v1/frames?accuracy=0.01&family=roadside&best_effort=true");
      assertThat(other.frameUris()).isNotEmpty();
    }
  }

  @Test
  void peer_unreachablePeer_endsTheRunAndItsChildren() throws Exception {
    try (FakeEdge edge = FakeEdge.honest()) {
      writeHawk(edge.url().toString());
      CapturedRun run =
          CapturedRun.of(home, "bench", "peer", "oip+http://127.0.0.1:1/m", "--frames=1");
      assertThat(run.exitCode()).isEqualTo(1);
      assertThat(run.stderr()).contains("peer oip+http://127.0.0.1:1/m", "connection refused");
      assertThat(
              ProcessHandle.current()
                  .descendants()
                  .filter(child -> child.info().commandLine().orElse("").contains(home.toString())))
          .isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "http://h:1/m, no peer speaks http",
    "--rounds=0, --rounds must be between 1 and 1",
    "--family=unheard-of, there is no family unheard-of",
    "--rate=0.1, --rate and --open must leave a frame to send"
  })
  void peer_wrongUsage_isRefusedBeforeAnythingStarts(String argument, String why) {
    CapturedRun run = CapturedRun.of(PeerFixtures.root(), "bench", "peer", argument);
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.stderr()).contains(why);
    assertThat(run.stdout()).doesNotContain("starting");
  }
}
