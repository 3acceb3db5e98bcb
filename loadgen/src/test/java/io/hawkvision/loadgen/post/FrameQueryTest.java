package io.hawkvision.loadgen.post;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class FrameQueryTest {
  @Test
  void uri_everyKindOfTarget_hasItsOwnParameter() {
    FrameQuery bare = new FrameQuery(Optional.empty(), OptionalInt.empty(), false);
    assertThat(bare.uri(AskedTarget.accuracy(0.9))).isEqualTo("/v1/frames?accuracy=0.9");
    assertThat(bare.uri(new AskedTarget(AskedTarget.Kind.RELATIVE, 0.01)))
        .isEqualTo("/v1/frames?accuracy_loss=0.01");
    assertThat(bare.uri(new AskedTarget(AskedTarget.Kind.AGREEMENT, 0.98)))
        .isEqualTo("/v1/frames?agreement=0.98");
  }

  @Test
  void uri_allOptions_areEncoded() {
    FrameQuery query = new FrameQuery(Optional.of("a b&c"), OptionalInt.of(80), true);
    assertThat(query.uri(AskedTarget.accuracy(0.5)))
        .isEqualTo("/v1/frames?accuracy=0.5&family=a+b%26c&deadline_ms=80&best_effort=true");
  }

  @Test
  void uri_smallTarget_isWrittenWithoutExponent() {
    FrameQuery bare = new FrameQuery(Optional.empty(), OptionalInt.empty(), false);
    assertThat(bare.uri(new AskedTarget(AskedTarget.Kind.RELATIVE, 5e-4)))
        .isEqualTo("/v1/frames?accuracy_loss=0.00050");
  }

  @Test
  void target_accuracyOfOne_isRefusedWithItsRange() {
    assertThatThrownBy(() -> AskedTarget.accuracy(1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("accuracy out of range: 1.0; it must be above 0 and below 1");
    assertThat(new AskedTarget(AskedTarget.Kind.AGREEMENT, 1).value()).isEqualTo(1);
  }

  @Test
  void target_outOfRange_isRefused() {
    assertThatThrownBy(() -> AskedTarget.accuracy(1.5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("accuracy");
    assertThatThrownBy(() -> AskedTarget.accuracy(0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new AskedTarget(AskedTarget.Kind.RELATIVE, Double.NaN))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void answer_degraded_isReadWithItsReason() throws Exception {
    Buffer body =
        Buffer.buffer(
            "{\"predictions\":[{\"label\":\"golf ball\",\"confidence\":0.9}],"
                + "\"answered_by\":\"edge\",\"degraded\":true,\"reason\":\"deadline\"}");
    assertThat(AnswerReader.answer(body))
        .isEqualTo(
            new Answer("golf ball", false, true, Optional.of("deadline"), 0, Optional.empty()));
  }

  @Test
  void answer_unproven_isReadWithWhatIsMissing() throws Exception {
    String json =
        "{\"predictions\":[{\"label\":\"a\"}],\"answered_by\":\"dc\","
            + "\"accuracy\":{\"guarantee\":\"not_yet\"%s}}";
    Answer known = AnswerReader.answer(Buffer.buffer(json.formatted(",\"missing_frames\":70")));
    assertThat(known.guarantee())
        .hasValue(new Answer.Guarantee("not_yet", OptionalLong.of(70)))
        .hasValueSatisfying(guarantee -> assertThat(guarantee.mayBePending()).isFalse());
    Answer unknown = AnswerReader.answer(Buffer.buffer(json.formatted("")));
    assertThat(unknown.guarantee())
        .hasValueSatisfying(guarantee -> assertThat(guarantee.mayBePending()).isTrue());
  }

  @Test
  void answer_withoutPredictionOrNoJson_isRefused() {
    assertThatThrownBy(() -> AnswerReader.answer(Buffer.buffer("{\"answered_by\":\"edge\"}")))
        .isInstanceOf(IOException.class);
    assertThatThrownBy(() -> AnswerReader.answer(Buffer.buffer("<html>")))
        .isInstanceOf(IOException.class);
  }

  @Test
  void problem_isNamedByStatusAndSlug() {
    Buffer body = Buffer.buffer("{\"type\":\"/problems/overloaded\",\"status\":503}");
    assertThat(AnswerReader.problem(503, body)).isEqualTo("HTTP 503 overloaded");
    assertThat(AnswerReader.problem(502, Buffer.buffer("Bad Gateway"))).isEqualTo("HTTP 502");
  }

  @Test
  void families_theOnlyOne_needsNoName() throws Exception {
    Buffer two = Buffer.buffer("{\"families\":[{\"name\":\"a\"},{\"name\":\"b\"}]}");
    assertThat(ServedFamilies.read(two).named("b").name()).isEqualTo("b");
    assertThat(ServedFamilies.read(two).onlyOr("b").name()).isEqualTo("b");
    assertThatThrownBy(() -> ServedFamilies.read(two).onlyOr("c")).hasMessageContaining("[a, b]");
    Buffer one = Buffer.buffer("{\"families\":[{\"name\":\"a\"}]}");
    assertThat(ServedFamilies.read(one).onlyOr("c").name()).isEqualTo("a");
    assertThatThrownBy(() -> ServedFamilies.read(Buffer.buffer("{\"families\":[]}")))
        .hasMessageContaining("serves no family");
  }
}
