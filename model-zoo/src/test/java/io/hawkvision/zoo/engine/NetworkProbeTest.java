package io.hawkvision.zoo.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.hawkvision.zoo.ColourFamily;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("contract")
class NetworkProbeTest {
  @AfterEach
  void nothingStaysOpen() {
    assertThat(NativeHandles.openByKind().values()).containsOnly(0L);
  }

  @Test
  void of_floatNetwork_knowsShapesWeightsAndProducts() throws Exception {
    NetworkProbe probe = NetworkProbe.of("dc.onnx", ColourFamily.model("dc"));
    assertThat(probe.inputs())
        .containsExactly(new NetworkProbe.Tensor("input", List.of(-1L, 3L, 16L, 16L), "FLOAT"));
    assertThat(probe.outputs())
        .containsExactly(new NetworkProbe.Tensor("logits", List.of(-1L, 3L), "FLOAT"));
    assertThat(probe.parameters()).isEqualTo(9);
    assertThat(probe.macs(List.of(1L, 3L, 16L, 16L))).isEqualTo(9);
    assertThat(probe.macs(List.of(4L, 3L, 16L, 16L))).isEqualTo(9);
    assertThat(probe.endsInSoftmax("logits")).isFalse();
  }

  @Test
  void noiseOutput_halfNetworkEndingInSoftmax_addsUpToOne() throws Exception {
    NetworkProbe probe = NetworkProbe.of("half.onnx", ColourFamily.model("half-bgr-one"));
    assertThat(probe.inputs().get(0).isHalf()).isTrue();
    assertThat(probe.endsInSoftmax("classes")).isTrue();
    float[] shares = probe.noiseOutput("classes", List.of(1L, 3L, 8L, 8L), 1);
    assertThat(shares).hasSize(3);
    assertThat(shares[0] + shares[1] + shares[2]).isCloseTo(1, within(0.01f));
    assertThat(probe.macs(List.of(1L, 3L, 8L, 8L))).isEqualTo(9);
  }

  @Test
  void noiseOutput_wrongShape_isAnErrorNotACrash() throws Exception {
    NetworkProbe probe = NetworkProbe.of("dc.onnx", ColourFamily.model("dc"));
    assertThatThrownBy(() -> probe.noiseOutput("logits", List.of(1L, 4L, 16L, 16L), 1))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("does not run on an input of [1, 4, 16, 16]");
  }
}
