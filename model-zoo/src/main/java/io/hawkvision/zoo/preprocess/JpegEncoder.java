package io.hawkvision.zoo.preprocess;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;

import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;

/** Turns pixels into a baseline JPEG. Worker threads, several at a time. */
public final class JpegEncoder {
  private static final int CHANNELS = 3;

  private JpegEncoder() {}

  /**
   * A JPEG of these pixels.
   *
   * @param rgb rows of red, green, blue bytes
   * @param quality 1 to 100
   */
  public static byte[] encode(byte[] rgb, int width, int height, int quality) {
    if (rgb.length != CHANNELS * width * height || quality < 1 || quality > 100) {
      throw new IllegalArgumentException(
          rgb.length + " bytes for " + width + " x " + height + ", quality " + quality);
    }
    OpenCv.load();
    try (MatScope scope = new MatScope()) {
      Mat picture = scope.own(new Mat(height, width, CV_8UC3, new BytePointer(rgb)));
      opencv_imgproc.cvtColor(picture, picture, opencv_imgproc.COLOR_RGB2BGR);
      BytePointer jpeg = new BytePointer();
      IntPointer options = new IntPointer(opencv_imgcodecs.IMWRITE_JPEG_QUALITY, quality);
      if (!opencv_imgcodecs.imencode(".jpg", picture, jpeg, options)) {
        throw new IllegalStateException("OpenCV could not encode a JPEG");
      }
      byte[] bytes = new byte[Math.toIntExact(jpeg.limit())];
      jpeg.get(bytes);
      return bytes;
    }
  }
}
