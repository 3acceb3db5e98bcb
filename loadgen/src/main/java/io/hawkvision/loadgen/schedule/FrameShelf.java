package io.hawkvision.loadgen.schedule;

import io.hawkvision.loadgen.source.FrameSource;
import io.hawkvision.loadgen.source.LabelledFrame;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps frames that will be sent again, as far as the byte budget goes; what does not fit is made
 * again. The last frame is always kept. One thread at a time.
 */
public final class FrameShelf {
  private final FrameSource source;
  private final long budgetBytes;
  private final Map<Long, LabelledFrame> kept = new HashMap<>();
  private long keptBytes;
  private long lastIndex = -1;
  private Optional<LabelledFrame> last = Optional.empty();

  public FrameShelf(FrameSource source, long budgetBytes) {
    this.source = source;
    this.budgetBytes = budgetBytes;
  }

  LabelledFrame frame(long index) throws IOException {
    if (last.isEmpty() || lastIndex != index) {
      LabelledFrame known = kept.get(index);
      last = Optional.of(known == null ? make(index) : known);
      lastIndex = index;
    }
    return last.get();
  }

  private LabelledFrame make(long index) throws IOException {
    LabelledFrame made = source.frame(index);
    if (keptBytes + made.bytes() <= budgetBytes) {
      kept.put(index, made);
      keptBytes += made.bytes();
    }
    return made;
  }
}
