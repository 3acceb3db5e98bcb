package io.hawkvision.zoo.roadside;

import io.hawkvision.zoo.preprocess.JpegEncoder;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A camera beside no real road: {@code frame(k)} is a pure function of seed and {@code k}, callable
 * from any thread and in any order.
 *
 * <p>Seeds are shared out so that nobody is tested on what a network was trained on: training uses
 * 1,000,000 and up, design and development 2,000,000 and up, calibration 3,000,000 and up, tests of
 * accuracy 4,000,000 and up (each below the next); seeds under 1,000,000 are for users to stream.
 * Any change of what is drawn raises {@link #VERSION}.
 */
public final class RoadsideCamera {
  public static final String VERSION = "1";
  public static final int WIDTH = 320;
  public static final int HEIGHT = 240;

  /** Label 0 is a road without a sign of the other labels. */
  public static final List<String> LABELS =
      Stream.concat(Stream.of("none"), SignFace.LABELLED.stream().map(SignFace::label)).toList();

  private static final int JPEG_QUALITY = 80;

  private final long seed;
  private final Circumstances circumstances;

  public RoadsideCamera(long seed) {
    this(seed, Circumstances.AS_DRAWN);
  }

  /** A camera that sees the same scenes under one fixed set of conditions. */
  public RoadsideCamera(long seed, Conditions conditions) {
    this(seed, new Circumstances(Optional.of(conditions), List.of()));
  }

  /** A camera whose surroundings change from a frame on; before it, every frame is the same. */
  public RoadsideCamera(long seed, List<Drift> drifts) {
    this(seed, new Circumstances(Optional.empty(), drifts));
  }

  private RoadsideCamera(long seed, Circumstances circumstances) {
    this.seed = seed;
    this.circumstances = circumstances;
  }

  /** Frame {@code index}, from 0; draws and encodes it anew on each call. */
  public RoadsideFrame frame(long index) {
    Scene scene = scene(index);
    byte[] jpeg = JpegEncoder.encode(render(scene, index), WIDTH, HEIGHT, JPEG_QUALITY);
    return new RoadsideFrame(jpeg, scene.label(), scene.number(), index);
  }

  /** The true label of a frame, without drawing it. */
  public int label(long index) {
    return scene(index).label();
  }

  /** The frames of a scene, counted from 0; scenes follow each other without a gap. */
  public SceneSpan span(long scene) {
    if (scene < 0) {
      throw new IllegalArgumentException("scene number must not be negative: " + scene);
    }
    return Scene.span(seed, scene);
  }

  /** The first frame that a drift changes: that of the first scene it covers whole. */
  public long firstFrame(Drift drift) {
    Scene scene = scene(drift.firstFrame());
    return scene.firstFrame() == drift.firstFrame()
        ? scene.firstFrame()
        : scene.firstFrame() + scene.frames();
  }

  Scene scene(long index) {
    if (index < 0) {
      throw new IllegalArgumentException("frame index must not be negative: " + index);
    }
    return Scene.of(seed, index, circumstances);
  }

  /** The frame's raw pixels, RGB interleaved. */
  byte[] render(long index) {
    return render(scene(index), index);
  }

  private static byte[] render(Scene scene, long index) {
    SeededRandom moment =
        new SeededRandom(SeededRandom.key(scene.key(), 1000 + index - scene.firstFrame()));
    float progress = scene.progress(index);
    Scene.Approach approach = scene.approach();
    Point shaken = approach.vanishing().plus(moment.spread() * 2.5f, moment.spread() * 3f);
    View view = new View(shaken, approach.bend(), approach.drivenMetres(progress));
    Air air = Air.of(scene.conditions(), new SeededRandom(SeededRandom.key(scene.key(), 5)));
    Canvas canvas = new Canvas(WIDTH, HEIGHT, 1f);
    new Backdrop(canvas, view, air, scene).draw();
    ThingPainter things = new ThingPainter(canvas, view, air, scene.conditions().light());
    scene.things().forEach(things::draw);
    PlatePainter plates = new PlatePainter(canvas, view, air);
    scene.plates().forEach(plate -> plates.draw(plate, progress));
    return new Glass(canvas, scene, moment).develop();
  }
}
