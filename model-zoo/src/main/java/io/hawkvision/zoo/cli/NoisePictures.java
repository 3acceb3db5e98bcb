package io.hawkvision.zoo.cli;

import io.hawkvision.zoo.preprocess.JpegEncoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/** Golden pictures for a family of photographs: coarse coloured noise, the same for ever. */
final class NoisePictures {
  private static final int QUALITY = 90;
  private static final long SEED = 20_261_124;
  private static final int CHANNELS = 3;

  private NoisePictures() {}

  /** Writes so many pictures, {@code 0.jpg} and on, each of other grain than the one before. */
  static void write(Path folder, int count, int width, int height) throws IOException {
    Files.createDirectories(folder);
    for (int i = 0; i < count; i++) {
      byte[] jpeg =
          JpegEncoder.encode(noise(SEED + i, 2 + i, width, height), width, height, QUALITY);
      Files.write(folder.resolve(i + ".jpg"), jpeg);
    }
  }

  /** A grid of random colours, each cell one colour. */
  private static byte[] noise(long seed, int cells, int width, int height) {
    byte[] colours = new byte[CHANNELS * cells * cells];
    new Random(seed).nextBytes(colours);
    byte[] rgb = new byte[CHANNELS * width * height];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int cell = y * cells / height * cells + x * cells / width;
        System.arraycopy(colours, CHANNELS * cell, rgb, CHANNELS * (y * width + x), CHANNELS);
      }
    }
    return rgb;
  }
}
