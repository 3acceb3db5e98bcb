package io.hawkvision.zoo.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hawkvision.zoo.policy.OutcomeTable.Outcome;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
class OutcomeCsvTest {
  private static final String HEAD =
      "# hawkvision-outcomes 1\nsegment,order,label,score,edge-s,dc-m\n";

  @Test
  void parse_ofWritten_isTheSameWithScoresRoundedDown() {
    OutcomeTable table =
        OutcomeTable.of(List.of("edge-s", "dc-m"))
            .add(new Outcome(3, 7, 2, 0.9999999, List.of(1, 2)))
            .add(new Outcome(4, 0, 0, 0, List.of(0, 0)))
            .add(new Outcome(4, 1, 1, 1, List.of(1, 0)))
            .build();
    String text = OutcomeCsv.write(table, List.of("made of clay"));
    assertThat(text)
        .isEqualTo(
            """
            # hawkvision-outcomes 1
            # made of clay
            segment,order,label,score,edge-s,dc-m
            3,7,2,0.99999,1,2
            4,0,0,0,0,0
            4,1,1,1,1,0
            """);
    OutcomeTable parsed = OutcomeCsv.parse(text, 3);
    assertThat(OutcomeCsv.write(parsed, OutcomeCsv.origin(text))).isEqualTo(text);
    assertThat(parsed.score(0)).isEqualTo(0.99999);
    assertThat(parsed.correct("edge-s", 0)).isFalse();
    assertThat(parsed.correct("dc-m", 0)).isTrue();
    assertThat(parsed.agrees(1)).isTrue();
    assertThat(parsed.agrees(2)).isFalse();
    assertThat(parsed.accuracy("dc-m")).isEqualTo(2 / 3.0);
  }

  @Test
  void write_tenThousandFrames_staysBelow250Kilobytes() {
    Random random = new Random(1);
    OutcomeTable.Builder table = OutcomeTable.of(List.of("edge-s", "dc-m"));
    for (int i = 0; i < 10_000; i++) {
      int label = random.nextInt(15);
      table.add(new Outcome(i, i % 10, label, random.nextDouble(), List.of(label, label)));
    }
    assertThat(OutcomeCsv.write(table.build(), List.of()).length()).isLessThan(250_000);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "# hawkvision-outcomes 2\nsegment,order,label,score,edge-s,dc-m\n",
        "# hawkvision-outcomes 1\n",
        "# hawkvision-outcomes 1\n# a\n# b",
        "# hawkvision-outcomes 1\nsegment,order,label,score\n",
        "# hawkvision-outcomes 1\nsegment,order,score,label,edge-s\n",
        "# hawkvision-outcomes 1\nsegment,order,label,score,edge-s,edge-s\n",
        HEAD + "0,0,0,0.5,0\n",
        HEAD + "0,0,0,0.5,0,0,0\n",
        HEAD + "0,0,3,0.5,0,0\n",
        HEAD + "0,0,0,0.5,0,-1\n",
        HEAD + "0,0,0,1.5,0,0\n",
        HEAD + "0,0,0,NaN,0,0\n",
        HEAD + "0,0,0,x,0,0\n",
        HEAD + "-1,0,0,0.5,0,0\n",
        HEAD + "\n"
      })
  void parse_wrongText_isRefused(String text) {
    assertThatThrownBy(() -> OutcomeCsv.parse(text, 3))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void parse_severalWrongLines_namesThem() {
    assertThatThrownBy(() -> OutcomeCsv.parse(HEAD + "0,0,0,9,0,0\n0,0,9,0.5,0,0\n", 3))
        .hasMessageContaining("line 3")
        .hasMessageContaining("line 4");
  }
}
