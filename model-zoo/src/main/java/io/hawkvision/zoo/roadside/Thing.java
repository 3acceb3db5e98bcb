package io.hawkvision.zoo.roadside;

/**
 * Something that is not a sign, {@code aside} metres from the lane's middle and {@code metres}
 * ahead when the scene begins.
 */
record Thing(Kind kind, float aside, float metres, float size, long key) {
  enum Kind {
    TREE,
    BUSH,
    BUILDING,
    LAMP,
    CAR,
    BILLBOARD,
    BOLLARD
  }

  static Thing drawn(SeededRandom random) {
    float k = random.unit();
    float side = random.chance(0.5f) ? 1f : -1f;
    float metres = 7f + 75f * random.unit() * random.unit();
    float size = random.range(0.75f, 1.3f);
    Kind kind = kind(k);
    float aside =
        switch (kind) {
          case TREE, BUSH -> side * random.range(5.5f, 16f);
          case BUILDING -> side * random.range(11f, 26f);
          case LAMP -> side * random.range(4.6f, 5.4f);
          case CAR -> random.chance(0.7f) ? random.range(-3f, -1.8f) : side * 5.2f;
          case BILLBOARD -> side * random.range(6.5f, 12f);
          case BOLLARD -> side * random.range(4.1f, 4.5f);
        };
    return new Thing(
        kind, aside, kind == Kind.BUILDING ? metres + 14f : metres, size, random.next());
  }

  private static Kind kind(float k) {
    if (k < 0.3f) {
      return Kind.TREE;
    }
    if (k < 0.42f) {
      return Kind.BUSH;
    }
    if (k < 0.58f) {
      return Kind.BUILDING;
    }
    if (k < 0.68f) {
      return Kind.LAMP;
    }
    if (k < 0.82f) {
      return Kind.CAR;
    }
    return k < 0.93f ? Kind.BILLBOARD : Kind.BOLLARD;
  }
}
