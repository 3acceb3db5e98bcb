package io.hawkvision.dc.intake;

import static java.util.Objects.requireNonNull;

import io.hawkvision.dc.intake.Outcome.Refusal;
import io.hawkvision.dc.intake.Outcome.Refused;
import io.hawkvision.dc.models.Catalogue;
import io.hawkvision.dc.models.ModelKey;
import io.hawkvision.dc.models.ServedModel;
import io.hawkvision.proto.Escalation;
import io.hawkvision.zoo.policy.Policy;
import io.hawkvision.zoo.preprocess.EncodedImage;
import io.hawkvision.zoo.preprocess.ImageLimits;
import io.hawkvision.zoo.preprocess.UnreadableImageException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Whether an escalation may become a frame. Pure; the event loop calls it, no native code. */
final class EscalationCheck {
  /** Whole pictures, as posted or shrunk to the network's input. */
  static final Set<String> LEVELS = Set.of(Policy.LEVEL_ORIGINAL, Policy.LEVEL_INPUT);

  private final Catalogue catalogue;
  private final ImageLimits limits;

  EscalationCheck(Catalogue catalogue, ImageLimits limits) {
    this.catalogue = requireNonNull(catalogue, "catalogue");
    this.limits = requireNonNull(limits, "limits");
  }

  /** What the checks found: either the parts of a frame, or why there is none. */
  sealed interface Checked permits Checked.Sound, Checked.Unsound {
    record Sound(FrameId id, ModelKey model, EncodedImage image) implements Checked {}

    record Unsound(Refused refused) implements Checked {}
  }

  Checked check(Escalation escalation) {
    Optional<FrameId> id = FrameId.of(escalation.getRequestId());
    if (id.isEmpty()) {
      return unsound(Refusal.BAD_PAYLOAD, "request_id is not 16 bytes");
    }
    ModelKey key =
        new ModelKey(escalation.getFamily(), escalation.getVersion(), escalation.getVariant());
    Optional<ServedModel> model = catalogue.find(key);
    if (model.isEmpty()) {
      return unsound(Refusal.UNKNOWN_VERSION, "no such family, version or variant");
    }
    if (model.get().family().manifestHashPrefix() != escalation.getManifestHashPrefix()) {
      return unsound(Refusal.UNKNOWN_VERSION, "another manifest");
    }
    if (!LEVELS.contains(escalation.getLevel())) {
      return unsound(Refusal.UNKNOWN_VERSION, "level is none of " + new TreeSet<>(LEVELS));
    }
    if (escalation.getBudgetMicros() == 0) {
      return unsound(Refusal.EXPIRED, "no budget left on receipt");
    }
    return checkImage(id.get(), key, escalation);
  }

  private Checked checkImage(FrameId id, ModelKey key, Escalation escalation) {
    if (escalation.getPayload().size() > limits.maxBytes()) {
      return unsound(Refusal.BAD_PAYLOAD, "picture is too_large");
    }
    try {
      byte[] bytes = escalation.getPayload().toByteArray();
      return new Checked.Sound(id, key, EncodedImage.probe(bytes, limits));
    } catch (UnreadableImageException e) {
      String reason = e.reason().name().toLowerCase(Locale.ROOT);
      return unsound(Refusal.BAD_PAYLOAD, "picture is " + reason);
    }
  }

  private static Checked unsound(Refusal refusal, String detail) {
    return new Checked.Unsound(new Refused(refusal, detail));
  }
}
