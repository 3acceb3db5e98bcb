package io.hawkvision.zoo.roadside;

/**
 * A premultiplied float RGBA raster with anti-aliased shapes; one thread at a time. Coordinates are
 * in units of {@code scale} pixels: a frame has scale 1, a sign face is a unit square.
 */
final class Canvas {
  final int width;
  final int height;
  final float[] pixels;
  private final float scale;

  Canvas(int width, int height, float scale) {
    this.width = width;
    this.height = height;
    this.scale = scale;
    this.pixels = new float[4 * width * height];
  }

  /** Puts an opaque pixel; {@code index} counts pixels row by row. */
  void put(int index, Colour colour) {
    int i = 4 * index;
    pixels[i] = colour.r();
    pixels[i + 1] = colour.g();
    pixels[i + 2] = colour.b();
    pixels[i + 3] = 1f;
  }

  private void blend(int index, Colour colour, float coverage) {
    float a = coverage * colour.alpha();
    float keep = 1f - a;
    int i = 4 * index;
    pixels[i] = pixels[i] * keep + colour.r() * a;
    pixels[i + 1] = pixels[i + 1] * keep + colour.g() * a;
    pixels[i + 2] = pixels[i + 2] * keep + colour.b() * a;
    pixels[i + 3] = pixels[i + 3] * keep + a;
  }

  void disc(Point centre, float radius, Colour colour) {
    ring(centre, 0f, radius, colour);
  }

  /** The area between two circles. */
  void ring(Point centre, float inner, float outer, Colour colour) {
    float cx = centre.x() * scale;
    float cy = centre.y() * scale;
    float in = inner * scale;
    float out = outer * scale;
    float solid = Math.max(0f, out - 0.5f);
    float clear = in > 0f ? in + 0.5f : -1f;
    int y1 = high(cy + out, height);
    for (int y = low(cy - out); y < y1; y++) {
      float dy = y + 0.5f - cy;
      int x1 = high(cx + out, width);
      for (int x = low(cx - out); x < x1; x++) {
        float dx = x + 0.5f - cx;
        float square = dx * dx + dy * dy;
        if (square >= (out + 0.5f) * (out + 0.5f)) {
          continue;
        }
        float cover = 1f;
        if (square > solid * solid || square < clear * clear) {
          float d = (float) Math.sqrt(square);
          cover = clamp(out + 0.5f - d) * (in > 0f ? clamp(d - in + 0.5f) : 1f);
        }
        blend(y * width + x, colour, cover);
      }
    }
  }

  /** A soft blob whose edge fades out: dirt, drops and lamps. */
  void glow(Point centre, float radius, Colour colour) {
    float cx = centre.x() * scale;
    float cy = centre.y() * scale;
    float r = radius * scale;
    float inverse = 1f / (r * r);
    int y1 = high(cy + r, height);
    int x1 = high(cx + r, width);
    for (int y = low(cy - r); y < y1; y++) {
      float dy = y + 0.5f - cy;
      for (int x = low(cx - r); x < x1; x++) {
        float dx = x + 0.5f - cx;
        float left = 1f - (dx * dx + dy * dy) * inverse;
        if (left > 0f) {
          blend(y * width + x, colour, left * left);
        }
      }
    }
  }

  /** A straight stroke with round ends. */
  void stroke(Point from, Point to, float strokeWidth, Colour colour) {
    float ax = from.x() * scale;
    float ay = from.y() * scale;
    float bx = to.x() * scale - ax;
    float by = to.y() * scale - ay;
    float half = strokeWidth * scale * 0.5f;
    float square = bx * bx + by * by;
    float inverse = square > 0f ? 1f / square : 0f;
    int y1 = high(Math.max(ay, ay + by) + half, height);
    int x1 = high(Math.max(ax, ax + bx) + half, width);
    for (int y = low(Math.min(ay, ay + by) - half); y < y1; y++) {
      float py = y + 0.5f - ay;
      for (int x = low(Math.min(ax, ax + bx) - half); x < x1; x++) {
        float px = x + 0.5f - ax;
        float t = clamp((px * bx + py * by) * inverse);
        float dx = px - t * bx;
        float dy = py - t * by;
        float cover = clamp(half + 0.5f - (float) Math.sqrt(dx * dx + dy * dy));
        if (cover > 0f) {
          blend(y * width + x, colour, cover * Math.min(1f, 2f * half));
        }
      }
    }
  }

  void line(float strokeWidth, Colour colour, Point... through) {
    for (int i = 1; i < through.length; i++) {
      stroke(through[i - 1], through[i], strokeWidth, colour);
    }
  }

  /** A convex polygon, corners in either order. */
  void polygon(Colour colour, Point... corners) {
    float[] edges = edges(corners);
    float left = Float.MAX_VALUE;
    float right = -Float.MAX_VALUE;
    float top = Float.MAX_VALUE;
    float bottom = -Float.MAX_VALUE;
    for (Point corner : corners) {
      left = Math.min(left, corner.x() * scale);
      right = Math.max(right, corner.x() * scale);
      top = Math.min(top, corner.y() * scale);
      bottom = Math.max(bottom, corner.y() * scale);
    }
    int x0 = low(left);
    int x1 = high(right, width);
    int y1 = high(bottom, height);
    for (int y = low(top); y < y1; y++) {
      for (int x = x0; x < x1; x++) {
        float outside = -Float.MAX_VALUE;
        for (int e = 0; e < edges.length; e += 3) {
          float d = edges[e] * (x + 0.5f) + edges[e + 1] * (y + 0.5f) + edges[e + 2];
          outside = Math.max(outside, d);
        }
        if (outside < 0.5f) {
          blend(y * width + x, colour, clamp(0.5f - outside));
        }
      }
    }
  }

  /** An upright rectangle. */
  void box(Point corner, Point opposite, Colour colour) {
    polygon(
        colour,
        corner,
        new Point(opposite.x(), corner.y()),
        opposite,
        new Point(corner.x(), opposite.y()));
  }

  /** For each edge a, b, c with a*x + b*y + c = pixels outside of it. */
  private float[] edges(Point... corners) {
    float area = 0f;
    for (int i = 0; i < corners.length; i++) {
      Point a = corners[i];
      Point b = corners[(i + 1) % corners.length];
      area += a.x() * b.y() - b.x() * a.y();
    }
    float sign = area < 0f ? -1f : 1f;
    float[] edges = new float[3 * corners.length];
    for (int i = 0; i < corners.length; i++) {
      Point a = corners[i];
      Point b = corners[(i + 1) % corners.length];
      float nx = sign * (b.y() - a.y());
      float ny = sign * (a.x() - b.x());
      float length = (float) Math.sqrt(nx * nx + ny * ny);
      if (length > 0f) {
        edges[3 * i] = nx / length;
        edges[3 * i + 1] = ny / length;
        edges[3 * i + 2] = -(nx * a.x() + ny * a.y()) * scale / length;
      } else {
        edges[3 * i + 2] = -Float.MAX_VALUE; // two corners in one place bound nothing
      }
    }
    return edges;
  }

  static float clamp(float v) {
    return v <= 0f ? 0f : Math.min(v, 1f);
  }

  private static int low(float v) {
    return Math.max(0, (int) (v - 1f));
  }

  private static int high(float v, int limit) {
    return Math.max(0, Math.min(limit, (int) (v + 2f)));
  }
}
