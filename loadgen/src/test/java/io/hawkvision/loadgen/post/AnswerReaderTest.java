package io.hawkvision.loadgen.post;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
class AnswerReaderTest {
  private static Answer read(String rest) throws IOException {
    return AnswerReader.answer(
        Buffer.buffer(
            "{'predictions':[{'label':'bee'}],'answered_by':'dc'%s}"
                .formatted(rest)
                .replace('\'', '"')));
  }

  @Test
  void times_and_energy_of_both_tiers_are_read() throws IOException {
    Answer answer =
        read(
            ",'timing_ms':{'queue':0.1,'dc_infer':3,'total':40.1},'energy_millijoules':"
                + "{'edge':3.1,'dc':4,'source':'modelled','dc_source':'rapl'}");
    assertThat(answer.timingMillis())
        .isEqualTo(Map.of("queue", 0.1, "dc_infer", 3.0, "total", 40.1));
    assertThat(answer.energy())
        .contains(
            new Answer.Energy(OptionalDouble.of(3.1), OptionalDouble.of(4), "modelled", "rapl"));
  }

  @Test
  void one_source_stands_for_both_tiers() throws IOException {
    assertThat(read(",'energy_millijoules':{'edge':3.1,'dc':4,'source':'modelled'}").energy())
        .map(Answer.Energy::dcSource)
        .contains("modelled");
  }

  @Test
  void answer_of_the_edge_has_no_energy_of_the_dc() throws IOException {
    assertThat(read(",'energy_millijoules':{'edge':0,'source':'ina260'}").energy())
        .contains(
            new Answer.Energy(OptionalDouble.of(0), OptionalDouble.empty(), "ina260", "ina260"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ",'timing_ms':null,'energy_millijoules':null",
        ",'timing_ms':[1],'energy_millijoules':7",
        ",'timing_ms':{'total':'fast','queue':-1},'energy_millijoules':{'edge':3.1}",
        ",'energy_millijoules':{'edge':-3.1,'dc':'x','source':'modelled'}",
        ",'energy_millijoules':{'edge':1e999,'source':'modelled'}"
      })
  void foreign_server_need_not_tell_them(String rest) throws IOException {
    Answer answer = read(rest);
    assertThat(answer.timingMillis()).isEmpty();
    assertThat(answer.energy()).isEmpty();
  }
}
