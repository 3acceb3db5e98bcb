package io.hawkvision.zoo.family;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;

/**
 * A file of a family and what it must contain.
 *
 * @param sha256 64 hexadecimal digits
 */
public record SealedFile(Path file, String sha256) {
  public SealedFile {
    requireNonNull(file, "file");
    requireNonNull(sha256, "sha256");
  }
}
