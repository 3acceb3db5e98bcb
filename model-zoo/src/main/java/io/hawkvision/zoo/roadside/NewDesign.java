package io.hawkvision.zoo.roadside;

/**
 * Other designs of the labelled classes, after those of other countries and times: what is written
 * or pictured on the plate, and so the label, is the same; shape and colours are not. Decoys have
 * no second design. One thread.
 */
final class NewDesign {
  private static final Colour AMBER = Colour.of(0xFFB020);
  private static final Colour LIME = Colour.of(0xC8E020);
  private static final Colour ORANGE = Colour.of(0xF08010);
  private static final Point MIDDLE = new Point(0.5f, 0.5f);

  private final Canvas canvas;

  NewDesign(Canvas canvas) {
    this.canvas = canvas;
  }

  void draw(SignFace face) {
    switch (face) {
      case STOP -> stop();
      case YIELD -> {
        canvas.polygon(Colour.RED, SignFace.wedge(1f));
        canvas.polygon(Colour.YELLOW, SignFace.wedge(0.82f));
      }
      case NO_ENTRY -> noEntry();
      case PRIORITY_ROAD -> {
        board(Colour.WHITE);
        rhombus(0.4f, Colour.YELLOW);
      }
      case SPEED_30 -> lit("30");
      case SPEED_50 -> lit("50");
      case SPEED_60 -> lit("60");
      case SPEED_80 -> lit("80");
      case TURN_LEFT -> board(Colour.WHITE).turn(-1);
      case TURN_RIGHT -> board(Colour.WHITE).turn(1);
      case STRAIGHT_AHEAD -> board(Colour.WHITE).ahead();
      case ROUNDABOUT -> board(Colour.YELLOW).roundabout();
      case NO_OVERTAKING -> noOvertaking();
      case PEDESTRIAN_CROSSING -> board(LIME).walker();
      case CHILDREN -> board(LIME).children();
      case ROADWORKS -> board(ORANGE).digger();
      case BEND_LEFT -> board(Colour.YELLOW).bend(-1);
      case BEND_RIGHT -> board(Colour.YELLOW).bend(1);
      case TRAFFIC_LIGHTS_AHEAD -> {
        board(Colour.YELLOW);
        SignFace.lights(canvas);
      }
      case NO_VEHICLES,
          END_OF_LIMITS,
          OTHER_DANGER,
          PARKING,
          CYCLES,
          NO_PARKING,
          ROUND_BACK,
          RED_ADVERTISEMENT,
          ORANGE_DIAMOND ->
          face.draw(canvas);
    }
  }

  /** A square plate with a black rim; the pen for it is black. */
  private Glyphs board(Colour field) {
    canvas.box(new Point(0.05f, 0.05f), new Point(0.95f, 0.95f), Colour.BLACK);
    canvas.box(new Point(0.08f, 0.08f), new Point(0.92f, 0.92f), field);
    return new Glyphs(canvas, Colour.BLACK);
  }

  /** A triangle on its tip with the word on it. */
  private void stop() {
    canvas.polygon(Colour.WHITE, SignFace.wedge(1f));
    canvas.polygon(Colour.RED, SignFace.wedge(0.9f));
    new Glyphs(canvas, Colour.WHITE).text("STOP", new Point(0.25f, 0.2f), 0.18f);
  }

  /** A red disc on a white board. */
  private void noEntry() {
    board(Colour.WHITE);
    canvas.disc(MIDDLE, 0.36f, Colour.RED);
    canvas.box(new Point(0.24f, 0.44f), new Point(0.76f, 0.56f), Colour.WHITE);
  }

  /** A panel of lamps: amber digits in a thin red ring on black. */
  private void lit(String limit) {
    canvas.box(new Point(0.05f, 0.05f), new Point(0.95f, 0.95f), Colour.BLACK);
    canvas.ring(MIDDLE, 0.4f, 0.44f, Colour.RED);
    new Glyphs(canvas, AMBER).text(limit, new Point(0.249f, 0.31f), 0.38f);
  }

  /** Two black cars on yellow, crossed out. */
  private void noOvertaking() {
    canvas.disc(MIDDLE, 0.48f, Colour.RED);
    canvas.disc(MIDDLE, 0.43f, Colour.YELLOW);
    Glyphs black = new Glyphs(canvas, Colour.BLACK);
    black.car(new Point(0.345f, 0.49f));
    black.car(new Point(0.655f, 0.49f));
    canvas.stroke(new Point(0.2f, 0.2f), new Point(0.8f, 0.8f), 0.07f, Colour.RED);
  }

  private void rhombus(float radius, Colour colour) {
    canvas.polygon(
        colour,
        MIDDLE.plus(0f, -radius),
        MIDDLE.plus(radius, 0f),
        MIDDLE.plus(0f, radius),
        MIDDLE.plus(-radius, 0f));
  }
}
