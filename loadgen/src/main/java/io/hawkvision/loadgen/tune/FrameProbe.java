package io.hawkvision.loadgen.tune;

import io.hawkvision.loadgen.source.FrameSource;
import io.hawkvision.loadgen.source.LabelledFrame;
import io.hawkvision.zoo.engine.EngineException;
import io.hawkvision.zoo.engine.OrtEngine;
import io.hawkvision.zoo.engine.TensorLease;
import io.hawkvision.zoo.family.Family;
import io.hawkvision.zoo.family.Tier;
import io.hawkvision.zoo.family.Variant;
import io.hawkvision.zoo.policy.Scores;
import io.hawkvision.zoo.preprocess.EncodedImage;
import io.hawkvision.zoo.preprocess.ImageLimits;
import io.hawkvision.zoo.preprocess.InputJpeg;
import io.hawkvision.zoo.preprocess.Preprocessor;
import io.hawkvision.zoo.preprocess.UnreadableImageException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * Asks every network of a family about labelled frames, with the classes that serve and no node.
 * One thread; owns its engines.
 */
public final class FrameProbe implements AutoCloseable {
  private final Family family;
  private final List<Integer> jpegQualities;
  private final List<Network> networks = new ArrayList<>();

  /** One variant and how its pictures are prepared. */
  private record Network(OrtEngine engine, Preprocessor preprocessor) implements AutoCloseable {
    static Network open(Family family, Variant variant) throws IOException {
      try {
        OrtEngine engine = OrtEngine.open(family, variant, new OrtEngine.Options(1, 1, 1));
        return new Network(engine, new Preprocessor(variant.input(), ImageLimits.DEFAULT));
      } catch (EngineException e) {
        throw new IOException(family.name() + " " + variant.name() + ": " + e.getMessage(), e);
      }
    }

    float[] probabilities(EncodedImage image) throws EngineException, UnreadableImageException {
      try (TensorLease lease = engine.acquire()) {
        preprocessor.into(image, lease.slot(0));
        return Scores.softmax(engine.run(lease, 1)[0]);
      }
    }

    @Override
    public void close() {
      engine.close();
    }
  }

  /**
   * Opens every variant.
   *
   * @param jpegQualities of pictures at network-input size, each 1 to 100
   */
  public FrameProbe(Family family, List<Integer> jpegQualities) throws IOException {
    this.family = family;
    this.jpegQualities = List.copyOf(jpegQualities);
    try {
      for (Variant variant : family.variants()) {
        networks.add(Network.open(family, variant));
      }
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    }
  }

  /** Frames {@code first} up to {@code first + count}; fewer when stopped. */
  public List<ProbedFrame> probe(FrameSource source, long first, int count, BooleanSupplier stopped)
      throws IOException {
    List<ProbedFrame> probed = new ArrayList<>();
    for (int i = 0; i < count && !stopped.getAsBoolean(); i++) {
      probed.add(probe(source.frame(first + i)));
    }
    return probed;
  }

  private ProbedFrame probe(LabelledFrame frame) throws IOException {
    int label = family.labels().indexOf(frame.label());
    byte[] bytes = frame.picture().getBytes();
    try {
      EncodedImage image = EncodedImage.probe(bytes, ImageLimits.DEFAULT);
      Map<String, Boolean> right = new HashMap<>();
      float[] edge = new float[0];
      Map<Integer, ProbedFrame.Small> small = Map.of();
      for (Network network : networks) {
        Variant variant = network.engine().variant();
        float[] probabilities = network.probabilities(image);
        if (variant.tier() == Tier.EDGE) {
          edge = probabilities;
        } else {
          right.put(variant.name(), Scores.argmax(probabilities) == label);
        }
        if (variant.equals(family.best())) {
          small = small(image, network, label);
        }
      }
      return new ProbedFrame(
          Scores.argmax(edge) == label,
          Scores.margin(edge),
          edge[Scores.argmax(edge)],
          right,
          small);
    } catch (EngineException | UnreadableImageException e) {
      throw new IOException(frame.name() + ": " + e.getMessage(), e);
    }
  }

  /** As a node that re-encodes would send it. */
  private Map<Integer, ProbedFrame.Small> small(EncodedImage image, Network best, int label)
      throws EngineException, UnreadableImageException {
    Map<Integer, ProbedFrame.Small> small = new HashMap<>();
    for (int quality : jpegQualities) {
      EncodedImage sent =
          InputJpeg.shrink(image, best.engine().variant().input(), quality, ImageLimits.DEFAULT);
      boolean right = Scores.argmax(best.probabilities(sent)) == label;
      small.put(quality, new ProbedFrame.Small(right, sent.bytes().length));
    }
    return small;
  }

  @Override
  public void close() {
    networks.forEach(Network::close);
  }
}
