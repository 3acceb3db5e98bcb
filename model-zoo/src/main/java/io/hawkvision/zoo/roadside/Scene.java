package io.hawkvision.zoo.roadside;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * One drive past at most one sign: everything that stays the same for its 6 to 20 frames. Scenes
 * come in pairs of {@link #PAIR} frames, so the scene of any frame is found without looking at the
 * others.
 */
record Scene(
    long number,
    long key,
    long firstFrame,
    int frames,
    int label,
    Conditions conditions,
    Approach approach,
    List<Plate> plates,
    List<Thing> things) {
  static final int SHORTEST = 6;
  static final int LONGEST = 20;
  static final int PAIR = SHORTEST + LONGEST;

  private static final float NONE_SHARE = 0.15f;

  Scene {
    plates = List.copyOf(plates);
    things = List.copyOf(things);
  }

  /** How the camera moves: the vanishing point, the bend, and the sign's width first and last. */
  record Approach(Point vanishing, float bend, float startWidth, float endWidth) {
    /** A sign this many times wider than a pixel stands one metre off. */
    private static final float METRE_WIDTHS = 900f;

    static float metres(float width) {
      return METRE_WIDTHS / width;
    }

    Approach scaled(float share) {
      return new Approach(vanishing, bend, startWidth * share, endWidth * share);
    }

    float drivenMetres(float progress) {
      return (metres(startWidth) - metres(endWidth)) * progress;
    }
  }

  /** The frames of scene {@code number} of camera {@code seed}. */
  static SceneSpan span(long seed, long number) {
    long pair = Math.floorDiv(number, 2);
    int first = firstOfPair(seed, pair);
    boolean second = Math.floorMod(number, 2) == 1;
    return second
        ? new SceneSpan(pair * PAIR + first, PAIR - first)
        : new SceneSpan(pair * PAIR, first);
  }

  private static int firstOfPair(long seed, long pair) {
    return SHORTEST
        + new SeededRandom(SeededRandom.key(SeededRandom.key(seed, 1), pair))
            .below(LONGEST - SHORTEST + 1);
  }

  /** The scene that frame {@code frame} of camera {@code seed} belongs to. */
  static Scene of(long seed, long frame, Circumstances circumstances) {
    long pair = Math.floorDiv(frame, PAIR);
    int offset = Math.floorMod(frame, PAIR);
    long number = 2 * pair + (offset >= firstOfPair(seed, pair) ? 1 : 0);
    return drawn(seed, number, circumstances);
  }

  private static Scene drawn(long seed, long number, Circumstances circumstances) {
    SceneSpan span = span(seed, number);
    long key = SeededRandom.key(SeededRandom.key(seed, 2), number);
    SeededRandom random = new SeededRandom(key);
    Conditions drawn = Conditions.drawn(random);
    int label = random.chance(NONE_SHARE) ? 0 : 1 + random.below(SignFace.LABELLED.size());
    Approach approach = approach(random);
    long start = span.firstFrame();
    return new Scene(
        number,
        key,
        start,
        span.frames(),
        label,
        circumstances.over(drawn, start),
        approach,
        plates(front(label, circumstances.design(key, start)), approach, random),
        things(random));
  }

  private static Approach approach(SeededRandom random) {
    Point vanishing = new Point(random.range(120f, 200f), random.range(95f, 135f));
    boolean far = random.chance(0.12f);
    float start = far ? random.range(30f, 44f) : random.range(44f, 72f);
    float end = Math.min(150f, start * random.range(1.35f, 2.2f));
    return new Approach(vanishing, random.range(-0.0012f, 0.0012f), start, end);
  }

  private static Optional<Plate.Front> front(int label, Design design) {
    return label == 0
        ? Optional.empty()
        : Optional.of(new Plate.Front(SignFace.LABELLED.get(label - 1), design, false));
  }

  private static List<Plate> plates(
      Optional<Plate.Front> labelled, Approach approach, SeededRandom random) {
    List<Plate> plates = new ArrayList<>();
    boolean right = random.chance(0.7f);
    if (labelled.isEmpty()) {
      if (random.chance(0.75f)) {
        plates.add(Plate.drawn(decoy(random), approach, right, random));
      }
      return plates;
    }
    if (random.chance(0.4f)) {
      Approach smaller = approach.scaled(random.range(0.4f, 0.75f));
      plates.add(Plate.drawn(decoy(random), smaller, !right, random));
    }
    plates.add(Plate.drawn(labelled.get(), approach, right, random));
    return plates;
  }

  private static Plate.Front decoy(SeededRandom random) {
    boolean cancelled = random.chance(0.4f);
    List<SignFace> faces = cancelled ? SignFace.LABELLED : SignFace.DECOYS;
    return new Plate.Front(faces.get(random.below(faces.size())), Design.USUAL, cancelled);
  }

  private static List<Thing> things(SeededRandom random) {
    List<Thing> things = new ArrayList<>();
    int count = 6 + random.below(9);
    for (int i = 0; i < count; i++) {
      things.add(Thing.drawn(random));
    }
    things.sort(Comparator.comparing(Thing::metres).reversed());
    return things;
  }

  /** The share of the scene that has passed in the middle of frame {@code frame}. */
  float progress(long frame) {
    return (frame - firstFrame + 0.5f) / frames;
  }
}
