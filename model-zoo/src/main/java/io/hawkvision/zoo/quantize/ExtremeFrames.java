package io.hawkvision.zoo.quantize;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Frames that drive sums and saturation to their ends: an engine that equals the reference on these
 * rounds, saturates and pads as it must.
 */
public final class ExtremeFrames {
  private static final int NOISE_SEED = 20261124;

  private ExtremeFrames() {}

  /**
   * Black, white, mid grey, a checkerboard and its opposite, seeded noise, and for some filters of
   * the first layer the pictures of their largest and smallest sums.
   *
   * @return pixels uint8 [3,H,W], the same for the same network
   */
  public static List<byte[]> of(IntegerNetwork network) {
    Plane plane = network.input();
    List<byte[]> frames = new ArrayList<>();
    for (int value : new int[] {0, 255, 128, 127}) {
      byte[] even = new byte[plane.size()];
      Arrays.fill(even, (byte) value);
      frames.add(even);
    }
    frames.add(checkerboard(plane, 0));
    frames.add(checkerboard(plane, 1));
    byte[] noise = new byte[plane.size()];
    new Random(NOISE_SEED).nextBytes(noise);
    frames.add(noise);
    if (network.layers().get(0) instanceof IntegerLayer.Conv first) {
      for (int o = 0; o < Math.min(4, first.weights().length); o++) {
        frames.add(driven(plane, first, o, 1));
        frames.add(driven(plane, first, o, -1));
      }
    }
    return frames;
  }

  private static byte[] checkerboard(Plane plane, int odd) {
    byte[] pixels = new byte[plane.size()];
    for (int i = 0; i < pixels.length; i++) {
      int x = i % plane.width();
      int y = i / plane.width() % plane.height();
      pixels[i] = (byte) (((x + y) & 1) == odd ? 255 : 0);
    }
    return pixels;
  }

  /** White where the filter, repeated over the picture, has weights of that sign, else black. */
  private static byte[] driven(Plane plane, IntegerLayer.Conv conv, int output, int sign) {
    int kernel = conv.shape().kernel();
    byte[] pixels = new byte[plane.size()];
    for (int i = 0; i < pixels.length; i++) {
      int x = i % plane.width();
      int y = i / plane.width() % plane.height();
      int channel = i / plane.positions();
      int tap = (channel * kernel + y % kernel) * kernel + x % kernel;
      pixels[i] = (byte) (conv.weights()[output][tap] * sign > 0 ? 255 : 0);
    }
    return pixels;
  }
}
