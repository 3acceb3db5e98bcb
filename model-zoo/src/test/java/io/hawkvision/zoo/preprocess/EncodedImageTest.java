package io.hawkvision.zoo.preprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.hawkvision.zoo.ColourFamily;
import io.hawkvision.zoo.preprocess.UnreadableImageException.Reason;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class EncodedImageTest {
  private static final byte[] JPEG = ColourFamily.jpeg(33, 21, 200, 100, 50);
  private static final int FRAME_HEADER = frameHeader(JPEG);

  @Test
  void probe_jpeg_tellsFormatAndSize() throws Exception {
    EncodedImage image = EncodedImage.probe(JPEG, ImageLimits.DEFAULT);
    assertThat(image.format()).isEqualTo(ImageFormat.JPEG);
    assertThat(image.width()).isEqualTo(33);
    assertThat(image.height()).isEqualTo(21);
    assertThat(image.bytes()).isSameAs(JPEG);
  }

  @Test
  void probe_progressiveJpeg_isAccepted() throws Exception {
    EncodedImage image = EncodedImage.probe(progressive(), ImageLimits.DEFAULT);
    assertThat(image.width()).isEqualTo(40);
  }

  @Test
  void probe_png_tellsFormatAndSize() throws Exception {
    EncodedImage image = EncodedImage.probe(png(7, 5), ImageLimits.DEFAULT);
    assertThat(image.format()).isEqualTo(ImageFormat.PNG);
    assertThat(image.width()).isEqualTo(7);
    assertThat(image.height()).isEqualTo(5);
  }

  @Test
  void probe_trailingBytesAfterTheEnd_areIgnored() throws Exception {
    byte[] padded = Arrays.copyOf(JPEG, JPEG.length + 500);
    assertThat(EncodedImage.probe(padded, ImageLimits.DEFAULT).width()).isEqualTo(33);
  }

  @Test
  void probe_noBytes_isEmpty() {
    assertThat(refused(new byte[0])).isEqualTo(Reason.EMPTY);
  }

  @Test
  void probe_otherBytes_isUnsupported() {
    assertThat(refused("GIF89a and so on".getBytes(StandardCharsets.US_ASCII)))
        .isEqualTo(Reason.UNSUPPORTED);
    assertThat(refused(new byte[] {0})).isEqualTo(Reason.UNSUPPORTED);
    assertThat(refused(new byte[5000])).isEqualTo(Reason.UNSUPPORTED);
  }

  @Test
  void probe_everyPrefixOfAJpeg_isMalformed() {
    for (int length = 2; length < JPEG.length; length++) {
      assertThat(refused(Arrays.copyOf(JPEG, length)))
          .as("%d bytes", length)
          .isEqualTo(Reason.MALFORMED);
    }
  }

  @Test
  void probe_everyPrefixOfAPng_isMalformed() throws Exception {
    byte[] png = png(7, 5);
    for (int length = 4; length < png.length; length++) {
      assertThat(refused(Arrays.copyOf(png, length)))
          .as("%d bytes", length)
          .isEqualTo(Reason.MALFORMED);
    }
  }

  @Test
  void probe_headerOfThirtyThousandSquared_isTooLarge() throws Exception {
    byte[] jpeg = JPEG.clone();
    putShort(jpeg, FRAME_HEADER + 5, 30_000);
    putShort(jpeg, FRAME_HEADER + 7, 30_000);
    assertThat(refused(jpeg)).isEqualTo(Reason.TOO_LARGE);
    byte[] png = png(7, 5);
    putShort(png, 18, 30_000);
    putShort(png, 22, 30_000);
    assertThat(refused(png)).isEqualTo(Reason.TOO_LARGE);
  }

  @Test
  void probe_pixelsBeyondTheLimitThoughSidesFit_isTooLarge() {
    byte[] jpeg = JPEG.clone();
    putShort(jpeg, FRAME_HEADER + 5, 8000);
    putShort(jpeg, FRAME_HEADER + 7, 8000);
    assertThat(refused(jpeg)).isEqualTo(Reason.TOO_LARGE);
  }

  @Test
  void probe_moreBytesThanTheLimit_isTooLarge() {
    byte[] padded = Arrays.copyOf(JPEG, (8 << 20) + 1);
    assertThat(refused(padded)).isEqualTo(Reason.TOO_LARGE);
  }

  @Test
  void probe_sizeZero_isMalformed() throws Exception {
    byte[] jpeg = JPEG.clone();
    putShort(jpeg, FRAME_HEADER + 5, 0);
    assertThat(refused(jpeg)).isEqualTo(Reason.MALFORMED);
    byte[] png = png(7, 5);
    putShort(png, 18, 0);
    assertThat(refused(png)).isEqualTo(Reason.MALFORMED);
  }

  @Test
  void probe_secondFrameHeader_isMalformed() {
    byte[] header = Arrays.copyOfRange(JPEG, FRAME_HEADER, FRAME_HEADER + 19);
    byte[] twice = new byte[JPEG.length + header.length];
    System.arraycopy(JPEG, 0, twice, 0, FRAME_HEADER);
    System.arraycopy(header, 0, twice, FRAME_HEADER, header.length);
    System.arraycopy(
        JPEG, FRAME_HEADER, twice, FRAME_HEADER + header.length, JPEG.length - FRAME_HEADER);
    assertThat(refused(twice)).isEqualTo(Reason.MALFORMED);
  }

  @Test
  void probe_hundredsOfScans_isMalformed() {
    int scan = FRAME_HEADER;
    while (JPEG[scan] != (byte) 0xFF || JPEG[scan + 1] != (byte) 0xDA) {
      scan++;
    }
    byte[] one = Arrays.copyOfRange(JPEG, scan, JPEG.length - 2);
    ByteArrayOutputStream bomb = new ByteArrayOutputStream();
    bomb.write(JPEG, 0, scan);
    for (int i = 0; i < 200; i++) {
      bomb.writeBytes(one);
    }
    bomb.write(0xFF);
    bomb.write(0xD9);
    assertThat(refused(bomb.toByteArray())).isEqualTo(Reason.MALFORMED);
  }

  @Test
  void probe_losslessOrTwelveBitJpeg_isUnsupported() {
    byte[] lossless = JPEG.clone();
    lossless[FRAME_HEADER + 1] = (byte) 0xC3;
    assertThat(refused(lossless)).isEqualTo(Reason.UNSUPPORTED);
    byte[] deep = JPEG.clone();
    deep[FRAME_HEADER + 4] = 12;
    assertThat(refused(deep)).isEqualTo(Reason.UNSUPPORTED);
  }

  @Test
  void probe_randomBytesBehindAStart_neverFailsOtherwise() {
    Random random = new Random(3);
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = new byte[2 + random.nextInt(300)];
      random.nextBytes(bytes);
      bytes[0] = (byte) 0xFF;
      bytes[1] = (byte) 0xD8;
      refused(bytes);
    }
  }

  /** Why the bytes are refused; fails when they are not. */
  private static Reason refused(byte[] bytes) {
    UnreadableImageException refusal =
        catchThrowableOfType(
            UnreadableImageException.class, () -> EncodedImage.probe(bytes, ImageLimits.DEFAULT));
    assertThat(refusal).isNotNull();
    return refusal.reason();
  }

  private static int frameHeader(byte[] jpeg) {
    for (int i = 0; i < jpeg.length - 1; i++) {
      if (jpeg[i] == (byte) 0xFF && jpeg[i + 1] == (byte) 0xC0) {
        return i;
      }
    }
    throw new IllegalStateException("no baseline frame header");
  }

  private static void putShort(byte[] bytes, int at, int value) {
    bytes[at] = (byte) (value >> 8);
    bytes[at + 1] = (byte) value;
  }

  private static byte[] png(int width, int height) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), "png", out);
    return out.toByteArray();
  }

  private static byte[] progressive() throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ImageOutputStream stream = ImageIO.createImageOutputStream(out)) {
      ImageWriteParam options = writer.getDefaultWriteParam();
      options.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
      writer.setOutput(stream);
      BufferedImage picture = new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB);
      writer.write(null, new IIOImage(picture, null, null), options);
    } finally {
      writer.dispose();
    }
    return out.toByteArray();
  }
}
