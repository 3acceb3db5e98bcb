package io.hawkvision.zoo.roadside;

/** Red, green and blue, 1 = full display brightness (more is allowed until the lens clips it). */
record Colour(float r, float g, float b, float alpha) {
  static final Colour WHITE = of(0xF2F2EE);
  static final Colour BLACK = of(0x151515);
  static final Colour RED = of(0xC4161C);
  static final Colour BLUE = of(0x0F4FA8);
  static final Colour YELLOW = of(0xF2B705);
  static final Colour GREY = of(0x84888C);

  static Colour of(int rgb) {
    return new Colour(
        ((rgb >> 16) & 255) / 255f, ((rgb >> 8) & 255) / 255f, (rgb & 255) / 255f, 1f);
  }

  Colour scaled(float factor) {
    return new Colour(r * factor, g * factor, b * factor, alpha);
  }

  Colour times(Colour light) {
    return new Colour(r * light.r, g * light.g, b * light.b, alpha);
  }

  Colour mixed(Colour other, float share) {
    return new Colour(
        r + (other.r - r) * share, g + (other.g - g) * share, b + (other.b - b) * share, alpha);
  }

  Colour faint(float newAlpha) {
    return new Colour(r, g, b, newAlpha);
  }

  float[] channels() {
    return new float[] {r, g, b};
  }
}
