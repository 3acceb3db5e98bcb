package io.hawkvision.zoo.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class LabelsLineTest {
  private static final String DOCUMENT = "ab".repeat(32);
  private static final String MANIFEST = "cd".repeat(32);

  @Test
  void text_isReadBack_amongOtherLines_andFitsAnOrigin() {
    LabelsLine line = new LabelsLine(1_048_576, DOCUMENT, MANIFEST);
    List<String> origin = List.of("edge-s network 00", UplinkLine.of("original", 9), line.text());
    assertThat(LabelsLine.read(origin)).containsExactly(line);
    assertThat(origin.stream().filter(LabelsLine::isOne)).containsExactly(line.text());
    assertThat(line.text().getBytes(StandardCharsets.UTF_8))
        .hasSizeLessThanOrEqualTo(OutcomeFormat.MAX_TEXT_BYTES);
  }

  @Test
  void line_ofSomethingElseThanHashes_isRefused() {
    assertThatThrownBy(() -> new LabelsLine(-1, DOCUMENT, MANIFEST))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new LabelsLine(1, "file.json", MANIFEST))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
