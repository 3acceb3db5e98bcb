package io.hawkvision.loadgen.run;

import io.hawkvision.loadgen.source.FrameSource;
import io.hawkvision.loadgen.source.LabelledFrame;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;

/** Some frames of a finite source, in an order of its own; called from one thread at a time. */
final class SliceSource implements FrameSource {
  private final FrameSource whole;
  private final List<Long> order = new ArrayList<>();

  /** Frames {@code from} to before {@code to}, shuffled by the seed; owns the source. */
  SliceSource(FrameSource whole, long from, long to, long seed) {
    if (from >= to) {
      throw new IllegalArgumentException("no frames from " + from + " to " + to);
    }
    this.whole = whole;
    for (long i = from; i < to; i++) {
      order.add(i);
    }
    Collections.shuffle(order, new Random(seed));
  }

  @Override
  public OptionalLong size() {
    return OptionalLong.of(order.size());
  }

  @Override
  public LabelledFrame frame(long index) throws IOException {
    return whole.frame(order.get((int) (index % order.size())));
  }

  @Override
  public List<String> labels() {
    return whole.labels();
  }

  @Override
  public void close() throws IOException {
    whole.close();
  }
}
