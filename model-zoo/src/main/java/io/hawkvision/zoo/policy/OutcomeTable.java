package io.hawkvision.zoo.policy;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/**
 * What every variant of a family answered on the calibration frames: per frame its segment (frames
 * of one scene or camera are correlated), its order in the segment, the true label, the edge score
 * and each variant's answer. Immutable, any thread. The first variant is the edge variant, the last
 * one the best variant. The text form is described at {@link OutcomeCsv}.
 */
public final class OutcomeTable {
  private final List<String> variants;
  private final int[] segments;
  private final int[] orders;
  private final short[] labels;
  private final double[] scores;
  private final short[][] predicted;

  private OutcomeTable(Builder rows) {
    this.variants = rows.variants;
    int frames = rows.frames.size();
    this.segments = new int[frames];
    this.orders = new int[frames];
    this.labels = new short[frames];
    this.scores = new double[frames];
    this.predicted = new short[variants.size()][frames];
    for (int i = 0; i < frames; i++) {
      Outcome frame = rows.frames.get(i);
      segments[i] = frame.segment();
      orders[i] = frame.order();
      labels[i] = (short) frame.label();
      scores[i] = frame.score();
      for (int v = 0; v < variants.size(); v++) {
        predicted[v][i] = frame.predicted().get(v).shortValue();
      }
    }
  }

  /** Starts a table of these variants, edge variant first, best variant last. */
  public static Builder of(List<String> variants) {
    return new Builder(variants);
  }

  public int frames() {
    return scores.length;
  }

  /** Edge variant first, best variant last. */
  public List<String> variants() {
    return variants;
  }

  public int segment(int i) {
    return segments[i];
  }

  public int order(int i) {
    return orders[i];
  }

  /** The true label of frame i. */
  public int label(int i) {
    return labels[i];
  }

  /** The edge score of frame i. */
  public double score(int i) {
    return scores[i];
  }

  /** What a variant answered on frame i. */
  public int predicted(String variant, int i) {
    return predicted[column(variant)][i];
  }

  /** Whether a variant was right on frame i. */
  public boolean correct(String variant, int i) {
    return predicted[column(variant)][i] == labels[i];
  }

  /** Whether the edge variant gave the best variant's answer on frame i. */
  public boolean agrees(int i) {
    return predicted[0][i] == predicted[predicted.length - 1][i];
  }

  /** Share of the frames a variant was right on; 0 without frames. */
  public double accuracy(String variant) {
    short[] answers = predicted[column(variant)];
    int right = 0;
    for (int i = 0; i < answers.length; i++) {
      right += answers[i] == labels[i] ? 1 : 0;
    }
    return answers.length == 0 ? 0 : (double) right / answers.length;
  }

  private int column(String variant) {
    int column = variants.indexOf(variant);
    if (column < 0) {
      throw new IllegalArgumentException("no variant " + variant + " in the outcome table");
    }
    return column;
  }

  @Override
  public String toString() {
    return "OutcomeTable[frames=" + frames() + ", variants=" + variants + "]";
  }

  /**
   * One frame of the table.
   *
   * @param predicted each variant's answer, in the table's order
   */
  public record Outcome(int segment, int order, int label, double score, List<Integer> predicted) {
    public Outcome {
      predicted = List.copyOf(predicted);
      if (!(score >= 0 && score <= 1)) {
        throw new IllegalArgumentException("score outside 0..1: " + score);
      }
      requireLabel(label);
      predicted.forEach(Outcome::requireLabel);
      if (segment < 0 || order < 0) {
        throw new IllegalArgumentException("segment and order may not be negative");
      }
    }

    private static void requireLabel(int label) {
      if (label < 0 || label > Short.MAX_VALUE) {
        throw new IllegalArgumentException("label outside 0..32767: " + label);
      }
    }
  }

  /** Collects frames; one thread. */
  public static final class Builder {
    private final List<String> variants;
    private final List<Outcome> frames = new ArrayList<>();

    private Builder(List<String> variants) {
      this.variants = List.copyOf(variants);
      if (variants.isEmpty() || new HashSet<>(variants).size() != variants.size()) {
        throw new IllegalArgumentException("a table needs variants of different names");
      }
    }

    public Builder add(Outcome frame) {
      requireNonNull(frame, "frame");
      if (frame.predicted().size() != variants.size()) {
        throw new IllegalArgumentException(
            "an outcome needs " + variants.size() + " answers, one for each variant");
      }
      frames.add(frame);
      return this;
    }

    public OutcomeTable build() {
      return new OutcomeTable(this);
    }
  }
}
