package io.hawkvision.edge.escalate;

import static java.util.Objects.requireNonNull;

import io.hawkvision.edge.frame.Deadline;
import io.hawkvision.edge.frame.FrameId;
import io.hawkvision.zoo.family.Family;
import io.hawkvision.zoo.family.Variant;

/** One frame for the datacenter. The payload is the posted picture, read-only from here on. */
@SuppressWarnings("ArrayRecordComponent") // wrapped once, read-only, never compared
public record EscalationRequest(
    FrameId id, Family family, Variant variant, String level, byte[] payload, Deadline deadline) {
  public EscalationRequest {
    requireNonNull(id, "id");
    requireNonNull(family, "family");
    requireNonNull(variant, "variant");
    requireNonNull(level, "level");
    requireNonNull(payload, "payload");
    requireNonNull(deadline, "deadline");
  }
}
