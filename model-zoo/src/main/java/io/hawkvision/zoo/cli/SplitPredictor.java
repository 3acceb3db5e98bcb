package io.hawkvision.zoo.cli;

import static java.util.Objects.requireNonNull;

import io.hawkvision.proto.feature.Level;
import io.hawkvision.zoo.engine.EngineException;
import io.hawkvision.zoo.engine.OrtEngine;
import io.hawkvision.zoo.engine.SplitTail;
import io.hawkvision.zoo.engine.TensorLease;
import io.hawkvision.zoo.family.Family;
import io.hawkvision.zoo.family.SplitModel;
import io.hawkvision.zoo.policy.Route;
import io.hawkvision.zoo.policy.Scores;
import io.hawkvision.zoo.preprocess.ImageLimits;
import io.hawkvision.zoo.preprocess.Preprocessor;
import io.hawkvision.zoo.preprocess.UnreadableImageException;
import io.hawkvision.zoo.split.SplitPath;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * The split model at every level with all, three quarters, half and a quarter of its packets. Which
 * ones arrive is drawn for each frame from its own code, each subset as likely as any other: a
 * bucket is calibrated at its worst fraction and without the luck that repeated base packets bring.
 */
final class SplitPredictor implements RoutePredictor {
  private static final int[] PERCENTS = {100, 75, 50, 25};

  private final OrtEngine edge;
  private final Preprocessor preprocessor;
  private final SplitPath path;
  private final Map<Level, UplinkMeter> uplink = new EnumMap<>(Level.class);

  SplitPredictor(Family family, SplitModel split, int workers) throws EngineException {
    for (Level level : Level.values()) {
      uplink.put(level, new UplinkMeter());
    }
    this.edge = OrtEngine.open(family, family.edge(), new OrtEngine.Options(workers, 1, 1));
    this.preprocessor = new Preprocessor(family.edge().input(), ImageLimits.DEFAULT);
    try {
      this.path = SplitPath.open(family, split);
    } catch (EngineException unusable) {
      edge.close();
      throw unusable;
    }
  }

  @Override
  public List<Route> routes() {
    List<Route> routes = new ArrayList<>();
    for (Level level : Level.values()) {
      for (int percent : PERCENTS) {
        routes.add(new Route(SplitModel.ROUTE, level.word(), percent));
      }
    }
    return routes;
  }

  @Override
  public List<Integer> predict(LabelledFrame frame)
      throws EngineException, UnreadableImageException {
    byte[] code = path.code(stem(frame));
    List<SplitTail.Arrived> receptions = new ArrayList<>();
    for (Level level : Level.values()) {
      List<byte[]> datagrams = path.datagrams(code, level);
      requireNonNull(uplink.get(level)).addDatagrams(datagrams);
      Random random = new Random(Arrays.hashCode(code));
      for (int percent : PERCENTS) {
        receptions.add(path.received(datagrams, subset(random, percent)));
      }
    }
    List<Integer> predicted = new ArrayList<>();
    for (float[] logits : path.logits(receptions)) {
      predicted.add(Scores.argmax(logits));
    }
    return predicted;
  }

  @Override
  public List<String> uplink() {
    List<String> lines = new ArrayList<>();
    uplink.forEach(
        (level, meter) -> {
          if (meter.frames() > 0) {
            lines.add(meter.line(level.word()));
          }
        });
    return lines;
  }

  private byte[] stem(LabelledFrame frame) throws EngineException, UnreadableImageException {
    try (TensorLease lease = edge.acquire()) {
      preprocessor.into(frame.image(), lease.slot(0));
      return edge.runWithStem(lease, 1).stems()[0];
    }
  }

  private BitSet subset(Random random, int percent) {
    int packets = path.tables().layout().packets();
    int kept = Math.max(1, packets * percent / 100);
    List<Integer> order = new ArrayList<>();
    for (int p = 0; p < packets; p++) {
      order.add(p);
    }
    Collections.shuffle(order, random);
    BitSet arrived = new BitSet();
    order.subList(0, kept).forEach(arrived::set);
    return arrived;
  }

  @Override
  public void close() {
    edge.close();
    path.close();
  }
}
