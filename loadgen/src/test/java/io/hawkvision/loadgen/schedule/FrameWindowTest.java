package io.hawkvision.loadgen.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hawkvision.loadgen.source.FrameSource;
import io.hawkvision.loadgen.source.LabelledFrame;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Tag("flow")
@Timeout(20)
class FrameWindowTest {
  /** Counts how often it made a frame; frames have 1 KiB. */
  private static final class CountingSource implements FrameSource {
    private final AtomicInteger made = new AtomicInteger();
    private final long breaksAt;

    CountingSource(long breaksAt) {
      this.breaksAt = breaksAt;
    }

    @Override
    public OptionalLong size() {
      return OptionalLong.empty();
    }

    @Override
    public LabelledFrame frame(long index) throws IOException {
      if (index == breaksAt) {
        throw new IOException("disk on fire");
      }
      made.incrementAndGet();
      return new LabelledFrame("f" + index, "x", index, Buffer.buffer(new byte[1024]));
    }

    @Override
    public List<String> labels() {
      return List.of("x");
    }

    @Override
    public void close() {}
  }

  private static Leg leg(int targets, long frames) {
    return Leg.of(targets, frames, true).get(0);
  }

  private static List<String> take(FrameWindow window, int count) throws Exception {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      names.add(window.take().name());
    }
    return names;
  }

  @Test
  void take_interleavedTargets_getsEachFrameOnceMade() throws Exception {
    CountingSource source = new CountingSource(-1);
    try (FrameWindow window =
        new FrameWindow(leg(2, 3), new FrameShelf(source, 0), FrameWindow.Bound.DEFAULT)) {
      window.awaitFull();
      assertThat(take(window, 6)).containsExactly("f0", "f0", "f1", "f1", "f2", "f2");
    }
    assertThat(source.made).hasValue(3);
  }

  @Test
  void window_full_stopsMakingAtTheBoundOfFrames() throws Exception {
    CountingSource source = new CountingSource(-1);
    var bound = new FrameWindow.Bound(5, 1_000_000);
    try (FrameWindow window = new FrameWindow(leg(1, 1000), new FrameShelf(source, 0), bound)) {
      window.awaitFull();
      assertThat(source.made.get()).isBetween(5, 6);
      assertThat(take(window, 3)).containsExactly("f0", "f1", "f2");
    }
    assertThat(source.made.get()).isLessThan(12);
  }

  @Test
  void window_full_stopsMakingAtTheBoundOfBytes() throws Exception {
    CountingSource source = new CountingSource(-1);
    var bound = new FrameWindow.Bound(1000, 4);
    try (FrameWindow window = new FrameWindow(leg(1, 1000), new FrameShelf(source, 0), bound)) {
      window.awaitFull();
      assertThat(source.made.get()).isBetween(4, 5);
    }
  }

  @Test
  void take_sourceBreaks_failsAfterTheGoodFrames() throws Exception {
    CountingSource source = new CountingSource(2);
    try (FrameWindow window =
        new FrameWindow(leg(1, 9), new FrameShelf(source, 0), FrameWindow.Bound.DEFAULT)) {
      window.awaitFull();
      assertThat(take(window, 2)).containsExactly("f0", "f1");
      assertThatThrownBy(window::take).rootCause().hasMessage("disk on fire");
    }
  }

  @Test
  void shelf_withinBudget_makesFramesOnceForAllLegs() throws Exception {
    CountingSource source = new CountingSource(-1);
    FrameShelf shelf = new FrameShelf(source, 2048);
    for (Leg leg : Leg.of(2, 3, false)) {
      try (FrameWindow window = new FrameWindow(leg, shelf, FrameWindow.Bound.DEFAULT)) {
        assertThat(take(window, 3)).containsExactly("f0", "f1", "f2");
      }
    }
    assertThat(source.made).hasValue(4); // f0 and f1 kept, f2 made twice
  }
}
