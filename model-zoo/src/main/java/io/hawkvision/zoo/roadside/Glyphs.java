package io.hawkvision.zoo.roadside;

/** Digits, letters, arrows and figures for sign faces, drawn with strokes; no fonts. */
final class Glyphs {
  private static final String LETTERS = "STOP";

  private final Canvas canvas;
  private final Colour ink;

  Glyphs(Canvas canvas, Colour ink) {
    this.canvas = canvas;
    this.ink = ink;
  }

  /** Text of digits and the letters of STOP; {@code corner} is the top left of the first glyph. */
  void text(String text, Point corner, float height) {
    float advance = height * 0.72f;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      Pen pen = new Pen(corner.plus(i * advance, 0f), height);
      if (LETTERS.indexOf(c) >= 0) {
        letter(c, pen);
      } else {
        digit(c, pen);
      }
    }
  }

  /** A glyph box: 1 high, 0.6 wide. */
  private record Pen(Point corner, float height) {
    Point at(float x, float y) {
      return corner.plus(x * height, y * height);
    }
  }

  private void digit(char digit, Pen pen) {
    switch (digit) {
      case '0' -> oval(pen, 0.5f, 0.5f, new Sweep(0f, 360f));
      case '3' -> {
        oval(pen, 0.26f, 0.26f, new Sweep(-150f, 90f));
        oval(pen, 0.73f, 0.27f, new Sweep(-90f, 150f));
      }
      case '5' -> {
        line(pen, 0.52f, 0f, 0.08f, 0f, 0.05f, 0.46f);
        oval(pen, 0.68f, 0.32f, new Sweep(-125f, 145f));
      }
      case '6' -> {
        line(pen, 0.46f, 0.02f, 0.22f, 0.22f, 0.06f, 0.56f);
        oval(pen, 0.7f, 0.3f, new Sweep(0f, 360f));
      }
      case '8' -> {
        oval(pen, 0.25f, 0.25f, new Sweep(0f, 360f));
        oval(pen, 0.74f, 0.26f, new Sweep(0f, 360f));
      }
      default -> throw new IllegalArgumentException("no glyph for " + digit);
    }
  }

  private void letter(char letter, Pen pen) {
    switch (letter) {
      case 'S' -> {
        oval(pen, 0.26f, 0.26f, new Sweep(90f, 330f));
        oval(pen, 0.74f, 0.26f, new Sweep(-90f, 150f));
      }
      case 'T' -> {
        line(pen, 0f, 0f, 0.6f, 0f);
        line(pen, 0.3f, 0f, 0.3f, 1f);
      }
      case 'O' -> oval(pen, 0.5f, 0.5f, new Sweep(0f, 360f));
      case 'P' -> {
        line(pen, 0.06f, 1f, 0.06f, 0f, 0.3f, 0f);
        oval(pen, 0.27f, 0.27f, new Sweep(-90f, 90f));
        line(pen, 0.3f, 0.54f, 0.06f, 0.54f);
      }
      default -> throw new IllegalArgumentException("no glyph for " + letter);
    }
  }

  private void line(Pen pen, float... xy) {
    for (int i = 2; i < xy.length; i += 2) {
      Point from = pen.at(xy[i - 2], xy[i - 1]);
      canvas.stroke(from, pen.at(xy[i], xy[i + 1]), 0.17f * pen.height(), ink);
    }
  }

  /** A part of a circle, degrees clockwise from the right. */
  private record Sweep(float fromDegrees, float toDegrees) {}

  /** An arc round the middle of the box at height {@code y}. */
  private void oval(Pen pen, float y, float radiusY, Sweep sweep) {
    Point radii = new Point(0.27f * pen.height(), radiusY * pen.height());
    arc(pen.at(0.3f, y), radii, sweep, 0.17f * pen.height());
  }

  private void arc(Point centre, Point radii, Sweep sweep, float strokeWidth) {
    int steps = 14;
    float turn = sweep.toDegrees() - sweep.fromDegrees();
    Point last = onEllipse(centre, radii, sweep.fromDegrees());
    for (int i = 1; i <= steps; i++) {
      Point next = onEllipse(centre, radii, sweep.fromDegrees() + turn * i / steps);
      canvas.stroke(last, next, strokeWidth, ink);
      last = next;
    }
  }

  static Point onEllipse(Point centre, Point radii, float degrees) {
    double angle = degrees * (StrictMath.PI / 180);
    return centre.plus(
        radii.x() * (float) StrictMath.cos(angle), radii.y() * (float) StrictMath.sin(angle));
  }

  /** An arrow that rises and turns; {@code side} is -1 for left, 1 for right. */
  void turn(int side) {
    float foot = 0.5f - side * 0.17f;
    Point bend = new Point(foot, 0.42f);
    canvas.line(0.13f, ink, new Point(foot, 0.8f), bend, new Point(0.5f + side * 0.12f, 0.42f));
    canvas.polygon(
        ink,
        new Point(0.5f + side * 0.08f, 0.22f),
        new Point(0.5f + side * 0.33f, 0.42f),
        new Point(0.5f + side * 0.08f, 0.62f));
  }

  /** An arrow straight up. */
  void ahead() {
    canvas.stroke(new Point(0.5f, 0.8f), new Point(0.5f, 0.42f), 0.13f, ink);
    canvas.polygon(ink, new Point(0.29f, 0.46f), new Point(0.5f, 0.16f), new Point(0.71f, 0.46f));
  }

  /** A winding arrow in a warning triangle; {@code side} is where the road goes first. */
  void bend(int side) {
    Point waist = new Point(0.5f + side * 0.09f, 0.62f);
    canvas.line(
        0.075f,
        ink,
        new Point(0.5f - side * 0.04f, 0.85f),
        new Point(0.5f - side * 0.04f, 0.74f),
        waist,
        new Point(0.5f + side * 0.09f, 0.52f));
    canvas.polygon(
        ink,
        new Point(0.5f + side * 0.01f, 0.54f),
        new Point(0.5f + side * 0.17f, 0.54f),
        new Point(0.5f + side * 0.07f, 0.38f));
  }

  /** A tall and a small child, running. */
  void children() {
    child(new Point(0.42f, 0.46f), 1f);
    child(new Point(0.6f, 0.56f), 0.8f);
  }

  private void child(Point head, float size) {
    float limb = 0.05f * size;
    Point hip = head.plus(-0.02f, 0.19f * size);
    canvas.disc(head, 0.05f * size, ink);
    canvas.stroke(head.plus(-0.01f, 0.09f * size), hip, 0.08f * size, ink);
    canvas.stroke(hip, hip.plus(0.08f * size, 0.17f * size), limb, ink);
    canvas.stroke(hip, hip.plus(-0.11f * size, 0.16f * size), limb, ink);
    canvas.stroke(head.plus(0f, 0.09f * size), head.plus(0.1f * size, 0.16f * size), limb, ink);
  }

  /** Three arrows chasing each other. */
  void roundabout() {
    Point middle = new Point(0.5f, 0.5f);
    for (int i = 0; i < 3; i++) {
      float start = 30f + 120f * i;
      arc(middle, new Point(0.25f, 0.25f), new Sweep(start, start + 62f), 0.1f);
      canvas.polygon(
          ink,
          onEllipse(middle, new Point(0.37f, 0.37f), start + 62f),
          onEllipse(middle, new Point(0.13f, 0.13f), start + 62f),
          onEllipse(middle, new Point(0.27f, 0.27f), start + 104f));
    }
  }

  /** The back of a car, {@code centre} its middle. */
  void car(Point centre) {
    canvas.box(centre.plus(-0.13f, -0.02f), centre.plus(0.13f, 0.1f), ink);
    canvas.polygon(
        ink,
        centre.plus(-0.12f, 0f),
        centre.plus(-0.08f, -0.11f),
        centre.plus(0.08f, -0.11f),
        centre.plus(0.12f, 0f));
    canvas.box(centre.plus(-0.12f, 0.08f), centre.plus(-0.06f, 0.15f), ink);
    canvas.box(centre.plus(0.06f, 0.08f), centre.plus(0.12f, 0.15f), ink);
  }

  /** A person walking on a zebra crossing. */
  void walker() {
    canvas.disc(new Point(0.52f, 0.4f), 0.05f, ink);
    canvas.stroke(new Point(0.51f, 0.5f), new Point(0.49f, 0.6f), 0.08f, ink);
    canvas.line(
        0.045f, ink, new Point(0.42f, 0.6f), new Point(0.51f, 0.49f), new Point(0.6f, 0.57f));
    canvas.line(0.05f, ink, new Point(0.5f, 0.6f), new Point(0.56f, 0.7f), new Point(0.6f, 0.78f));
    canvas.line(
        0.05f, ink, new Point(0.49f, 0.6f), new Point(0.44f, 0.7f), new Point(0.38f, 0.78f));
    for (int i = 0; i < 4; i++) {
      float x = 0.26f + 0.14f * i;
      canvas.box(new Point(x, 0.8f), new Point(x + 0.07f, 0.85f), ink);
    }
  }

  /** A person with a shovel before a heap. */
  void digger() {
    canvas.disc(new Point(0.47f, 0.42f), 0.05f, ink);
    canvas.stroke(new Point(0.44f, 0.5f), new Point(0.38f, 0.62f), 0.09f, ink);
    canvas.line(
        0.05f, ink, new Point(0.38f, 0.62f), new Point(0.42f, 0.72f), new Point(0.38f, 0.82f));
    canvas.line(
        0.05f, ink, new Point(0.37f, 0.62f), new Point(0.32f, 0.72f), new Point(0.27f, 0.82f));
    canvas.line(0.045f, ink, new Point(0.45f, 0.5f), new Point(0.54f, 0.58f));
    canvas.stroke(new Point(0.42f, 0.52f), new Point(0.62f, 0.72f), 0.035f, ink);
    canvas.polygon(ink, new Point(0.54f, 0.84f), new Point(0.66f, 0.66f), new Point(0.78f, 0.84f));
  }
}
