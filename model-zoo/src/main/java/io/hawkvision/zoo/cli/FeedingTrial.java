package io.hawkvision.zoo.cli;

import io.hawkvision.zoo.engine.EngineException;
import io.hawkvision.zoo.engine.OrtEngine;
import io.hawkvision.zoo.engine.TensorLease;
import io.hawkvision.zoo.family.Family;
import io.hawkvision.zoo.family.Variant;
import io.hawkvision.zoo.policy.Scores;
import io.hawkvision.zoo.preprocess.ImageLimits;
import io.hawkvision.zoo.preprocess.Preprocessor;
import io.hawkvision.zoo.preprocess.UnreadableImageException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Finds out by trying how a network wants to be fed where nobody says so: of several ways the one
 * with most right answers on design frames. The worst three quarters go after a few frames.
 */
final class FeedingTrial {
  private static final int FIRST_FRAMES = 48;
  private static final int ALL_FRAMES = 256;
  private static final int LEAST_KEPT = 4;

  /** About one standard error of all frames. */
  private static final double PREFERENCE = 0.025;

  private final Family family;
  private final List<LabelledFrame> frames;

  /** One way and how it did. */
  record Tried(Way way, double accuracy) {
    Variant variant() {
      return way.variant();
    }

    private double merit() {
      return accuracy + (way.isUsual() ? PREFERENCE : 0);
    }

    @Override
    public String toString() {
      return String.format(Locale.ROOT, "%s: %.1f %%", way.words(), 100 * accuracy);
    }
  }

  /**
   * A variant to try and the words for what is special about it.
   *
   * @param isUsual whether to prefer it to others that are no clearer better than chance makes them
   */
  record Way(Variant variant, String words, boolean isUsual) {}

  FeedingTrial(Family family, PictureFrames source) throws IOException {
    this.family = family;
    this.frames = readable(source);
  }

  private static List<LabelledFrame> readable(PictureFrames source) throws IOException {
    List<LabelledFrame> frames = new ArrayList<>();
    for (int i : source.byHash()) {
      if (frames.size() == ALL_FRAMES) {
        break;
      }
      try {
        frames.add(source.frame(i));
      } catch (UnreadableImageException named) {
        // The calibration counts and names it.
      }
    }
    return frames;
  }

  int frames() {
    return frames.size();
  }

  /** The ways, best first; ways that did not come into the last round are left out. */
  List<Tried> best(List<Way> ways) throws EngineException {
    List<Tried> first = round(ways, Math.min(FIRST_FRAMES, frames.size()));
    int kept = Math.max(LEAST_KEPT, ways.size() / 4);
    List<Way> better = first.stream().limit(kept).map(Tried::way).toList();
    return round(better, frames.size());
  }

  private List<Tried> round(List<Way> ways, int count) throws EngineException {
    List<Tried> tried = new ArrayList<>();
    for (Way way : ways) {
      tried.add(new Tried(way, accuracy(way.variant(), count)));
    }
    tried.sort(Comparator.comparingDouble(Tried::merit).reversed());
    return tried;
  }

  private double accuracy(Variant variant, int count) throws EngineException {
    Preprocessor preprocessor = new Preprocessor(variant.input(), ImageLimits.DEFAULT);
    int right = 0;
    try (OrtEngine engine = OrtEngine.open(family, variant, new OrtEngine.Options(1, 1, 1));
        TensorLease lease = engine.acquire()) {
      for (LabelledFrame frame : frames.subList(0, count)) {
        right += isRight(frame, preprocessor, engine, lease) ? 1 : 0;
      }
    }
    return (double) right / Math.max(1, count);
  }

  /** A picture that cannot be decoded counts as wrong, for each way alike. */
  private static boolean isRight(
      LabelledFrame frame, Preprocessor preprocessor, OrtEngine engine, TensorLease lease)
      throws EngineException {
    try {
      preprocessor.into(frame.image(), lease.slot(0));
      return Scores.argmax(engine.run(lease, 1)[0]) == frame.label();
    } catch (UnreadableImageException unreadable) {
      return false; // the calibration counts and names it
    }
  }
}
