package io.hawkvision.zoo.roadside;

import static java.util.Objects.requireNonNull;

import java.util.EnumMap;
import java.util.Map;

/** A sign face as premultiplied RGBA at three sizes; immutable once drawn, any thread. */
final class Texture {
  private static final int SIZE = 96;
  private static final Map<Design, Map<SignFace, Texture>> FACES = drawAll();

  private final float[][] levels = new float[3][];

  private Texture(float[] pixels) {
    levels[0] = pixels;
    levels[1] = halved(pixels, SIZE / 2);
    levels[2] = halved(levels[1], SIZE / 4);
  }

  static Texture of(Plate.Front front) {
    return requireNonNull(requireNonNull(FACES.get(front.design())).get(front.face()), "face");
  }

  private static Map<Design, Map<SignFace, Texture>> drawAll() {
    Map<Design, Map<SignFace, Texture>> designs = new EnumMap<>(Design.class);
    for (Design design : Design.values()) {
      designs.put(design, drawAll(design));
    }
    return designs;
  }

  private static Map<SignFace, Texture> drawAll(Design design) {
    Map<SignFace, Texture> faces = new EnumMap<>(SignFace.class);
    for (SignFace face : SignFace.values()) {
      Canvas canvas = new Canvas(SIZE, SIZE, SIZE);
      design.draw(face, canvas);
      faces.put(face, new Texture(canvas.pixels));
    }
    return faces;
  }

  private static float[] halved(float[] fine, int size) {
    float[] coarse = new float[4 * size * size];
    int stride = 8 * size;
    for (int y = 0; y < size; y++) {
      for (int x = 0; x < size; x++) {
        for (int c = 0; c < 4; c++) {
          int i = 2 * y * stride + 8 * x + c;
          coarse[4 * (y * size + x) + c] =
              0.25f * (fine[i] + fine[i + 4] + fine[i + stride] + fine[i + stride + 4]);
        }
      }
    }
    return coarse;
  }

  /** The level whose texels are about one pixel when the face is {@code width} pixels wide. */
  int level(float width) {
    return width > 60f ? 0 : width > 30f ? 1 : 2;
  }

  /** Bilinear sample at (u, v) in 0..1 into {@code rgba}; transparent outside. */
  void sample(int level, float u, float v, float[] rgba) {
    int size = SIZE >> level;
    float[] texels = levels[level];
    float x = u * size - 0.5f;
    float y = v * size - 0.5f;
    int x0 = Math.max(0, Math.min(size - 2, (int) x));
    int y0 = Math.max(0, Math.min(size - 2, (int) y));
    float fx = Canvas.clamp(x - x0);
    float fy = Canvas.clamp(y - y0);
    int i = 4 * (y0 * size + x0);
    int j = i + 4 * size;
    for (int c = 0; c < 4; c++) {
      float top = texels[i + c] + (texels[i + 4 + c] - texels[i + c]) * fx;
      float bottom = texels[j + c] + (texels[j + 4 + c] - texels[j + c]) * fx;
      rgba[c] = top + (bottom - top) * fy;
    }
  }
}
