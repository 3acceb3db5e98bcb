package io.hawkvision.zoo.quantize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hawkvision.zoo.policy.Scores;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
class QuantizerTest {
  private static final OptionalInt STEM = OptionalInt.of(1);

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void quantize_seededNetwork_answersAsTheFloatOne(boolean perChannel) {
    FloatNetwork network = TinyNetwork.of(3);
    Quantizer.Quantized quantized =
        Quantizer.quantize(
            network, TinyNetwork.frames(4, 32), new Quantizer.Options(perChannel, STEM));

    int same = 0;
    List<byte[]> fresh = TinyNetwork.frames(5, 300);
    for (byte[] frame : fresh) {
      float[] wanted = network.logits(frame);
      float[] actual = quantized.network().run(frame).logits();
      same += Scores.argmax(wanted) == Scores.argmax(actual) ? 1 : 0;
    }
    assertThat(same).isGreaterThan(285);
    assertThat(quantized.layers()).hasSize(3);
    assertThat(quantized.network().stemLayer()).hasValue(1);
  }

  @Test
  void quantize_withoutBiasCorrection_wouldShowInTheMeans() {
    FloatNetwork network = TinyNetwork.of(6);
    List<byte[]> samples = TinyNetwork.frames(7, 64);
    IntegerNetwork integer =
        Quantizer.quantize(network, samples, new Quantizer.Options(false, STEM)).network();

    for (int k = 0; k < TinyNetwork.CLASSES; k++) {
      double off = 0;
      for (byte[] frame : samples) {
        off += integer.run(frame).logits()[k] - network.logits(frame)[k];
      }
      assertThat(off / samples.size()).isBetween(-0.01, 0.01);
    }
  }

  @Test
  void quantize_stemBehindTheLastPooling_isRefused() {
    assertThatThrownBy(
            () ->
                Quantizer.quantize(
                    TinyNetwork.of(3),
                    TinyNetwork.frames(4, 2),
                    new Quantizer.Options(false, OptionalInt.of(3))))
        .hasMessageContaining("2 poolings, so no stem after pooling 3");
  }

  @Test
  void quantize_noSamples_isRefused() {
    assertThatThrownBy(
            () ->
                Quantizer.quantize(
                    TinyNetwork.of(3), List.of(), new Quantizer.Options(false, STEM)))
        .hasMessage("no sample frames");
  }
}
