package io.hawkvision.loadgen.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.hawkvision.loadgen.source.FrameSource;
import io.hawkvision.loadgen.source.LabelledFrame;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class FrameSupplyTest {
  private final AtomicInteger made = new AtomicInteger();
  private boolean closed;

  private FrameSource ten() {
    return new FrameSource() {
      @Override
      public OptionalLong size() {
        return OptionalLong.of(10);
      }

      @Override
      public LabelledFrame frame(long index) {
        made.incrementAndGet();
        return new LabelledFrame("f" + index, "a", index, Buffer.buffer("x"));
      }

      @Override
      public List<String> labels() {
        return List.of("a");
      }

      @Override
      public void close() {
        closed = true;
      }
    };
  }

  @Test
  void slices_shareNoFrame_andEachSeedHasItsOrder() throws IOException {
    Set<String> tuning = new HashSet<>();
    Set<String> cell = new HashSet<>();
    try (SliceSource first = new SliceSource(ten(), 0, 3, 1);
        SliceSource second = new SliceSource(ten(), 3, 10, 7)) {
      for (int i = 0; i < 20; i++) {
        tuning.add(first.frame(i).name());
        cell.add(second.frame(i).name());
      }
    }
    assertThat(tuning).hasSize(3).doesNotContainAnyElementsOf(cell);
    assertThat(cell).hasSize(7);
    SliceSource other = new SliceSource(ten(), 3, 10, 8);
    SliceSource same = new SliceSource(ten(), 3, 10, 8);
    for (int i = 0; i < 7; i++) {
      assertThat(other.frame(i).name()).isEqualTo(same.frame(i).name());
    }
  }

  @Test
  void keptFrames_areMadeOnce_andLetGoOnce() throws IOException {
    KeptSource kept = new KeptSource(ten());
    for (int round = 0; round < 3; round++) {
      try (FrameSource borrowed = kept) {
        assertThat(borrowed.frame(4).name()).isEqualTo("f4");
      }
    }
    assertThat(made).hasValue(1);
    assertThat(closed).isFalse();
    kept.release();
    assertThat(closed).isTrue();
  }

  @Test
  void familyWithoutPhotographs_isMissed_roadsideIsNot() {
    FrameSupply supply = new FrameSupply(Optional.empty(), Optional.empty());
    assertThat(supply.missing("roadside")).isEmpty();
    assertThat(supply.missing("imagenette").orElseThrow()).contains("--images");
  }
}
