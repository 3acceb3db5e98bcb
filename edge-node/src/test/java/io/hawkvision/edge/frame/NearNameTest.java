package io.hawkvision.edge.frame;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class NearNameTest {
  private static final List<String> KNOWN = List.of("accuracy", "agreement", "deadline_ms");

  @Test
  void misspeltName_findsTheOneMeant() {
    assertThat(NearName.of("acuracy", KNOWN)).contains("accuracy");
    assertThat(NearName.of("deadline", KNOWN)).contains("deadline_ms");
    assertThat(NearName.of("agreemnet", KNOWN)).contains("agreement");
  }

  @Test
  void unlikeName_findsNothing() {
    assertThat(NearName.of("quality", KNOWN)).isEmpty();
    assertThat(NearName.of("a".repeat(100_000), KNOWN)).isEmpty();
    assertThat(NearName.hint("x", List.of())).isEmpty();
  }
}
