package io.hawkvision.zoo.quantize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class IntegerNetworkTest {
  @Test
  void saturated_halves_goToEven() {
    assertThat(IntegerNetwork.saturated(2, 2)).isEqualTo((byte) 0); // 0.5
    assertThat(IntegerNetwork.saturated(6, 2)).isEqualTo((byte) 2); // 1.5
    assertThat(IntegerNetwork.saturated(10, 2)).isEqualTo((byte) 2); // 2.5
    assertThat(IntegerNetwork.saturated(11, 2)).isEqualTo((byte) 3); // 2.75
    assertThat(IntegerNetwork.saturated(9, 2)).isEqualTo((byte) 2); // 2.25
  }

  @Test
  void saturated_everySum_equalsRintOfTheQuotient() {
    for (int shift = 0; shift <= 12; shift++) {
      for (int sum = -70_000; sum <= 70_000; sum += 7) {
        double wanted = Math.max(0, Math.min(255, Math.rint(Math.scalb((double) sum, -shift))));
        assertThat(IntegerNetwork.saturated(sum, shift) & 0xff).isEqualTo((int) wanted);
      }
    }
  }

  @Test
  void run_oneByOne_givesTheSumsOneExpects() {
    ConvShape shape = new ConvShape(3, 1, 1, 1, 0);
    IntegerLayer.Conv conv =
        new IntegerLayer.Conv(
            "c", shape, new byte[][] {{2, -1, 64}}, new int[] {5}, 128, new int[] {1}, 5);
    IntegerLayer.Dense dense =
        new IntegerLayer.Dense("d", new byte[][] {{3}, {-3}}, new int[] {0, 7}, 2);
    IntegerNetwork network =
        new IntegerNetwork(
            new Plane(3, 1, 1),
            List.of(conv, new IntegerLayer.Sum(0, 5), dense),
            OptionalInt.of(0));

    // 2 * 10 - 1 * 0 + 64 * 1 + 5 = 89; 44.5 rounds to 44
    IntegerNetwork.Result result = network.run(new byte[] {(byte) 138, (byte) 128, (byte) 129});

    assertThat(result.stem()).containsExactly((byte) 44);
    assertThat(result.logits()).containsExactly(132 / 4f, (7 - 132) / 4f);
  }

  @Test
  void conv_weightBeyond64_isRefused() {
    ConvShape shape = new ConvShape(3, 1, 1, 1, 0);
    byte[][] weights = {{65, 0, 0}};
    assertThatThrownBy(
            () -> new IntegerLayer.Conv("c", shape, weights, new int[1], 128, new int[1], 0))
        .hasMessage("c: weight 65 beyond +-64");
  }

  @Test
  void conv_sumsBeyondExactFloats_areRefused() {
    ConvShape shape = new ConvShape(3, 1, 1, 1, 0);
    int[] bias = {1 << 24};
    assertThatThrownBy(
            () -> new IntegerLayer.Conv("c", shape, new byte[1][3], bias, 128, new int[1], 0))
        .hasMessageContaining("beyond 2^24");
  }
}
