package io.hawkvision.zoo.roadside;

import java.util.Arrays;
import java.util.List;

/**
 * What a sign plate shows, drawn once into a unit square. The first ones are the labels in order
 * (label 0, {@code none}, has no face); the rest are decoys, which belong to no label.
 */
enum SignFace {
  STOP("stop") {
    @Override
    void draw(Canvas canvas) {
      canvas.polygon(Colour.WHITE, octagon(0.5f));
      canvas.polygon(Colour.RED, octagon(0.46f));
      new Glyphs(canvas, Colour.WHITE).text("STOP", new Point(0.16f, 0.37f), 0.25f);
    }
  },
  YIELD("yield") {
    @Override
    void draw(Canvas canvas) {
      canvas.polygon(Colour.RED, wedge(1f));
      canvas.polygon(Colour.WHITE, wedge(0.6f));
    }
  },
  NO_ENTRY("no-entry") {
    @Override
    void draw(Canvas canvas) {
      canvas.disc(MIDDLE, 0.48f, Colour.WHITE);
      canvas.disc(MIDDLE, 0.46f, Colour.RED);
      canvas.box(new Point(0.18f, 0.41f), new Point(0.82f, 0.59f), Colour.WHITE);
    }
  },
  PRIORITY_ROAD("priority-road") {
    @Override
    void draw(Canvas canvas) {
      diamond(canvas, Colour.YELLOW);
    }
  },
  SPEED_30("speed-30") {
    @Override
    void draw(Canvas canvas) {
      speed(canvas, "30");
    }
  },
  SPEED_50("speed-50") {
    @Override
    void draw(Canvas canvas) {
      speed(canvas, "50");
    }
  },
  SPEED_60("speed-60") {
    @Override
    void draw(Canvas canvas) {
      speed(canvas, "60");
    }
  },
  SPEED_80("speed-80") {
    @Override
    void draw(Canvas canvas) {
      speed(canvas, "80");
    }
  },
  TURN_LEFT("turn-left") {
    @Override
    void draw(Canvas canvas) {
      new Glyphs(blue(canvas), Colour.WHITE).turn(-1);
    }
  },
  TURN_RIGHT("turn-right") {
    @Override
    void draw(Canvas canvas) {
      new Glyphs(blue(canvas), Colour.WHITE).turn(1);
    }
  },
  STRAIGHT_AHEAD("straight-ahead") {
    @Override
    void draw(Canvas canvas) {
      new Glyphs(blue(canvas), Colour.WHITE).ahead();
    }
  },
  NO_OVERTAKING("no-overtaking") {
    @Override
    void draw(Canvas canvas) {
      roundel(canvas);
      new Glyphs(canvas, Colour.RED).car(new Point(0.345f, 0.49f));
      new Glyphs(canvas, Colour.BLACK).car(new Point(0.655f, 0.49f));
    }
  },
  PEDESTRIAN_CROSSING("pedestrian-crossing") {
    @Override
    void draw(Canvas canvas) {
      warning(canvas).walker();
    }
  },
  ROADWORKS("roadworks") {
    @Override
    void draw(Canvas canvas) {
      warning(canvas).digger();
    }
  },
  CHILDREN("children") {
    @Override
    void draw(Canvas canvas) {
      warning(canvas).children();
    }
  },
  BEND_LEFT("bend-left") {
    @Override
    void draw(Canvas canvas) {
      warning(canvas).bend(-1);
    }
  },
  BEND_RIGHT("bend-right") {
    @Override
    void draw(Canvas canvas) {
      warning(canvas).bend(1);
    }
  },
  ROUNDABOUT("roundabout") {
    @Override
    void draw(Canvas canvas) {
      new Glyphs(blue(canvas), Colour.WHITE).roundabout();
    }
  },
  TRAFFIC_LIGHTS_AHEAD("traffic-lights-ahead") {
    @Override
    void draw(Canvas canvas) {
      warning(canvas);
      lights(canvas);
    }
  },
  NO_VEHICLES("decoy") {
    @Override
    void draw(Canvas canvas) {
      roundel(canvas);
    }
  },
  END_OF_LIMITS("decoy") {
    @Override
    void draw(Canvas canvas) {
      canvas.disc(MIDDLE, 0.48f, Colour.BLACK);
      canvas.disc(MIDDLE, 0.45f, Colour.WHITE);
      canvas.stroke(new Point(0.24f, 0.78f), new Point(0.78f, 0.24f), 0.1f, Colour.BLACK);
    }
  },
  OTHER_DANGER("decoy") {
    @Override
    void draw(Canvas canvas) {
      warning(canvas);
      canvas.stroke(new Point(0.5f, 0.42f), new Point(0.5f, 0.64f), 0.09f, Colour.BLACK);
      canvas.disc(new Point(0.5f, 0.78f), 0.055f, Colour.BLACK);
    }
  },
  PARKING("decoy") {
    @Override
    void draw(Canvas canvas) {
      canvas.box(new Point(0.08f, 0.08f), new Point(0.92f, 0.92f), Colour.WHITE);
      canvas.box(new Point(0.11f, 0.11f), new Point(0.89f, 0.89f), Colour.BLUE);
      new Glyphs(canvas, Colour.WHITE).text("P", new Point(0.36f, 0.26f), 0.5f);
    }
  },
  CYCLES("decoy") {
    @Override
    void draw(Canvas canvas) {
      blue(canvas);
      canvas.ring(new Point(0.32f, 0.58f), 0.1f, 0.14f, Colour.WHITE);
      canvas.ring(new Point(0.68f, 0.58f), 0.1f, 0.14f, Colour.WHITE);
      canvas.line(
          0.045f,
          Colour.WHITE,
          new Point(0.32f, 0.58f),
          new Point(0.42f, 0.38f),
          new Point(0.62f, 0.38f),
          new Point(0.68f, 0.58f));
    }
  },
  NO_PARKING("decoy") {
    @Override
    void draw(Canvas canvas) {
      canvas.disc(MIDDLE, 0.48f, Colour.RED);
      canvas.disc(MIDDLE, 0.38f, Colour.BLUE);
      canvas.stroke(new Point(0.25f, 0.25f), new Point(0.75f, 0.75f), 0.09f, Colour.RED);
    }
  },
  ROUND_BACK("decoy") {
    @Override
    void draw(Canvas canvas) {
      canvas.disc(MIDDLE, 0.48f, Colour.GREY);
      canvas.box(new Point(0.46f, 0.06f), new Point(0.54f, 0.94f), Colour.GREY.scaled(0.8f));
    }
  },
  RED_ADVERTISEMENT("decoy") {
    @Override
    void draw(Canvas canvas) {
      canvas.disc(MIDDLE, 0.48f, Colour.of(0xD02818));
      canvas.disc(new Point(0.5f, 0.42f), 0.18f, Colour.of(0xF5D060));
      canvas.box(new Point(0.24f, 0.66f), new Point(0.76f, 0.74f), Colour.WHITE);
    }
  },
  ORANGE_DIAMOND("decoy") {
    @Override
    void draw(Canvas canvas) {
      diamond(canvas, Colour.of(0xE86A10));
      canvas.stroke(new Point(0.5f, 0.32f), new Point(0.5f, 0.68f), 0.08f, Colour.BLACK);
    }
  };

  static final List<SignFace> LABELLED =
      Arrays.stream(values()).filter(face -> face.compareTo(NO_VEHICLES) < 0).toList();
  static final List<SignFace> DECOYS =
      Arrays.stream(values()).filter(face -> face.compareTo(NO_VEHICLES) >= 0).toList();

  private static final Point MIDDLE = new Point(0.5f, 0.5f);

  private final String label;

  SignFace(String label) {
    this.label = label;
  }

  String label() {
    return label;
  }

  abstract void draw(Canvas canvas);

  private static Point[] octagon(float radius) {
    Point[] corners = new Point[8];
    for (int i = 0; i < 8; i++) {
      corners[i] = Glyphs.onEllipse(MIDDLE, new Point(radius, radius), 22.5f + 45f * i);
    }
    return corners;
  }

  /** A triangle on its tip; {@code share} 1 is the whole plate. */
  static Point[] wedge(float share) {
    Point heart = new Point(0.5f, 0.38f);
    return new Point[] {
      heart.towards(new Point(0.02f, 0.09f), share),
      heart.towards(new Point(0.98f, 0.09f), share),
      heart.towards(new Point(0.5f, 0.93f), share)
    };
  }

  private static void diamond(Canvas canvas, Colour heart) {
    float[] radii = {0.49f, 0.46f, 0.33f, 0.31f};
    Colour[] colours = {Colour.BLACK, Colour.WHITE, Colour.BLACK, heart};
    for (int i = 0; i < radii.length; i++) {
      float r = radii[i];
      canvas.polygon(
          colours[i],
          MIDDLE.plus(0f, -r),
          MIDDLE.plus(r, 0f),
          MIDDLE.plus(0f, r),
          MIDDLE.plus(-r, 0f));
    }
  }

  private static void roundel(Canvas canvas) {
    canvas.disc(MIDDLE, 0.48f, Colour.RED);
    canvas.disc(MIDDLE, 0.375f, Colour.WHITE);
  }

  private static void speed(Canvas canvas, String limit) {
    roundel(canvas);
    new Glyphs(canvas, Colour.BLACK).text(limit, new Point(0.232f, 0.295f), 0.41f);
  }

  static void lights(Canvas canvas) {
    canvas.box(new Point(0.4f, 0.33f), new Point(0.6f, 0.86f), Colour.BLACK);
    canvas.disc(new Point(0.5f, 0.43f), 0.07f, Colour.of(0xE02020));
    canvas.disc(new Point(0.5f, 0.595f), 0.07f, Colour.of(0xF0B000));
    canvas.disc(new Point(0.5f, 0.76f), 0.07f, Colour.of(0x10A040));
  }

  private static Canvas blue(Canvas canvas) {
    canvas.disc(MIDDLE, 0.48f, Colour.WHITE);
    canvas.disc(MIDDLE, 0.46f, Colour.BLUE);
    return canvas;
  }

  private static Glyphs warning(Canvas canvas) {
    Point heart = new Point(0.5f, 0.66f);
    Point[] plate = {new Point(0.5f, 0.05f), new Point(0.99f, 0.93f), new Point(0.01f, 0.93f)};
    canvas.polygon(Colour.RED, plate);
    canvas.polygon(
        Colour.WHITE,
        heart.towards(plate[0], 0.76f),
        heart.towards(plate[1], 0.76f),
        heart.towards(plate[2], 0.76f));
    return new Glyphs(canvas, Colour.BLACK);
  }
}
