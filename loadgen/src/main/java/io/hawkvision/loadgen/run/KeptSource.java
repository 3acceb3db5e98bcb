package io.hawkvision.loadgen.run;

import io.hawkvision.loadgen.source.FrameSource;
import io.hawkvision.loadgen.source.LabelledFrame;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Keeps every frame it gave: the systems of one seed are sent the same ones, and rendering them
 * again would take the cores that are measured. One thread at a time; lives as long as its seed.
 */
final class KeptSource implements FrameSource {
  private final FrameSource source;
  private final Map<Long, LabelledFrame> kept = new HashMap<>();

  KeptSource(FrameSource source) {
    this.source = source;
  }

  @Override
  public OptionalLong size() {
    return source.size();
  }

  @Override
  public LabelledFrame frame(long index) throws IOException {
    LabelledFrame known = kept.get(index);
    if (known == null) {
      known = source.frame(index);
      kept.put(index, known);
    }
    return known;
  }

  @Override
  public List<String> labels() {
    return source.labels();
  }

  /** Borrowers close it; only {@link #release} ends it. */
  @Override
  public void close() {}

  void release() throws IOException {
    kept.clear();
    source.close();
  }
}
