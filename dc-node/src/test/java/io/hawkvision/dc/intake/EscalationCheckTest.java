package io.hawkvision.dc.intake;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.hawkvision.dc.Fixtures;
import io.hawkvision.dc.intake.EscalationCheck.Checked;
import io.hawkvision.dc.intake.Outcome.Refusal;
import io.hawkvision.dc.models.ModelKey;
import io.hawkvision.proto.Escalation;
import io.hawkvision.zoo.preprocess.ImageLimits;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class EscalationCheckTest {
  private static final ImageLimits LIMITS = new ImageLimits(4_096, 100, 5_000);

  private final EscalationCheck check = new EscalationCheck(Fixtures.catalogue(), LIMITS);

  private Checked check(UnaryOperator<Escalation.Builder> change) {
    return check.check(change.apply(Fixtures.escalation(7).toBuilder()).build());
  }

  private void assertRefused(UnaryOperator<Escalation.Builder> change, Refusal refusal) {
    Checked checked = check(change);
    assertThat(checked).isInstanceOf(Checked.Unsound.class);
    assertThat(((Checked.Unsound) checked).refused().refusal()).isEqualTo(refusal);
  }

  @Test
  void check_soundEscalation_keepsIdModelAndPicture() {
    Checked.Sound sound = (Checked.Sound) check(same -> same);
    assertThat(sound.id()).isEqualTo(new FrameId(0, 7));
    assertThat(sound.model()).isEqualTo(new ModelKey("signs", 1, "dc-m"));
    assertThat(sound.image().width()).isEqualTo(Fixtures.SIDE);
  }

  @Test
  void check_idOfAnotherLength_isBadPayload() {
    assertRefused(e -> e.setRequestId(ByteString.copyFrom(new byte[15])), Refusal.BAD_PAYLOAD);
    assertRefused(Escalation.Builder::clearRequestId, Refusal.BAD_PAYLOAD);
  }

  @Test
  void check_modelThatIsNotServed_isUnknownVersion() {
    assertRefused(e -> e.setFamily("birds"), Refusal.UNKNOWN_VERSION);
    assertRefused(e -> e.setVersion(2), Refusal.UNKNOWN_VERSION);
    assertRefused(e -> e.setVariant("edge-s"), Refusal.UNKNOWN_VERSION);
    assertRefused(e -> e.setManifestHashPrefix(1), Refusal.UNKNOWN_VERSION);
    assertRefused(e -> e.setLevel("features-b4"), Refusal.UNKNOWN_VERSION);
  }

  @Test
  void check_noBudget_isExpired() {
    assertRefused(Escalation.Builder::clearBudgetMicros, Refusal.EXPIRED);
  }

  @Test
  void check_bytesThatAreNoPicture_isBadPayload() {
    assertRefused(Escalation.Builder::clearPayload, Refusal.BAD_PAYLOAD);
    assertRefused(
        e -> e.setPayload(ByteString.copyFromUtf8("no picture at all")), Refusal.BAD_PAYLOAD);
    assertRefused(e -> e.setPayload(Fixtures.truncated()), Refusal.BAD_PAYLOAD);
  }

  @Test
  void check_pictureOverTheLimits_isBadPayload() {
    assertRefused(e -> e.setPayload(Fixtures.jpeg(101, 10)), Refusal.BAD_PAYLOAD);
    assertRefused(e -> e.setPayload(Fixtures.jpeg(90, 90)), Refusal.BAD_PAYLOAD);
    assertRefused(
        e -> e.setPayload(e.getPayload().concat(ByteString.copyFrom(new byte[4_096]))),
        Refusal.BAD_PAYLOAD);
  }
}
