package io.hawkvision.zoo.engine;

import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts native things that are open, by kind: the gauge that must be back at zero after every test
 * and after a drain. Any thread.
 */
public final class NativeHandles {
  /** What is counted. */
  public enum Kind {
    TENSOR_LEASE("tensor-lease"),
    ORT_SESSION("ort-session"),
    ORT_TENSOR("ort-tensor"),
    MAT("mat");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    /** The kind's name in metrics. */
    public String word() {
      return word;
    }
  }

  private static final Map<Kind, AtomicLong> OPEN = new EnumMap<>(Kind.class);

  static {
    for (Kind kind : Kind.values()) {
      OPEN.put(kind, new AtomicLong());
    }
  }

  private NativeHandles() {}

  /** Opens minus closes of a kind; 0 for a kind that does not exist. */
  public static long open(String kind) {
    return openByKind().getOrDefault(kind, 0L);
  }

  public static Map<String, Long> openByKind() {
    Map<String, Long> open = new TreeMap<>();
    OPEN.forEach((kind, count) -> open.put(kind.word(), count.get()));
    return open;
  }

  /** To be called right after something was opened. */
  public static void opened(Kind kind) {
    count(kind, 1);
  }

  /** To be called right after something was closed. */
  public static void closed(Kind kind) {
    count(kind, -1);
  }

  /** Several at once; negative for closes. */
  public static void count(Kind kind, int change) {
    AtomicLong counter = OPEN.get(kind);
    if (counter != null) {
      counter.addAndGet(change);
    }
  }
}
