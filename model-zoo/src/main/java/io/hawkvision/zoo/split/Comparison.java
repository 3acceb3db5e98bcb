package io.hawkvision.zoo.split;

import io.hawkvision.proto.feature.FeaturePacket;
import io.hawkvision.proto.feature.Level;
import io.hawkvision.zoo.engine.EngineException;
import io.hawkvision.zoo.engine.Inference;
import io.hawkvision.zoo.engine.OrtEngine;
import io.hawkvision.zoo.engine.SplitTail;
import io.hawkvision.zoo.engine.TensorLease;
import io.hawkvision.zoo.family.Family;
import io.hawkvision.zoo.family.Fit;
import io.hawkvision.zoo.family.ImageInput;
import io.hawkvision.zoo.family.SplitModel;
import io.hawkvision.zoo.policy.Scores;
import io.hawkvision.zoo.preprocess.EncodedImage;
import io.hawkvision.zoo.preprocess.ImageLimits;
import io.hawkvision.zoo.preprocess.JpegEncoder;
import io.hawkvision.zoo.preprocess.Preprocessor;
import io.hawkvision.zoo.preprocess.UnreadableImageException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Sends frames in every way there is, feature packets, JPEG, one datagram several times, over links
 * that lose some of it, and counts right answers and bytes. JPEG pictures are those the best
 * variant would see, in its size; a JPEG of which a datagram is lost is lost. Several frames at a
 * time.
 */
public final class Comparison implements AutoCloseable {
  /** Headers of IPv4 and UDP. */
  public static final int UDP_IP_BYTES = 28;

  static final int[] QUALITIES = {5, 10, 15, 20, 30, 50, 75, 90};
  static final double[] STRENGTHS = {3, 5, 8, 12, 18, 27, 40, 60, 90};
  static final double[] LOSSES = {0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6};
  static final int MOST_COPIES = 3;
  private static final int PLAIN_QUALITY = 30;

  private final Family family;
  private final SplitPath path;
  private final OrtEngine edge;
  private final OrtEngine best;
  private final Preprocessor edgeView;
  private final Preprocessor bestView;

  /** Takes pictures that have the best variant's size already. */
  private final Preprocessor sent;

  private final TaskJpeg taskJpeg;

  /**
   * Loads the networks.
   *
   * @param design frames that the task-aware quantisation tables are made from
   */
  public Comparison(Family family, SplitModel split, int workers, List<EncodedImage> design)
      throws EngineException, UnreadableImageException {
    this.family = family;
    ImageInput input = family.best().input();
    this.edgeView = new Preprocessor(family.edge().input(), ImageLimits.DEFAULT);
    this.bestView = new Preprocessor(input, ImageLimits.DEFAULT);
    this.sent =
        new Preprocessor(
            new ImageInput(
                input.name(),
                input.width(),
                input.height(),
                Fit.STRETCH,
                1,
                input.format(),
                input.mean(),
                input.scale()),
            ImageLimits.DEFAULT);
    List<byte[]> pictures = new ArrayList<>();
    for (EncodedImage image : design) {
      pictures.add(bestView.rgb(image));
    }
    this.taskJpeg = TaskJpeg.of(pictures, input.width(), input.height());
    OrtEngine.Options options = new OrtEngine.Options(workers, 1, 1);
    this.path = SplitPath.open(family, split);
    this.edge = OrtEngine.open(family, family.edge(), options);
    this.best = OrtEngine.open(family, family.best(), options);
  }

  /** Adds one frame to a tally; the random losses follow from {@code seed}. */
  public void add(Tally tally, EncodedImage image, int label, long seed)
      throws EngineException, UnreadableImageException, IOException {
    Inference local = local(image);
    boolean edgeRight = Scores.argmax(local.logits()[0]) == label;
    tally.edge().add(edgeRight);
    byte[] code = path.code(local.stems()[0]);
    features(tally, code, label, edgeRight, seed);
    pictures(tally, image, label, edgeRight, seed);
  }

  private Inference local(EncodedImage image) throws EngineException, UnreadableImageException {
    try (TensorLease lease = edge.acquire()) {
      edgeView.into(image, lease.slot(0));
      return edge.runWithStem(lease, 1);
    }
  }

  private void features(Tally tally, byte[] code, int label, boolean edgeRight, long seed)
      throws EngineException {
    int packets = path.tables().layout().packets();
    for (Level level : Level.values()) {
      List<byte[]> datagrams = path.datagrams(code, level);
      Batch batch = new Batch(label, edgeRight);
      BitSet all = new BitSet();
      all.set(0, datagrams.size());
      batch.send(datagrams, all, tally.way(level.word()));
      tally.way(level.word()).bytes(bytes(datagrams), datagrams.size());
      for (int k = 1; k <= packets; k++) {
        BitSet prefix = new BitSet();
        prefix.set(0, k);
        Tally.Way way = tally.way(level.word() + " first " + k + " of " + packets);
        batch.send(datagrams, prefix, way);
        way.bytes(bytes(datagrams.subList(0, k)), k);
      }
      for (LossModel model : LossModel.values()) {
        for (double loss : LOSSES) {
          SplittableRandom random = new SplittableRandom(seed);
          BitSet arrived = model.arrivals(random, datagrams.size(), loss);
          Tally.Way way = tally.lossy(level.word(), model, loss);
          batch.send(datagrams, arrived, way);
        }
      }
      boolean isRight = batch.run(path);
      single(tally, level, path.bareBytes(code, level), isRight, edgeRight, seed);
    }
  }

  /** The rival: the whole code in one datagram, sent k times. */
  private void single(
      Tally tally, Level level, int bare, boolean isRight, boolean edgeRight, long seed) {
    for (int copies = 1; copies <= MOST_COPIES; copies++) {
      String name = "one datagram x" + copies + " " + level.word();
      int bytes = copies * (bare + FeaturePacket.HEADER_BYTES + UDP_IP_BYTES);
      tally.way(name).add(isRight, isRight);
      tally.way(name).bytes(bytes, copies);
      for (LossModel model : LossModel.values()) {
        for (double loss : LOSSES) {
          boolean came = !model.arrivals(new SplittableRandom(seed), copies, loss).isEmpty();
          tally.lossy(name, model, loss).add(came ? isRight : edgeRight, came && isRight);
        }
      }
    }
  }

  private static int bytes(List<byte[]> datagrams) {
    return datagrams.stream().mapToInt(datagram -> datagram.length + UDP_IP_BYTES).sum();
  }

  private void pictures(Tally tally, EncodedImage image, int label, boolean edgeRight, long seed)
      throws EngineException, UnreadableImageException, IOException {
    ImageInput input = family.best().input();
    byte[] rgb = bestView.rgb(image);
    for (int quality : QUALITIES) {
      byte[] jpeg = JpegEncoder.encode(rgb, input.width(), input.height(), quality);
      boolean isRight = isRight(jpeg, label);
      int datagrams = datagrams(jpeg.length);
      Tally.Way way = tally.way("JPEG quality " + quality);
      way.add(isRight, isRight);
      way.bytes(wire(jpeg.length), datagrams);
      if (quality == PLAIN_QUALITY) {
        lossy(tally, "JPEG quality " + quality, datagrams, isRight, edgeRight, seed);
      }
    }
    for (double strength : STRENGTHS) {
      byte[] jpeg = taskJpeg.encode(rgb, input.width(), input.height(), strength);
      boolean isRight = isRight(jpeg, label);
      int bytes = TaskJpeg.bytesWithoutTables(jpeg);
      Tally.Way way = tally.way("task-aware JPEG " + Math.round(strength));
      way.add(isRight, isRight);
      way.bytes(wire(bytes), datagrams(bytes));
    }
  }

  private static void lossy(
      Tally tally, String name, int datagrams, boolean isRight, boolean edgeRight, long seed) {
    for (LossModel model : LossModel.values()) {
      for (double loss : LOSSES) {
        BitSet arrived = model.arrivals(new SplittableRandom(seed), datagrams, loss);
        boolean came = arrived.cardinality() == datagrams;
        tally.lossy(name, model, loss).add(came ? isRight : edgeRight, came && isRight);
      }
    }
  }

  private boolean isRight(byte[] jpeg, int label) throws EngineException, UnreadableImageException {
    try (TensorLease lease = best.acquire()) {
      sent.into(EncodedImage.probe(jpeg, ImageLimits.DEFAULT), lease.slot(0));
      return Scores.argmax(best.run(lease, 1)[0]) == label;
    }
  }

  private static int datagrams(int bytes) {
    int room = FeaturePacket.MAX_BYTES - FeaturePacket.HEADER_BYTES;
    return (bytes + room - 1) / room;
  }

  private static int wire(int bytes) {
    return bytes + datagrams(bytes) * (FeaturePacket.HEADER_BYTES + UDP_IP_BYTES);
  }

  /** Receptions of one frame that the tail answers in one run. */
  private static final class Batch {
    private final int label;
    private final boolean edgeRight;
    private final List<List<byte[]>> sent = new ArrayList<>();
    private final List<BitSet> arrivals = new ArrayList<>();
    private final List<Tally.Way> ways = new ArrayList<>();

    Batch(int label, boolean edgeRight) {
      this.label = label;
      this.edgeRight = edgeRight;
    }

    /** Where nothing arrives the edge answers, or the frame counts as wrong. */
    void send(List<byte[]> datagrams, BitSet arrived, Tally.Way way) {
      if (arrived.isEmpty()) {
        way.add(edgeRight, false);
        return;
      }
      sent.add(datagrams);
      arrivals.add(arrived);
      ways.add(way);
    }

    /** Counts all; whether the first reception was answered right. */
    boolean run(SplitPath path) throws EngineException {
      List<SplitTail.Arrived> receptions = new ArrayList<>();
      for (int i = 0; i < sent.size(); i++) {
        receptions.add(path.received(sent.get(i), arrivals.get(i)));
      }
      float[][] logits = path.logits(receptions);
      for (int i = 0; i < logits.length; i++) {
        boolean isRight = Scores.argmax(logits[i]) == label;
        ways.get(i).add(isRight, isRight);
      }
      return Scores.argmax(logits[0]) == label;
    }
  }

  @Override
  public void close() {
    path.close();
    edge.close();
    best.close();
  }
}
