package io.hawkvision.zoo.split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hawkvision.proto.feature.Level;
import io.hawkvision.zoo.engine.EngineException;
import io.hawkvision.zoo.engine.NativeHandles;
import io.hawkvision.zoo.engine.OrtEngine;
import io.hawkvision.zoo.engine.SplitTail;
import io.hawkvision.zoo.engine.TensorLease;
import io.hawkvision.zoo.family.Family;
import io.hawkvision.zoo.family.FamilyReader;
import io.hawkvision.zoo.family.SealedFile;
import io.hawkvision.zoo.family.SplitModel;
import io.hawkvision.zoo.policy.Scores;
import io.hawkvision.zoo.preprocess.EncodedImage;
import io.hawkvision.zoo.preprocess.ImageLimits;
import io.hawkvision.zoo.preprocess.Preprocessor;
import io.hawkvision.zoo.roadside.RoadsideCamera;
import io.hawkvision.zoo.roadside.RoadsideFrame;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shipped roadside split model from pixels to answers. */
@Tag("contract")
class SplitPathTest {
  @TempDir Path folder;

  private static Family roadside() throws Exception {
    return FamilyReader.read(Path.of("families", "roadside"));
  }

  private static BitSet first(int count) {
    BitSet arrived = new BitSet();
    arrived.set(0, count);
    return arrived;
  }

  @Test
  void logits_wholeAndBasePackets_answerMostFramesRight() throws Exception {
    Map<String, Long> before = NativeHandles.openByKind();
    Family family = roadside();
    Preprocessor view = new Preprocessor(family.edge().input(), ImageLimits.DEFAULT);
    RoadsideCamera camera = new RoadsideCamera(4_900_000);
    int whole = 0;
    int base = 0;
    int frames = 60;
    try (SplitPath path = SplitPath.open(family, family.split().orElseThrow());
        OrtEngine edge = OrtEngine.open(family, family.edge(), new OrtEngine.Options(1, 1, 1))) {
      for (int i = 0; i < frames; i++) {
        RoadsideFrame frame = camera.frame(i * 13L);
        try (TensorLease lease = edge.acquire()) {
          view.into(EncodedImage.probe(frame.jpeg(), ImageLimits.DEFAULT), lease.slot(0));
          byte[] code = path.code(edge.runWithStem(lease, 1).stems()[0]);
          List<byte[]> datagrams = path.datagrams(code, Level.B4);
          float[][] logits =
              path.logits(
                  List.of(
                      path.received(datagrams, first(datagrams.size())),
                      path.received(datagrams, first(2))));
          whole += Scores.argmax(logits[0]) == frame.label() ? 1 : 0;
          base += Scores.argmax(logits[1]) == frame.label() ? 1 : 0;
        }
      }
    }
    assertThat(whole).isGreaterThan(frames * 8 / 10);
    assertThat(base).isGreaterThan(frames * 7 / 10);
    assertThat(NativeHandles.openByKind()).isEqualTo(before);
  }

  @Test
  void open_otherBytesThanSealed_isRefused() throws Exception {
    Family family = roadside();
    SplitModel split = family.split().orElseThrow();
    Path changed = folder.resolve("split-encoder.onnx");
    byte[] bytes = Files.readAllBytes(split.encoder().file());
    bytes[bytes.length / 2] ^= 1;
    Files.write(changed, bytes);
    SplitModel other =
        new SplitModel(
            new SealedFile(changed, split.encoder().sha256()), split.tail(), split.codec());

    assertThatThrownBy(() -> SplitPath.open(family, other))
        .isInstanceOf(EngineException.class)
        .hasMessage("split encoder: the file is not the one of the manifest");
  }

  @Test
  void open_damagedCodec_isRefusedAndLeavesNothingOpen() throws Exception {
    Map<String, Long> before = NativeHandles.openByKind();
    Family family = roadside();
    SplitModel split = family.split().orElseThrow();
    Path cut = folder.resolve("split-codec.bin");
    Files.write(cut, new byte[] {1, 2, 3});
    SplitModel other =
        new SplitModel(split.encoder(), split.tail(), new SealedFile(cut, split.codec().sha256()));

    assertThatThrownBy(() -> SplitPath.open(family, other))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("split codec: a codec file of 3 bytes");
    assertThat(NativeHandles.openByKind()).isEqualTo(before);
  }

  @Test
  void logits_codeOfWrongSize_isRefused() throws Exception {
    Family family = roadside();
    try (SplitPath path = SplitPath.open(family, family.split().orElseThrow())) {
      List<SplitTail.Arrived> wrong = List.of(new SplitTail.Arrived(new float[3], new float[3]));
      assertThatThrownBy(() -> path.logits(wrong))
          .isInstanceOf(EngineException.class)
          .hasMessageContaining("a code of 3 values, not 1152");
    }
  }
}
