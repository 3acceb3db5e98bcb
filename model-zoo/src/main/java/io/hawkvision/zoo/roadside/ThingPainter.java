package io.hawkvision.zoo.roadside;

import io.hawkvision.zoo.roadside.Conditions.Light;

/** Draws trees, houses, lamps, cars, billboards and bollards; one thread. */
final class ThingPainter {
  private static final float NEAREST_METRES = 3.5f;
  private static final int[] WALLS = {0x9A8B7C, 0xB4A48C, 0x8C5F4E, 0x7C8288, 0xC2B8A8};
  private static final int[] CARS = {0x8E1B1B, 0x1E3E78, 0xC8C8CC, 0x26282C, 0x5E6A58, 0xB89A30};
  private static final int[] PAPERS = {0xE9E4D8, 0xC8202C, 0x1E58A8, 0xE8C020, 0x2E7A48};

  private final Canvas canvas;
  private final View view;
  private final Air air;
  private final boolean lit;

  ThingPainter(Canvas canvas, View view, Air air, Light light) {
    this.canvas = canvas;
    this.view = view;
    this.air = air;
    this.lit = light != Light.DAY;
  }

  void draw(Thing thing) {
    float metres = thing.metres() - view.drivenMetres();
    if (metres < NEAREST_METRES) {
      return;
    }
    Stand stand =
        new Stand(view.ground(thing.aside(), metres), View.scale(metres) * thing.size(), metres);
    SeededRandom random = new SeededRandom(thing.key());
    switch (thing.kind()) {
      case TREE -> tree(stand, random);
      case BUSH -> bush(stand, random);
      case BUILDING -> building(stand, random);
      case LAMP -> lamp(stand, thing.aside() > 0f ? -1f : 1f);
      case CAR -> car(stand, random);
      case BILLBOARD -> billboard(stand, random);
      case BOLLARD -> bollard(stand);
    }
  }

  /** Where a thing stands and how large its metre is there. */
  private record Stand(Point foot, float scale, float metres) {
    Point at(float right, float up) {
      return foot.plus(right * scale, -up * scale);
    }
  }

  private Colour seen(int rgb, Stand stand) {
    return air.seen(Colour.of(rgb), stand.metres());
  }

  private void tree(Stand stand, SeededRandom random) {
    float height = random.range(3f, 6f);
    canvas.stroke(stand.foot(), stand.at(0f, height), 0.35f * stand.scale(), seen(0x4E3C2C, stand));
    Colour leaf = Colour.of(random.chance(0.8f) ? 0x466B34 : 0x8C7A34);
    for (int i = 0; i < 7; i++) {
      Point heart = stand.at(random.spread() * 1.6f, height + random.spread() * 1.6f);
      Colour shade = air.seen(leaf.scaled(random.range(0.6f, 1.15f)), stand.metres());
      canvas.disc(heart, random.range(0.7f, 1.4f) * stand.scale(), shade);
    }
  }

  private void bush(Stand stand, SeededRandom random) {
    for (int i = 0; i < 5; i++) {
      Colour shade = air.seen(Colour.of(0x4C6A38).scaled(random.range(0.6f, 1.1f)), stand.metres());
      canvas.disc(
          stand.at(random.spread() * 1.3f, random.range(0.2f, 0.9f)),
          random.range(0.4f, 0.8f) * stand.scale(),
          shade);
    }
  }

  private void building(Stand stand, SeededRandom random) {
    float half = random.range(3f, 7f);
    float height = random.range(4f, 11f);
    canvas.box(stand.at(-half, height), stand.at(half, 0f), seen(pick(WALLS, random), stand));
    if (random.chance(0.6f)) {
      canvas.polygon(
          seen(0x6A3E34, stand),
          stand.at(-half - 0.3f, height),
          stand.at(0f, height + random.range(1.5f, 3f)),
          stand.at(half + 0.3f, height));
    }
    Colour glass = seen(0x3A4650, stand);
    for (float up = 1f; up < height - 1.5f; up += 2.6f) {
      for (float x = -half + 0.8f; x < half - 1.2f; x += 2.2f) {
        Colour pane = lit && random.chance(0.4f) ? Colour.of(0xE0B868).scaled(0.8f) : glass;
        canvas.box(stand.at(x, up + 1.4f), stand.at(x + 1.1f, up), pane);
      }
    }
  }

  private void lamp(Stand stand, float towardsRoad) {
    Colour metal = seen(0x70757A, stand);
    Point top = stand.at(0f, 5.2f);
    Point head = stand.at(towardsRoad * 1.3f, 5.4f);
    canvas.line(Math.max(1f, 0.14f * stand.scale()), metal, stand.foot(), top, head);
    if (lit) {
      canvas.glow(head, Math.min(40f, 1.6f * stand.scale()), new Colour(1.1f, 0.9f, 0.6f, 0.5f));
      canvas.disc(head, Math.max(1f, 0.2f * stand.scale()), new Colour(1.2f, 1.1f, 0.8f, 1f));
    }
  }

  private void car(Stand stand, SeededRandom random) {
    boolean oncoming = random.chance(0.5f);
    Colour body = seen(pick(CARS, random), stand);
    Colour dark = seen(0x15171A, stand);
    canvas.box(stand.at(-0.85f, 0.35f), stand.at(-0.55f, 0f), dark);
    canvas.box(stand.at(0.55f, 0.35f), stand.at(0.85f, 0f), dark);
    canvas.box(stand.at(-0.9f, 0.95f), stand.at(0.9f, 0.25f), body);
    canvas.polygon(
        body,
        stand.at(-0.85f, 0.9f),
        stand.at(-0.62f, 1.5f),
        stand.at(0.62f, 1.5f),
        stand.at(0.85f, 0.9f));
    canvas.polygon(
        seen(0x2E3A44, stand),
        stand.at(-0.7f, 0.95f),
        stand.at(-0.55f, 1.4f),
        stand.at(0.55f, 1.4f),
        stand.at(0.7f, 0.95f));
    Colour bulb = oncoming ? new Colour(1.3f, 1.25f, 1.1f, 1f) : new Colour(0.8f, 0.1f, 0.08f, 1f);
    for (int side = -1; side <= 1; side += 2) {
      Point lamp = stand.at(side * 0.68f, 0.75f);
      canvas.disc(lamp, 0.12f * stand.scale(), lit ? bulb : bulb.scaled(0.7f));
      if (lit) {
        canvas.glow(lamp, Math.min(30f, 0.7f * stand.scale()), bulb.faint(0.55f));
      }
    }
  }

  private void billboard(Stand stand, SeededRandom random) {
    float half = random.range(0.9f, 1.7f);
    float low = random.range(1.2f, 2.2f);
    float high = low + random.range(1.4f, 2.2f);
    Colour post = seen(0x5A5A58, stand);
    canvas.stroke(
        stand.at(-half * 0.6f, 0f), stand.at(-half * 0.6f, low), 0.12f * stand.scale(), post);
    canvas.stroke(
        stand.at(half * 0.6f, 0f), stand.at(half * 0.6f, low), 0.12f * stand.scale(), post);
    canvas.box(stand.at(-half, high), stand.at(half, low), seen(pick(PAPERS, random), stand));
    Colour print = seen(pick(PAPERS, random), stand);
    float middle = (low + high) / 2f;
    switch (random.below(4)) {
      case 0 -> canvas.disc(stand.at(0f, middle), 0.6f * stand.scale(), print);
      case 1 ->
          canvas.polygon(
              print,
              stand.at(-0.7f, low + 0.2f),
              stand.at(0f, high - 0.2f),
              stand.at(0.7f, low + 0.2f));
      case 2 ->
          canvas.ring(stand.at(0f, middle), 0.35f * stand.scale(), 0.6f * stand.scale(), print);
      default ->
          canvas.box(stand.at(-half * 0.8f, middle + 0.3f), stand.at(half * 0.3f, middle), print);
    }
    for (int i = 0; i < 2; i++) {
      float up = low + 0.25f + 0.3f * i;
      Point from = stand.at(-half * 0.75f, up);
      canvas.stroke(
          from, stand.at(half * random.range(0.1f, 0.8f), up), 0.1f * stand.scale(), post);
    }
  }

  private void bollard(Stand stand) {
    canvas.box(stand.at(-0.07f, 1f), stand.at(0.07f, 0f), seen(0xE4E4DE, stand));
    canvas.box(stand.at(-0.07f, 0.85f), stand.at(0.07f, 0.65f), seen(0xB02018, stand));
  }

  private static int pick(int[] colours, SeededRandom random) {
    return colours[random.below(colours.length)];
  }
}
