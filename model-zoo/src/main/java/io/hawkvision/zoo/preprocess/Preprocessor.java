package io.hawkvision.zoo.preprocess;

import static java.util.Objects.requireNonNull;
import static org.bytedeco.opencv.global.opencv_core.CV_32FC1;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;
import static org.bytedeco.opencv.global.opencv_core.split;

import io.hawkvision.zoo.family.Fit;
import io.hawkvision.zoo.family.ImageInput;
import io.hawkvision.zoo.family.PixelFormat;
import io.hawkvision.zoo.family.Sha256;
import io.hawkvision.zoo.preprocess.UnreadableImageException.Reason;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.MatVector;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * The one way from a picture's bytes to a network's input: decode, cut, scale, normalise. Called on
 * worker threads, several at a time; never on an event loop. Both tiers, the calibration and the
 * trainer's export go through here, so that all see the same numbers.
 */
public final class Preprocessor {
  /** Changes with every change of the numbers that come out. */
  public static final String VERSION = "opencv-4.13.0/1";

  private static final int RED = 0;
  private static final int GREEN = 1;
  private static final int BLUE = 2;
  private static final int CHANNELS = 3;

  private final ImageInput input;
  private final ImageLimits limits;
  private final String hash;

  public Preprocessor(ImageInput input, ImageLimits limits) {
    this.input = requireNonNull(input, "input");
    this.limits = requireNonNull(limits, "limits");
    this.hash = Sha256.of((VERSION + " " + spelled(input)).getBytes(StandardCharsets.UTF_8));
    loadNative();
  }

  /** The default format is not spelled out: tables made before there were others stay valid. */
  private static String spelled(ImageInput input) {
    String format = input.format().equals(PixelFormat.DEFAULT) ? "" : ", " + input.format();
    return "ImageInput[name="
        + input.name()
        + ", width="
        + input.width()
        + ", height="
        + input.height()
        + ", fit="
        + input.fit()
        + ", crop="
        + input.crop()
        + format
        + ", mean="
        + input.mean()
        + ", scale="
        + input.scale()
        + "]";
  }

  /** Loads OpenCV's libraries now (a second or so, the first time minutes less the cache). */
  public static void loadNative() {
    OpenCv.load();
  }

  /** SHA-256 over version and parameters: equal hashes give equal numbers. */
  public String hash() {
    return hash;
  }

  /**
   * Writes the network's input for this picture into the slot: direct, {@code input.floats()} long;
   * its position stays 0.
   */
  public void into(EncodedImage image, FloatBuffer slot) throws UnreadableImageException {
    if (!slot.isDirect() || slot.position() != 0 || slot.remaining() != input.floats()) {
      throw new IllegalArgumentException(
          "slot must be direct and of " + input.floats() + " floats");
    }
    try (MatScope scope = new MatScope()) {
      Mat picture = scaled(scope, image);
      MatVector planes = new MatVector();
      split(picture, planes);
      normalise(scope, planes, new FloatPointer(slot));
    }
  }

  /** The picture as the network sees it before normalising: rows of red, green, blue bytes. */
  public byte[] rgb(EncodedImage image) throws UnreadableImageException {
    try (MatScope scope = new MatScope()) {
      Mat picture = scaled(scope, image);
      Mat rgb = scope.own(new Mat());
      opencv_imgproc.cvtColor(picture, rgb, opencv_imgproc.COLOR_BGR2RGB);
      byte[] bytes = new byte[input.floats()];
      rgb.data().get(bytes);
      return bytes;
    }
  }

  private void normalise(MatScope scope, MatVector planes, FloatPointer slot) {
    int plane = input.width() * input.height();
    int[] order = {RED, GREEN, BLUE};
    for (int channel : order) {
      double scale = input.scale().get(channel);
      double shift = -scale * input.mean().get(channel);
      FloatPointer start = slot.getPointer((long) channel * plane);
      Mat target = scope.own(new Mat(input.height(), input.width(), CV_32FC1, start));
      planes.get(CHANNELS - 1 - channel).convertTo(target, CV_32FC1, scale, shift);
    }
  }

  private Mat scaled(MatScope scope, EncodedImage image) throws UnreadableImageException {
    try {
      Mat decoded = decoded(scope, image);
      Mat cut = input.fit() == Fit.STRETCH ? decoded : centreSquare(scope, decoded);
      if (cut.cols() == input.width() && cut.rows() == input.height()) {
        return cut;
      }
      boolean smaller = input.width() <= cut.cols() && input.height() <= cut.rows();
      int filter = smaller ? opencv_imgproc.INTER_AREA : opencv_imgproc.INTER_LINEAR;
      Mat scaled = scope.own(new Mat());
      Size size = new Size(input.width(), input.height());
      opencv_imgproc.resize(cut, scaled, size, 0, 0, filter);
      return scaled;
    } catch (RuntimeException refusedByOpenCv) {
      // What the binding throws for a C++ exception; the caller answers and counts the refusal.
      throw new UnreadableImageException(Reason.MALFORMED, image.format() + " cannot be decoded");
    }
  }

  private Mat decoded(MatScope scope, EncodedImage image) throws UnreadableImageException {
    if ((long) image.width() * image.height() > limits.maxPixels()) {
      throw new UnreadableImageException(Reason.TOO_LARGE, "more pixels than the limit");
    }
    int divisor = divisor(image);
    byte[] bytes = image.bytes();
    Mat encoded = scope.own(new Mat(1, bytes.length, CV_8UC1, new BytePointer(bytes)));
    Mat decoded = scope.own(opencv_imgcodecs.imdecode(encoded, flags(divisor)));
    if (decoded.empty()
        || decoded.cols() != dividedUp(image.width(), divisor)
        || decoded.rows() != dividedUp(image.height(), divisor)) {
      throw new UnreadableImageException(Reason.MALFORMED, image.format() + " cannot be decoded");
    }
    return decoded;
  }

  /** How far the JPEG decoder may shrink the picture so that no pixel is made up afterwards. */
  private int divisor(EncodedImage image) {
    if (image.format() != ImageFormat.JPEG) {
      return 1;
    }
    for (int divisor = 8; divisor > 1; divisor /= 2) {
      int width = dividedUp(image.width(), divisor);
      int height = dividedUp(image.height(), divisor);
      if (input.fit() == Fit.CROP) {
        width = squareSide(width, height);
        height = width;
      }
      if (width >= input.width() && height >= input.height()) {
        return divisor;
      }
    }
    return 1;
  }

  private static int flags(int divisor) {
    int colour =
        switch (divisor) {
          case 2 -> opencv_imgcodecs.IMREAD_REDUCED_COLOR_2;
          case 4 -> opencv_imgcodecs.IMREAD_REDUCED_COLOR_4;
          case 8 -> opencv_imgcodecs.IMREAD_REDUCED_COLOR_8;
          default -> opencv_imgcodecs.IMREAD_COLOR;
        };
    return colour | opencv_imgcodecs.IMREAD_IGNORE_ORIENTATION;
  }

  private Mat centreSquare(MatScope scope, Mat picture) {
    int side = squareSide(picture.cols(), picture.rows());
    int left = (picture.cols() - side) / 2;
    int top = (picture.rows() - side) / 2;
    return scope.own(new Mat(picture, new Rect(left, top, side, side)));
  }

  private int squareSide(int width, int height) {
    return Math.max(1, (int) Math.round(input.crop() * Math.min(width, height)));
  }

  private static int dividedUp(int length, int divisor) {
    return (length + divisor - 1) / divisor;
  }
}
