package io.hawkvision.zoo.split;

import java.util.LinkedHashMap;
import java.util.Map;

/** Counts of one worker; merged when all are done. One thread at a time. */
public final class Tally {
  private final Share edge = new Share();
  private final Map<String, Way> ways = new LinkedHashMap<>();

  /** One way of sending: right answers, and mean bytes and datagrams. */
  static final class Way {
    /** Where nothing usable came, the edge's answer counts. */
    private final Share withEdge = new Share();

    /** Where nothing usable came, the frame counts as wrong. */
    private final Share alone = new Share();

    private long bytes;
    private long datagrams;
    private long sent;

    void add(boolean rightWithEdge, boolean rightAlone) {
      withEdge.add(rightWithEdge);
      alone.add(rightAlone);
    }

    void bytes(int wireBytes, int count) {
      bytes += wireBytes;
      datagrams += count;
      sent++;
    }

    void add(Way other) {
      withEdge.add(other.withEdge);
      alone.add(other.alone);
      bytes += other.bytes;
      datagrams += other.datagrams;
      sent += other.sent;
    }

    Share withEdge() {
      return withEdge;
    }

    Share alone() {
      return alone;
    }

    double meanBytes() {
      return sent == 0 ? 0 : (double) bytes / sent;
    }

    double meanDatagrams() {
      return sent == 0 ? 0 : (double) datagrams / sent;
    }
  }

  Share edge() {
    return edge;
  }

  Way way(String name) {
    return ways.computeIfAbsent(name, key -> new Way());
  }

  /** The way when datagrams are lost. */
  Way lossy(String name, LossModel model, double loss) {
    return way(name + " " + model.word() + " " + Math.round(100 * loss));
  }

  /** Adds another worker's counts. */
  public void add(Tally other) {
    edge.add(other.edge);
    other.ways.forEach((name, way) -> way(name).add(way));
  }
}
