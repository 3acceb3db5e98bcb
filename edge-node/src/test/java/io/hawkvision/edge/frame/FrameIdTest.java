package io.hawkvision.edge.frame;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class FrameIdTest {
  @Test
  void text_ofTheUlidSpecificationsExample_isEqual() {
    // 01ARZ3NDEKTSV4RRFFQ69G5FAV, the example in github.com/ulid/spec.
    FrameId id = new FrameId(0x01563E3AB5D3D676L, 0x4C61EFB99302BD5BL);
    assertThat(id).hasToString("01ARZ3NDEKTSV4RRFFQ69G5FAV");
  }

  @Test
  void text_ofTheLowestAndHighestId_has26Digits() {
    assertThat(new FrameId(0, 0)).hasToString("0".repeat(26));
    assertThat(new FrameId(-1, -1)).hasToString("7" + "Z".repeat(25));
  }

  @Test
  void text_sortsAsTimeDoes() {
    String earlier = FrameId.of(1_700_000_000_000L, -1, -1).toString();
    String later = FrameId.of(1_700_000_000_001L, 0, 0).toString();
    assertThat(earlier).isLessThan(later);
  }

  @Test
  void bytes_areBigEndian() {
    FrameId id = new FrameId(0x0102030405060708L, 0x090A0B0C0D0E0F10L);
    ByteBuffer bytes = ByteBuffer.wrap(id.toBytes());
    assertThat(new FrameId(bytes.getLong(), bytes.getLong())).isEqualTo(id);
    assertThat(id.toBytes()).startsWith(1, 2, 3).endsWith(15, 16);
  }

  @Test
  void drawnIds_differ() {
    FrameIds ids = new FrameIds();
    Set<FrameId> drawn = new HashSet<>();
    for (int i = 0; i < 10_000; i++) {
      drawn.add(ids.next());
    }
    assertThat(drawn).hasSize(10_000);
  }
}
