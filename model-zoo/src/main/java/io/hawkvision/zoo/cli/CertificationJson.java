package io.hawkvision.zoo.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hawkvision.zoo.certify.Certificate;
import io.hawkvision.zoo.certify.Certification;
import io.hawkvision.zoo.certify.Certifier;
import io.hawkvision.zoo.family.Family;
import io.hawkvision.zoo.policy.Policy;
import io.hawkvision.zoo.policy.Target;
import java.util.Map;
import java.util.TreeMap;

/** A certification as one JSON object. Pure. */
final class CertificationJson {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int SHOWN_DIGITS = 16;

  private CertificationJson() {}

  static ObjectNode of(Family family, Target target, Certification result) {
    ObjectNode json = JSON.createObjectNode();
    json.put("family", family.name()).put("version", family.version());
    json.put("kind", target.kind()).put("target", target.value());
    if (result instanceof Certification.Certified certified) {
      certificate(certified.certificate(), json.put("outcome", "certified"));
    } else if (result instanceof Certification.NotYet notYet) {
      json.put("outcome", "not_yet").put("lower_bound", notYet.lowerBound());
      json.put("estimate", notYet.estimate()).put("max_certified", notYet.maxCertified());
      notYet.missingFrames().ifPresent(frames -> json.put("missing_frames", frames));
    } else if (result instanceof Certification.Unattainable unattainable) {
      json.put("outcome", "unattainable").put("upper_bound", unattainable.upperBound());
      json.put("max_certified", unattainable.maxCertified());
    }
    return json;
  }

  private static void certificate(Certificate certificate, ObjectNode json) {
    json.put("certificate", certificate.id()).put("target_on_grid", certificate.target().onGrid());
    json.put("confidence_level", Certifier.CONFIDENCE).put("delta", certificate.basis().delta());
    json.put("menu", certificate.menu()).put("segments", certificate.basis().segments());
    json.put("escalated_share", certificate.basis().escalatedShare());
    json.set("policy", policy(certificate.policy()));
    ArrayNode prefix = json.putArray("certified_prefix");
    certificate.prefix().forEach(policy -> prefix.add(policy(policy)));
    ObjectNode hashes = json.putObject("dependencies");
    new TreeMap<>(certificate.dependencies().hashes()).forEach(hashes::put);
    json.put("created", certificate.created().toString());
    json.put("valid_until", certificate.validUntil().toString());
  }

  /** Thresholds beyond every score stand as 2: JSON knows no infinity. */
  private static ObjectNode policy(Policy policy) {
    double beyond = 2;
    return JSON.createObjectNode()
        .put("upper", Math.min(beyond, policy.upper()))
        .put("middle", policy.middle().toString())
        .put("lower", Math.min(beyond, policy.lower()))
        .put("hard", policy.hard().toString());
  }

  /** The first digits of a hash, as people compare them. */
  static String cut(Map.Entry<String, String> hash) {
    return hash.getValue().substring(0, Math.min(SHOWN_DIGITS, hash.getValue().length()));
  }
}
