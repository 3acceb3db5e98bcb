package io.hawkvision.loadgen.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hawkvision.loadgen.source.LabelledFrame;
import io.hawkvision.zoo.preprocess.EncodedImage;
import io.hawkvision.zoo.preprocess.ImageLimits;
import io.hawkvision.zoo.preprocess.Preprocessor;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("flow")
@Timeout(60)
class OipHttpPosterTest {
  private static final String FLOATS = FakeHttpPeer.metadata("FP32", "[-1,3,96,96]");
  private static final String HEAD_LENGTH = "Inference-Header-Content-Length";

  private static String url(FakeHttpPeer peer) {
    return "oip+http://127.0.0.1:" + peer.port() + "/m";
  }

  /** As Triton answers: two outputs, their numbers behind the JSON. */
  private static void answer(HttpServerRequest request, int best) {
    Buffer raw =
        Buffer.buffer(new byte[] {1, 2, 3})
            .appendBytes(PeerFixtures.littleEndian(PeerFixtures.logits(best)));
    String head =
        """
        {"model_name":"m","model_version":"1","outputs":[
         {"name":"stem","datatype":"UINT8","shape":[3],"parameters":{"binary_data_size":3}},
         {"name":"logits","datatype":"FP32","shape":[1,20],"parameters":{"binary_data_size":80}}]}
        """;
    request
        .response()
        .putHeader(HEAD_LENGTH, Integer.toString(head.length()))
        .end(Buffer.buffer(head).appendBuffer(raw));
  }

  /** What is said of a frame to which the peer answers so. */
  private static String said(FakeHttpPeer.Behaviour behaviour) throws Exception {
    try (FakeHttpPeer peer = FakeHttpPeer.oip(FLOATS, behaviour);
        PeerPoster poster = PeerFixtures.open(url(peer), 5_000)) {
      return PeerFixtures.said(PeerFixtures.post(poster, PeerFixtures.frame()));
    }
  }

  @Test
  void post_floats_arriveBitForBitBehindTheirDescription() throws Exception {
    LabelledFrame frame = PeerFixtures.frame();
    try (FakeHttpPeer peer = FakeHttpPeer.oip(FLOATS, (request, body) -> answer(request, 5));
        PeerPoster poster = PeerFixtures.open(url(peer), 10_000)) {
      String label = PeerFixtures.family().labels().get(5);
      assertThat(PeerFixtures.said(PeerFixtures.post(poster, frame))).isEqualTo("label " + label);
      assertThat(poster.preparesTensors()).isTrue();

      FakeHttpPeer.Seen seen = peer.seen().get(0);
      assertThat(seen.uri()).isEqualTo("/v2/models/m/infer");
      assertThat(seen.header("Content-Type")).isEqualTo("application/octet-stream");
      assertThat(seen.header("Content-Length")).isEqualTo("" + seen.body().length());
      int head = Integer.parseInt(seen.header(HEAD_LENGTH));
      JsonNode described = new ObjectMapper().readTree(seen.body().getBytes(0, head));
      assertThat(described)
          .isEqualTo(
              new ObjectMapper()
                  .readTree(
                      """
                      {"inputs":[{"name":"input","shape":[1,3,96,96],"datatype":"FP32",
                                  "parameters":{"binary_data_size":110592}}],
                       "outputs":[{"name":"logits","parameters":{"binary_data":true}}]}
                      """));
      assertThat(seen.body().getBytes(head, seen.body().length()))
          .isEqualTo(PeerFixtures.tensor(PeerFixtures.family(), frame));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {"[1,3,96,96]; true", "[-1,96,96,3]; false", "[-1,-1,-1,-1]; true"})
  void post_bytes_areTheColoursInTheLayoutOfTheModel(String shape, boolean planes)
      throws Exception {
    LabelledFrame frame = PeerFixtures.frame();
    try (FakeHttpPeer peer =
            FakeHttpPeer.oip(
                FakeHttpPeer.metadata("UINT8", shape), (request, body) -> answer(request, 0));
        PeerPoster poster = PeerFixtures.open(url(peer), 10_000)) {
      assertThat(PeerFixtures.said(PeerFixtures.post(poster, frame))).isEqualTo("label none");
      FakeHttpPeer.Seen seen = peer.seen().get(0);
      int head = Integer.parseInt(seen.header(HEAD_LENGTH));
      byte[] raw = seen.body().getBytes(head, seen.body().length());

      byte[] rgb =
          new Preprocessor(PeerFixtures.family().edge().input(), ImageLimits.DEFAULT)
              .rgb(EncodedImage.probe(frame.picture().getBytes(), ImageLimits.DEFAULT));
      int pixels = PeerFixtures.SIDE * PeerFixtures.SIDE;
      byte[] wanted = rgb.clone();
      for (int i = 0; planes && i < rgb.length; i++) {
        wanted[i] = rgb[i % pixels * 3 + i / pixels];
      }
      assertThat(raw).isEqualTo(wanted);
    }
  }

  @Test
  void post_picture_isOneElementOfBytes() throws Exception {
    LabelledFrame frame = PeerFixtures.frame();
    try (FakeHttpPeer peer =
            FakeHttpPeer.oip(
                FakeHttpPeer.metadata("FP32", "[1,96,96,3]"),
                (request, body) -> answer(request, 1));
        PeerPoster poster = PeerFixtures.open(url(peer) + "?input=jpeg", 10_000)) {
      assertThat(PeerFixtures.said(PeerFixtures.post(poster, frame))).isEqualTo("label stop");
      assertThat(poster.preparesTensors()).isFalse();
      FakeHttpPeer.Seen seen = peer.seen().get(0);
      int head = Integer.parseInt(seen.header(HEAD_LENGTH));
      JsonNode input = new ObjectMapper().readTree(seen.body().getBytes(0, head)).at("/inputs/0");
      assertThat(input.path("datatype").asText()).isEqualTo("BYTES");
      assertThat(input.path("shape").toString()).isEqualTo("[1]");
      assertThat(input.at("/parameters/binary_data_size").asInt()).isEqualTo(frame.bytes() + 4);
      assertThat(seen.body().getIntLE(head)).isEqualTo(frame.bytes());
      assertThat(seen.body().getBuffer(head + 4, seen.body().length())).isEqualTo(frame.picture());
    }
  }

  @Test
  void post_answerInJson_isReadFlatAndInRows() throws Exception {
    String numbers = Arrays.toString(PeerFixtures.logits(2));
    for (String data : new String[] {numbers, "[" + numbers + "]"}) {
      String json = "{\"outputs\":[{\"name\":\"logits\",\"datatype\":\"FP32\",\"data\":%s}]}";
      assertThat(said((request, body) -> request.response().end(json.formatted(data))))
          .isEqualTo("label yield");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "nonsense; HTTP 200 with unreadable JSON",
        "{}; HTTP 200 with no output logits",
        "{\"outputs\":[{\"name\":\"other\"}]}; HTTP 200 with no output logits",
        "{\"outputs\":[{\"name\":\"logits\",\"datatype\":\"FP32\",\"data\":[1,2]}]};"
            + " HTTP 200 with an answer of the wrong size",
        "{\"outputs\":[{\"name\":\"logits\",\"datatype\":\"INT8\",\"data\":[1]}]};"
            + " HTTP 200 with an output that is not FP32",
        "{\"outputs\":[{\"name\":\"logits\",\"datatype\":\"FP32\","
            + "\"parameters\":{\"binary_data_size\":80}}]}; HTTP 200 with fewer bytes than it says"
      })
  void post_malformedAnswer_isAFailureThatSaysWhat(String reply, String cause) throws Exception {
    assertThat(said((request, body) -> request.response().end(reply))).isEqualTo(cause);
  }

  @Test
  void post_impossibleHeadLength_isAFailure() throws Exception {
    assertThat(said((r, body) -> r.response().putHeader(HEAD_LENGTH, "9999").end("{}")))
        .isEqualTo("HTTP 200 with an impossible " + HEAD_LENGTH);
  }

  @Test
  void post_error_isTheStatusAndAShortWord() throws Exception {
    assertThat(said((r, body) -> r.response().setStatusCode(503).end("{\"error\":\"full\"}")))
        .isEqualTo("HTTP 503 full");
    assertThat(said((r, body) -> r.response().setStatusCode(502).end("<html>")))
        .isEqualTo("HTTP 502");
  }

  @Test
  void post_closedConnection_isAFailure() throws Exception {
    assertThat(said((request, body) -> request.connection().close()))
        .isEqualTo("Connection was closed");
  }

  @Test
  void post_silentPeer_isGivenUpAndItsConnectionUsedAgain() throws Exception {
    try (FakeHttpPeer peer = FakeHttpPeer.oip(FLOATS, (request, body) -> {});
        PeerPoster poster = PeerFixtures.open(url(peer), 1_000)) {
      LabelledFrame frame = PeerFixtures.frame();
      for (int i = 0; i < 3; i++) { // one more than connections
        assertThat(PeerFixtures.said(PeerFixtures.post(poster, frame)))
            .isEqualTo("no answer in 1000 ms");
      }
      assertThat(peer.seen()).hasSize(3);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "FP32; [-1,3,224,224]; edge-s takes [1, 3, 96, 96]",
        "FP32; [-1,96,96,3]; edge-s takes [1, 3, 96, 96]",
        "FP32; [3,96,96]; edge-s takes [1, 3, 96, 96]",
        "FP16; [1,3,96,96]; only FP32 and UINT8 are driven",
        "UINT8; [1,3,48,48]; edge-s takes",
      })
  void open_modelOfAnotherInput_isRefusedWithBothInWords(
      String datatype, String shape, String words) {
    try (FakeHttpPeer peer =
        FakeHttpPeer.oip(FakeHttpPeer.metadata(datatype, shape), (request, body) -> {})) {
      assertThatThrownBy(() -> PeerFixtures.open(url(peer), 5_000).close())
          .isInstanceOf(IOException.class)
          .hasMessageContaining(url(peer))
          .hasMessageContaining("its input is input " + datatype)
          .hasMessageContaining(words);
    }
  }

  @Test
  void open_modelOfOtherOutputs_isRefused() {
    String renamed = FLOATS.replace("logits", "scores");
    try (FakeHttpPeer peer = FakeHttpPeer.oip(renamed, (request, body) -> {})) {
      assertThatThrownBy(() -> PeerFixtures.open(url(peer), 5_000).close())
          .isInstanceOf(IOException.class)
          .hasMessageContaining("none of them logits");
    }
    String wider = FLOATS.replace("[-1,20]", "[-1,1000]");
    try (FakeHttpPeer peer = FakeHttpPeer.oip(wider, (request, body) -> {})) {
      assertThatThrownBy(() -> PeerFixtures.open(url(peer), 5_000).close())
          .isInstanceOf(IOException.class)
          .hasMessageContaining("the family needs 20 numbers of FP32");
    }
  }

  @Test
  void open_unknownModelOrClosedPort_saysSo() throws Exception {
    try (FakeHttpPeer peer = FakeHttpPeer.oip(FLOATS, (request, body) -> {})) {
      String other = "oip+http://127.0.0.1:" + peer.port() + "/other";
      assertThatThrownBy(() -> PeerFixtures.open(other, 5_000).close())
          .isInstanceOf(IOException.class)
          .hasMessage("peer " + other + ": GET /v2/models/other: HTTP 404");
    }
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    assertThatThrownBy(() -> PeerFixtures.open("oip+http://127.0.0.1:" + port + "/m", 5_000))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("connection refused");
  }
}
