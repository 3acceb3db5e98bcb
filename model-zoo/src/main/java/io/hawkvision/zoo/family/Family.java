package io.hawkvision.zoo.family;

import static java.util.Objects.requireNonNull;

import io.hawkvision.zoo.policy.OutcomeTable;
import io.hawkvision.zoo.policy.Part;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * All networks for one task and label set. A value whose files have been checked when it was read;
 * nothing here touches a file again.
 *
 * @param variants exactly one of the edge tier, one or more of the DC tier, best one last
 * @param outcomes what the routes to these variants answered on labelled frames
 * @param manifestHash SHA-256 of family.yaml, 64 hexadecimal digits
 */
public record Family(
    String name,
    int version,
    Path directory,
    String description,
    String licence,
    List<String> labels,
    List<Variant> variants,
    Optional<Training> training,
    Optional<SplitModel> split,
    OutcomeTable outcomes,
    List<GoldenVector> golden,
    String manifestHash) {
  public Family {
    requireNonNull(name, "name");
    requireNonNull(directory, "directory");
    requireNonNull(description, "description");
    requireNonNull(licence, "licence");
    labels = List.copyOf(labels);
    variants = List.copyOf(variants);
    requireNonNull(training, "training");
    requireNonNull(split, "split");
    requireNonNull(outcomes, "outcomes");
    golden = List.copyOf(golden);
    requireNonNull(manifestHash, "manifestHash");
    if (variants.stream().filter(v -> v.tier() == Tier.EDGE).count() != 1) {
      throw new IllegalArgumentException("a family has exactly one edge variant");
    }
    if (variants.stream().noneMatch(v -> v.tier() == Tier.DC)) {
      throw new IllegalArgumentException("a family has at least one DC variant");
    }
  }

  /** The one variant of the edge tier. */
  public Variant edge() {
    return lastOf(Tier.EDGE);
  }

  /** The most accurate DC variant: the last one listed. */
  public Variant best() {
    return lastOf(Tier.DC);
  }

  /** The part of the outcome table that choices and promises rest on. */
  public OutcomeTable calibration() {
    return outcomes.part(Part.CALIBRATION);
  }

  public Optional<Variant> variant(String wanted) {
    return variants.stream().filter(v -> v.name().equals(wanted)).findFirst();
  }

  /** First eight bytes of the manifest's hash, big endian: the version's name on the wire. */
  public long manifestHashPrefix() {
    return ByteBuffer.wrap(manifestHashBytes()).getLong();
  }

  /** All 32 bytes of the manifest's hash. */
  public byte[] manifestHashBytes() {
    return HexFormat.of().parseHex(manifestHash);
  }

  private Variant lastOf(Tier tier) {
    return variants.stream()
        .filter(v -> v.tier() == tier)
        .reduce((first, second) -> second)
        .orElseThrow();
  }
}
