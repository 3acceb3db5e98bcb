package io.hawkvision.zoo.split;

import static org.assertj.core.api.Assertions.assertThat;

import io.hawkvision.zoo.family.Fit;
import io.hawkvision.zoo.family.ImageInput;
import io.hawkvision.zoo.preprocess.EncodedImage;
import io.hawkvision.zoo.preprocess.ImageLimits;
import io.hawkvision.zoo.preprocess.Preprocessor;
import io.hawkvision.zoo.roadside.RoadsideCamera;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class TaskJpegTest {
  private static final int SIDE = 96;
  private static final ImageInput VIEW =
      new ImageInput("input", SIDE, SIDE, Fit.STRETCH, 1, List.of(0f, 0f, 0f), List.of(1f, 1f, 1f));

  private static byte[] frame(long index) throws Exception {
    byte[] jpeg = new RoadsideCamera(2_000_000).frame(index).jpeg();
    return new Preprocessor(VIEW, ImageLimits.DEFAULT)
        .rgb(EncodedImage.probe(jpeg, ImageLimits.DEFAULT));
  }

  private static double meanError(byte[] a, byte[] b) {
    long sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += Math.abs((a[i] & 0xff) - (b[i] & 0xff));
    }
    return (double) sum / a.length;
  }

  @Test
  void encode_growingStrength_trades_bytesForError() throws Exception {
    byte[] rgb = frame(0);
    TaskJpeg jpeg = TaskJpeg.of(List.of(rgb, frame(200)), SIDE, SIDE);
    Preprocessor view = new Preprocessor(VIEW, ImageLimits.DEFAULT);
    int bytesBefore = Integer.MAX_VALUE;
    double errorBefore = 0;
    for (double strength : new double[] {4, 16, 64}) {
      byte[] file = jpeg.encode(rgb, SIDE, SIDE, strength);
      byte[] back = view.rgb(EncodedImage.probe(file, ImageLimits.DEFAULT));
      assertThat(TaskJpeg.bytesWithoutTables(file)).isLessThan(bytesBefore);
      assertThat(meanError(rgb, back)).isGreaterThan(errorBefore).isLessThan(40);
      bytesBefore = TaskJpeg.bytesWithoutTables(file);
      errorBefore = meanError(rgb, back);
    }
  }

  @Test
  void bytesWithoutTables_baselineFile_leavesFrameAndScan() throws Exception {
    byte[] rgb = frame(0);
    byte[] file = TaskJpeg.of(List.of(rgb), SIDE, SIDE).encode(rgb, SIDE, SIDE, 16);

    // APP0 18, two DQT of 69 or one of 134, DHT of 420 bytes in all
    assertThat(file.length - TaskJpeg.bytesWithoutTables(file)).isBetween(560, 620);
  }
}
