package io.hawkvision.loadgen.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.hawkvision.loadgen.drive.StopFlag;
import io.hawkvision.loadgen.source.LabelledFrame;
import io.hawkvision.zoo.engine.TensorLease;
import io.hawkvision.zoo.family.Family;
import io.vertx.core.http.HttpServerRequest;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Tag("flow")
@Timeout(60)
class PeerTrialTest {
  private static final PeerLoad LOAD =
      new PeerLoad(Duration.ofMillis(300), 2, Duration.ofMillis(1000), 40);

  @TempDir Path folder;

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  private static StopFlag stop() {
    return new StopFlag(Thread.currentThread());
  }

  private static String url(FakeHttpPeer peer) {
    return "oip+http://127.0.0.1:" + peer.port() + "/m";
  }

  /** A server that runs the family's network on the tensor it gets. */
  private static void infer(
      HttpServerRequest request, byte[] body, BareEngine engine, Family family) {
    int head = Integer.parseInt(request.getHeader("Inference-Header-Content-Length"));
    try (TensorLease lease = engine.acquire()) {
      byte[] tensor = Arrays.copyOfRange(body, head, body.length);
      float[] logits = PeerFixtures.logits(family.labels().indexOf(engine.label(tensor, lease)));
      request
          .response()
          .end(
              "{\"outputs\":[{\"name\":\"logits\",\"datatype\":\"FP32\",\"data\":"
                  + Arrays.toString(logits)
                  + "}]}");
    } catch (IOException e) {
      request.response().setStatusCode(500).end();
    }
  }

  /** What a bare loop in this process says to these orders. */
  private List<String> bare(Family family, List<LabelledFrame> frames, boolean tensors)
      throws Exception {
    Path file = folder.resolve("frames.bin");
    FrameFile.write(file, frames);
    String orders = String.join("\n", BareRounds.roundOrder(LOAD, 7), BareRounds.ROW_ORDER) + "\n";
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    BareRounds.serve(
        family,
        new BareRounds.Start(file, 2, tensors),
        new BufferedReader(new StringReader(orders)),
        stream(out));
    return out.toString(StandardCharsets.UTF_8).lines().toList();
  }

  @Test
  void run_peerWithTheSameNetwork_isAsRightAsTheBareLoops() throws Exception {
    Family family = PeerFixtures.family();
    List<LabelledFrame> frames = PeerFixtures.frames(20);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PeerRow peerRow;
    try (BareEngine engine = BareEngine.open(family, 1, true);
        FakeHttpPeer peer =
            FakeHttpPeer.oip(
                FakeHttpPeer.metadata("FP32", "[-1,3,96,96]"),
                (request, body) -> infer(request, body.getBytes(), engine, family));
        PostedContender contender =
            PostedContender.open("the peer", PeerFixtures.open(url(peer), 10_000), frames)) {
      PeerTrial trial = new PeerTrial(List.of(contender), LOAD, stream(out));
      trial.warmUp(Duration.ofMillis(100), stop());
      peerRow = trial.run(2, 7, stop()).get(0);
    }
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("round 1: the peer: ", "round 2: the peer: ");
    assertThat(peerRow.errors()).isZero();
    assertThat(peerRow.clientPreprocessed()).isTrue();
    assertThat(peerRow.throughputFps()).isPositive();
    assertThat(peerRow.p99Millis()).isGreaterThanOrEqualTo(peerRow.p50Millis()).isFinite();
    for (boolean tensors : new boolean[] {false, true}) {
      List<String> said = bare(family, frames, tensors);
      assertThat(said).hasSize(3).element(0).isEqualTo("bare ready 20 frames");
      assertThat(Double.parseDouble(said.get(1))).isPositive();
      PeerRow bareRow = PeerRow.parse(new ObjectMapper().readTree(said.get(2)));
      assertThat(bareRow.accuracy()).isEqualTo(peerRow.accuracy()).isGreaterThan(0.5);
      assertThat(bareRow.clientPreprocessed()).isEqualTo(tensors);
      assertThat(bareRow.errors()).isZero();
    }
  }

  @Test
  void run_peerThatBreaksDown_countsEveryFrameAsWrongAndInfinitelyLate() throws Exception {
    boolean[] broken = {false};
    String answer =
        "{\"outputs\":[{\"name\":\"logits\",\"datatype\":\"FP32\",\"data\":"
            + Arrays.toString(PeerFixtures.logits(0))
            + "}]}";
    try (FakeHttpPeer peer =
            FakeHttpPeer.oip(
                FakeHttpPeer.metadata("FP32", "[-1,3,96,96]"),
                (request, body) ->
                    request.response().setStatusCode(broken[0] ? 503 : 200).end(answer));
        PostedContender contender =
            PostedContender.open(
                "p", PeerFixtures.open(url(peer), 10_000), PeerFixtures.frames(2))) {
      broken[0] = true;
      contender.round(LOAD, 7, stop());
      PeerRow row = contender.row();
      assertThat(row.throughputFps()).isZero();
      assertThat(row.accuracy()).isZero();
      assertThat(row.p50Millis()).isInfinite();
      assertThat(row.errorCauses()).containsOnlyKeys("HTTP 503");
      // a refusing server is asked fifty times a second per slot at most, not as often as it can
      assertThat(row.errors()).isBetween(LOAD.openFrames() + 2, LOAD.openFrames() + 60);
    }
  }

  @Test
  void run_afterAStop_isInterrupted() {
    StopFlag stop = stop();
    stop.raise();
    assertThat(Thread.interrupted()).isTrue();
    PeerTrial trial = new PeerTrial(List.of(), LOAD, stream(new ByteArrayOutputStream()));
    assertThatThrownBy(() -> trial.run(1, 7, stop))
        .isInstanceOf(IOException.class)
        .hasMessage("interrupted");
  }
}
