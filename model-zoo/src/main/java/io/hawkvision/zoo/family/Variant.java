package io.hawkvision.zoo.family;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;

/**
 * One network of a family.
 *
 * @param file the ONNX file
 * @param sha256 of the file, 64 hexadecimal digits
 * @param macs multiply-accumulates for one frame
 * @param output the network's output that holds the logits
 */
public record Variant(
    String name,
    Tier tier,
    Path file,
    String sha256,
    long parameters,
    long macs,
    ImageInput input,
    String output) {
  public Variant {
    requireNonNull(name, "name");
    requireNonNull(tier, "tier");
    requireNonNull(file, "file");
    requireNonNull(sha256, "sha256");
    requireNonNull(input, "input");
    requireNonNull(output, "output");
  }
}
