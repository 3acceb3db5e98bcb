package io.hawkvision.loadgen.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hawkvision.loadgen.source.InvalidInputException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
class PeerUrlTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "oip+http://localhost:8000/edge-s",
        "oip+http://10.0.0.1:9000/edge-s?input=jpeg",
        "oip+grpc://host.name:8001/m_1.2",
        "djl+http://127.0.0.1:8080/m",
        "hawk+http://127.0.0.1:8080"
      })
  void parse_everyForm_isWrittenTheSameWay(String text) throws Exception {
    assertThat(PeerUrl.parse(text)).hasToString(text);
  }

  @Test
  void parse_parts_areTakenApart() throws Exception {
    assertThat(PeerUrl.parse("oip+grpc://h:1/m"))
        .isEqualTo(new PeerUrl(PeerUrl.Protocol.OIP_GRPC, "h", 1, "m", false));
    assertThat(PeerUrl.parse("oip+http://h:1/m?input=jpeg").pictures()).isTrue();
    assertThat(PeerUrl.parse("hawk+http://h:1/").pictures()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "localhost:8000/m | no peer speaks localhost",
        "/m | it has no scheme",
        "http://h:1/m | no peer speaks http",
        "oip+http://h/m | host and port are both needed",
        "oip+http://h:70000/m | host and port are both needed",
        "oip+http://h:1 | the model is missing",
        "oip+http://h:1/ | the model is missing",
        "oip+http://h:1/a/b | \"a/b\" is no model's name",
        "oip+http://h:1/m?input=png | the only option is input=jpeg",
        "oip+grpc://h:1/m?input=jpeg | the only option is input=jpeg",
        "hawk+http://h:1/m | an edge node of ours is not told a model",
        "oip+http://u@h:1/m | a user or a fragment means nothing here",
        "oip+http://h:1/ m | it is no URL",
      })
  void parse_anythingElse_isRefusedWithTheForms(String text, String why) {
    assertThatThrownBy(() -> PeerUrl.parse(text))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith("peer \"" + text + "\": " + why)
        .hasMessageContaining("oip+http://HOST:PORT/MODEL");
  }
}
