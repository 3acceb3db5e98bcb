package io.hawkvision.loadgen.post;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class WatchPageTest {
  private static final String PAGE =
      """
      {"family":"roadside","version":3,"targets":[
       {"kind":"relative","target":0.01,"state":"recalibrate","frames":12000,"audits":310,
        "alarmed_at_frame":6120,"safe_at_frame":6125},
       {"kind":"relative","target":0.02,"state":"watching","frames":5,"audits":0},
       {"kind":"absolute","target":0.902,"state":"watching","frames":7,"audits":1}]}
      """;

  private static WatchPage page() throws IOException {
    return WatchPage.read(Buffer.buffer(PAGE));
  }

  @Test
  void of_targetOfTheSameKindAndValue_isFoundWithItsEvents() throws IOException {
    AskedTarget asked = new AskedTarget(AskedTarget.Kind.RELATIVE, 0.01);
    assertThat(page().of(asked))
        .hasValueSatisfying(
            target -> {
              assertThat(target.state()).isEqualTo("recalibrate");
              assertThat(target.audits()).isEqualTo(310);
              assertThat(target.alarmedAtFrame()).hasValue(6120);
              assertThat(target.safeAtFrame()).hasValue(6125);
            });
    AskedTarget quiet = new AskedTarget(AskedTarget.Kind.RELATIVE, 0.02);
    assertThat(page().of(quiet).orElseThrow().alarmedAtFrame()).isEmpty();
  }

  @Test
  void of_targetRoundedToTheNodesGrid_isFoundAndOthersAreNot() throws IOException {
    assertThat(page().of(AskedTarget.accuracy(0.9015))).isPresent();
    assertThat(page().of(AskedTarget.accuracy(0.901))).isEmpty();
    assertThat(page().of(AskedTarget.accuracy(0.02))).isEmpty();
  }

  @Test
  void read_anotherDocument_isRefused() {
    for (String text : new String[] {"{}", "[]", "{\"targets\":[{\"kind\":\"relative\"}]}", "<"}) {
      assertThatThrownBy(() -> WatchPage.read(Buffer.buffer(text))).isInstanceOf(IOException.class);
    }
  }

  @Test
  void uri_nameWithBlanks_isEncodedAsAPath() {
    assertThat(WatchPage.uri("my cats")).isEqualTo("/v1/families/my%20cats/watch");
  }
}
