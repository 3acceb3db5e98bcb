package io.hawkvision.loadgen.peer;

import static org.assertj.core.api.Assertions.assertThat;

import io.hawkvision.loadgen.source.LabelledFrame;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Tag("flow")
@Timeout(60)
class DjlPosterTest {
  /** One array, NDAR version 3, no name, DENSE, FLOAT32, [1,3,96,96], layout ????, '<'. */
  private static final String HEAD =
      "00000001 0004 4e444152 00000003 00 0005 44454e5345 0007 464c4f41543332"
          + " 00000004 0000000000000001 0000000000000003 0000000000000060 0000000000000060"
          + " 00000004 003f 003f 003f 003f 3c 0001b000";

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text.replace(" ", ""));
  }

  private static String url(FakeHttpPeer peer) {
    return "djl+http://127.0.0.1:" + peer.port() + "/m";
  }

  /** A list of one array of this version, written by hand. */
  private static Buffer list(int version, boolean little, int best) {
    Buffer list = Buffer.buffer().appendInt(1);
    text(list, "NDAR").appendInt(version);
    if (version > 1) {
      text(list.appendByte((byte) 1), "a name");
    }
    text(text(list, "DENSE"), "FLOAT32");
    list.appendInt(2).appendLong(1).appendLong(20).appendInt(2).appendInt(0x003f003f);
    if (version > 2) {
      list.appendByte((byte) (little ? '<' : '>'));
    }
    list.appendInt(80);
    for (float logit : PeerFixtures.logits(best)) {
      int bits = Float.floatToIntBits(logit);
      list.appendInt(little ? Integer.reverseBytes(bits) : bits);
    }
    return list;
  }

  private static Buffer text(Buffer list, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return list.appendShort((short) bytes.length).appendBytes(bytes);
  }

  private static String said(FakeHttpPeer.Behaviour behaviour) throws Exception {
    try (FakeHttpPeer peer = FakeHttpPeer.djl(behaviour);
        PeerPoster poster = PeerFixtures.open(url(peer), 1_000)) {
      return PeerFixtures.said(PeerFixtures.post(poster, PeerFixtures.frame()));
    }
  }

  private static String saidOf(Buffer reply) throws Exception {
    return said((request, body) -> request.response().end(reply));
  }

  @Test
  void post_tensor_arrivesBitForBitAsNdList() throws Exception {
    LabelledFrame frame = PeerFixtures.frame();
    try (FakeHttpPeer peer =
            FakeHttpPeer.djl((request, body) -> request.response().end(list(3, true, 4)));
        PeerPoster poster = PeerFixtures.open(url(peer), 10_000)) {
      assertThat(PeerFixtures.said(PeerFixtures.post(poster, frame)))
          .isEqualTo("label priority-road");
      FakeHttpPeer.Seen seen = peer.seen().get(0);
      assertThat(seen.uri()).isEqualTo("/predictions/m");
      assertThat(seen.header("Content-Type")).isEqualTo("tensor/ndlist");
      assertThat(seen.body().getBytes())
          .isEqualTo(
              Buffer.buffer(hex(HEAD))
                  .appendBytes(PeerFixtures.tensor(PeerFixtures.family(), frame))
                  .getBytes());
    }
  }

  @Test
  void post_everyVersionAndOrder_isRead() throws Exception {
    assertThat(saidOf(list(1, false, 1))).isEqualTo("label stop");
    assertThat(saidOf(list(2, false, 1))).isEqualTo("label stop");
    assertThat(saidOf(list(3, false, 1))).isEqualTo("label stop");
  }

  @Test
  void post_malformedAnswer_isAFailureThatSaysWhat() throws Exception {
    Buffer whole = list(3, true, 1);
    assertThat(saidOf(whole.slice(0, whole.length() - 1)))
        .isEqualTo("HTTP 200 with an NDList that is cut off");
    assertThat(saidOf(whole.slice(0, 9))).isEqualTo("HTTP 200 with an NDList that is cut off");
    assertThat(saidOf(list(4, true, 1))).isEqualTo("HTTP 200 with an NDList of version 4");
    assertThat(saidOf(Buffer.buffer("[{\"className\":\"stop\"}]")))
        .startsWith("HTTP 200 with ")
        .contains("NDList");
  }

  @Test
  void post_failures_areNamedShortly() throws Exception {
    assertThat(said((r, body) -> r.response().setStatusCode(503).end("{\"code\":503}")))
        .isEqualTo("HTTP 503");
    assertThat(said((r, body) -> r.connection().close())).isEqualTo("Connection was closed");
    assertThat(said((r, body) -> {})).isEqualTo("no answer in 1000 ms");
  }
}
