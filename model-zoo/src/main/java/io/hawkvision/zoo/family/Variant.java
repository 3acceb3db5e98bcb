package io.hawkvision.zoo.family;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.Optional;

/**
 * One network of a family.
 *
 * @param file the ONNX file
 * @param sha256 of the file, 64 hexadecimal digits
 * @param macs multiply-accumulates for one frame
 * @param output the network's output that becomes the logits
 * @param stem of an edge variant: its uint8 output [N,C,H,W] that a split encoder reads
 * @param integer whether this is an int8 network that must give exactly the integer reference's
 *     numbers
 */
public record Variant(
    String name,
    Tier tier,
    Path file,
    String sha256,
    long parameters,
    long macs,
    ImageInput input,
    NetworkOutput output,
    Optional<String> stem,
    boolean integer,
    VariantAccuracy accuracy) {
  public Variant {
    requireNonNull(name, "name");
    requireNonNull(tier, "tier");
    requireNonNull(file, "file");
    requireNonNull(sha256, "sha256");
    requireNonNull(input, "input");
    requireNonNull(output, "output");
    requireNonNull(stem, "stem");
    requireNonNull(accuracy, "accuracy");
    if (tier != Tier.EDGE && (integer || stem.isPresent())) {
      throw new IllegalArgumentException(name + ": only an edge variant is integer or has a stem");
    }
  }

  /** A network without a stem, in floating point, of which nothing was measured. */
  public Variant(
      String name,
      Tier tier,
      Path file,
      String sha256,
      long parameters,
      long macs,
      ImageInput input,
      NetworkOutput output) {
    this(
        name,
        tier,
        file,
        sha256,
        parameters,
        macs,
        input,
        output,
        Optional.empty(),
        false,
        VariantAccuracy.NONE);
  }

  /** The same variant under another name. */
  public Variant withName(String otherName) {
    return new Variant(
        otherName, tier, file, sha256, parameters, macs, input, output, stem, integer, accuracy);
  }

  /** The same variant from another file. */
  public Variant withFile(Path otherFile, String otherSha256) {
    return new Variant(
        name,
        tier,
        otherFile,
        otherSha256,
        parameters,
        macs,
        input,
        output,
        stem,
        integer,
        accuracy);
  }

  /** The same variant with what was measured of it. */
  public Variant withAccuracy(VariantAccuracy measured) {
    return new Variant(
        name, tier, file, sha256, parameters, macs, input, output, stem, integer, measured);
  }
}
