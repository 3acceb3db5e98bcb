package io.hawkvision.zoo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class ProgressTest {
  private final StringWriter err = new StringWriter();

  @Test
  void line_halfWay_saysHowLongTheOtherHalfTakes() {
    Progress progress = new Progress(new PrintWriter(err), "calibration", 4, true);
    progress.step();
    progress.step();
    assertThat(progress.line(90_000_000_000L))
        .isEqualTo("calibration [############............]  50 % 2/4, 1:30 left ");
  }

  @Test
  void line_beforeTheFirstStepAndOfNothing_hasNoNonsense() {
    assertThat(new Progress(new PrintWriter(err), "x", 3, true).line(5))
        .contains("  0 % 0/3, 0:00");
    assertThat(new Progress(new PrintWriter(err), "x", 0, true).line(5))
        .contains("  0 % 0/0, 0:00");
  }

  @Test
  void close_ofAShortRun_leavesNothingOnTheLine() {
    try (Progress progress = new Progress(new PrintWriter(err), "x", 1, true)) {
      progress.step();
    }
    assertThat(err.toString()).isEmpty();
  }
}
