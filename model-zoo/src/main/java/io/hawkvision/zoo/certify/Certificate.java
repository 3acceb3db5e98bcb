package io.hawkvision.zoo.certify;

import static java.util.Objects.requireNonNull;

import io.hawkvision.zoo.family.Sha256;
import io.hawkvision.zoo.policy.Policy;
import io.hawkvision.zoo.policy.Target;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/**
 * The proof that a policy meets a target: with a probability of at least {@link
 * Certifier#CONFIDENCE} over the calibration draw, the expected accuracy on traffic exchangeable
 * with the calibration frames meets it. Whatever it depends on voids it by changing.
 *
 * @param target on the 0.1-point grid
 * @param menu the routes' menu, by name
 * @param prefix the policies that passed the test, in its order, from the most accurate to the
 *     cheapest; the last one is served, and the safe side is towards the first
 */
public record Certificate(
    String family,
    int version,
    Target target,
    String menu,
    List<Policy> prefix,
    Basis basis,
    Dependencies dependencies,
    Instant created,
    Instant validUntil) {
  private static final int ID_DIGITS = 16;

  /**
   * What the proof rests on.
   *
   * @param delta the share of this menu: the probability with which the certificate may be wrong
   * @param segments independent segments that one frame each was tested of
   * @param escalatedShare share of them that the served policy escalates
   * @param escalationBound upper bound on the share of the traffic that it escalates
   * @param localDisagreement upper bound on the share of the edge's answers that differ from the
   *     best variant's, where the policy lets the edge answer
   */
  public record Basis(
      double delta,
      int segments,
      double escalatedShare,
      double escalationBound,
      double localDisagreement) {}

  public Certificate {
    requireNonNull(family, "family");
    requireNonNull(target, "target");
    requireNonNull(menu, "menu");
    prefix = List.copyOf(prefix);
    requireNonNull(basis, "basis");
    requireNonNull(dependencies, "dependencies");
    requireNonNull(created, "created");
    requireNonNull(validUntil, "validUntil");
    if (prefix.isEmpty()) {
      throw new IllegalArgumentException("a certificate without a policy");
    }
  }

  /** The cheapest policy that was certified. */
  public Policy policy() {
    return prefix.get(prefix.size() - 1);
  }

  /**
   * A policy nearer to the safe side.
   *
   * @param share 1 for the certified policy, 0 for the first, most accurate one of its sequence
   */
  public Policy policy(double share) {
    int last = prefix.size() - 1;
    return prefix.get((int) Math.floor(Math.max(0, Math.min(1, share)) * last));
  }

  /** What has changed since, by name; a certificate is void unless it is empty. */
  public List<String> changesTo(Dependencies now) {
    return dependencies.changesTo(now);
  }

  public boolean isCurrent(Instant now) {
    return now.isBefore(validUntil);
  }

  /** Names the proof, not the moment: the same calibration gives the same id. */
  public String id() {
    String text =
        String.join(
            "\n",
            family + " " + version,
            target.kind() + " " + String.format(Locale.ROOT, "%.3f", target.onGrid()),
            menu + " " + basis,
            prefix.toString(),
            new TreeMap<>(dependencies.hashes()).toString());
    return Sha256.of(text.getBytes(StandardCharsets.UTF_8)).substring(0, ID_DIGITS);
  }
}
