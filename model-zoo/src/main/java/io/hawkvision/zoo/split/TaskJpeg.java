package io.hawkvision.zoo.split;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.plugins.jpeg.JPEGQTable;
import javax.imageio.stream.ImageOutputStream;
import org.w3c.dom.NodeList;

/**
 * JPEG with quantisation tables that follow what the frames hold instead of what eyes see, after
 * the idea of DeepN-JPEG (Liu et al., DAC 2018): frequencies whose coefficients vary much over the
 * design frames are kept finely, the others coarsely; step = strength * sqrt(sigma_max / sigma).
 * Colour at half resolution. Immutable, any thread.
 */
public final class TaskJpeg {
  private static final int BLOCK = 8;
  private static final int COEFFICIENTS = BLOCK * BLOCK;
  private static final String FORMAT = "javax_imageio_jpeg_image_1.0";
  private static final double[][] COSINES = cosines();

  /** Standard deviation of each frequency, row by row: luminance, colour. */
  private final double[] luminance;

  private final double[] colour;

  private TaskJpeg(double[] luminance, double[] colour) {
    this.luminance = luminance;
    this.colour = colour;
  }

  /**
   * Looks at frames of one size.
   *
   * @param frames rows of red, green, blue bytes
   */
  public static TaskJpeg of(List<byte[]> frames, int width, int height) {
    double[] luminance = new double[COEFFICIENTS];
    double[] colour = new double[COEFFICIENTS];
    for (byte[] rgb : frames) {
      float[][] planes = planes(rgb, width, height);
      addSquares(planes[0], width, height, luminance);
      addSquares(planes[1], width / 2, height / 2, colour);
      addSquares(planes[2], width / 2, height / 2, colour);
    }
    long blocks = (long) (width / BLOCK) * (height / BLOCK);
    long colourBlocks = (long) (width / 2 / BLOCK) * (height / 2 / BLOCK);
    return new TaskJpeg(
        roots(luminance, frames.size() * blocks), roots(colour, 2L * frames.size() * colourBlocks));
  }

  /** Y at full, Cb and Cr at half resolution, as JFIF defines them, without their offset. */
  private static float[][] planes(byte[] rgb, int width, int height) {
    float[][] planes = {
      new float[width * height],
      new float[width / 2 * (height / 2)],
      new float[width / 2 * (height / 2)]
    };
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int i = 3 * (y * width + x);
        float r = rgb[i] & 0xff;
        float g = rgb[i + 1] & 0xff;
        float b = rgb[i + 2] & 0xff;
        planes[0][y * width + x] = 0.299f * r + 0.587f * g + 0.114f * b - 128;
        if (y / 2 < height / 2 && x / 2 < width / 2) {
          int half = y / 2 * (width / 2) + x / 2;
          planes[1][half] += (-0.1687f * r - 0.3313f * g + 0.5f * b) / 4;
          planes[2][half] += (0.5f * r - 0.4187f * g - 0.0813f * b) / 4;
        }
      }
    }
    return planes;
  }

  private static void addSquares(float[] plane, int width, int height, double[] squares) {
    for (int top = 0; top + BLOCK <= height; top += BLOCK) {
      for (int left = 0; left + BLOCK <= width; left += BLOCK) {
        for (int v = 0; v < BLOCK; v++) {
          for (int u = 0; u < BLOCK; u++) {
            double sum = 0;
            for (int y = 0; y < BLOCK; y++) {
              for (int x = 0; x < BLOCK; x++) {
                sum += plane[(top + y) * width + left + x] * COSINES[v][y] * COSINES[u][x];
              }
            }
            squares[v * BLOCK + u] += sum * sum;
          }
        }
      }
    }
  }

  private static double[][] cosines() {
    double[][] cosines = new double[BLOCK][BLOCK];
    for (int u = 0; u < BLOCK; u++) {
      for (int x = 0; x < BLOCK; x++) {
        double scale = u == 0 ? Math.sqrt(0.125) : 0.5;
        cosines[u][x] = scale * Math.cos((2 * x + 1) * u * Math.PI / 16);
      }
    }
    return cosines;
  }

  private static double[] roots(double[] squares, long count) {
    double[] roots = new double[squares.length];
    for (int i = 0; i < roots.length; i++) {
      roots[i] = Math.sqrt(squares[i] / Math.max(1L, count));
    }
    return roots;
  }

  private static int[] steps(double[] sigma, double strength) {
    double most = 0;
    for (double value : sigma) {
      most = Math.max(most, value);
    }
    int[] steps = new int[sigma.length];
    for (int i = 0; i < steps.length; i++) {
      double step = strength * Math.sqrt(most / Math.max(1e-6, sigma[i]));
      steps[i] = (int) Math.max(1, Math.min(255, Math.round(step)));
    }
    return steps;
  }

  /**
   * A whole JPEG file.
   *
   * @param rgb rows of red, green, blue bytes
   * @param strength step of the frequency that varies most
   */
  public byte[] encode(byte[] rgb, int width, int height, double strength) throws IOException {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < width * height; i++) {
      int red = rgb[3 * i] & 0xff;
      int green = rgb[3 * i + 1] & 0xff;
      int blue = rgb[3 * i + 2] & 0xff;
      image.setRGB(i % width, i / width, (red << 16) | (green << 8) | blue);
    }
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
      ImageWriteParam param = writer.getDefaultWriteParam();
      IIOMetadata metadata =
          writer.getDefaultImageMetadata(ImageTypeSpecifier.createFromRenderedImage(image), param);
      IIOMetadataNode root = (IIOMetadataNode) metadata.getAsTree(FORMAT);
      NodeList tables = root.getElementsByTagName("dqtable");
      for (int t = 0; t < tables.getLength(); t++) {
        int[] steps = steps(t == 0 ? luminance : colour, strength);
        ((IIOMetadataNode) tables.item(t)).setUserObject(new JPEGQTable(steps));
      }
      metadata.setFromTree(FORMAT, root);
      writer.setOutput(out);
      writer.write(null, new IIOImage(image, null, metadata), param);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  /**
   * Bytes of a JPEG file whose quantisation and Huffman tables both sides know already (the idea of
   * RFC 2435): what is left of it.
   */
  public static int bytesWithoutTables(byte[] jpeg) {
    int without = jpeg.length;
    int at = 2;
    while (at + 4 <= jpeg.length && (jpeg[at] & 0xff) == 0xff) {
      int marker = jpeg[at + 1] & 0xff;
      int length = 2 + ((jpeg[at + 2] & 0xff) << 8) + (jpeg[at + 3] & 0xff);
      if (marker == 0xda) {
        break;
      }
      boolean isTable = marker == 0xdb || marker == 0xc4;
      boolean isLabel = marker >= 0xe0 && marker <= 0xef;
      without -= isTable || isLabel ? length : 0;
      at += length;
    }
    return without;
  }
}
