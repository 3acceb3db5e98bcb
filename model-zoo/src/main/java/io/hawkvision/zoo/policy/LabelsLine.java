package io.hawkvision.zoo.policy;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line of a table's origin that says which human labels were added to it.
 *
 * @param frames how many of the document's labels became frames
 * @param document SHA-256 of the document
 * @param manifest SHA-256 of the manifest the labelled frames were served by
 */
public record LabelsLine(int frames, String document, String manifest) {
  private static final Pattern SPELLING =
      Pattern.compile("labels ([0-9]{1,7}) document ([0-9a-f]{64}) manifest ([0-9a-f]{64})");

  public LabelsLine {
    requireNonNull(document, "document");
    requireNonNull(manifest, "manifest");
    if (!SPELLING.matcher(text(frames, document, manifest)).matches()) {
      throw new IllegalArgumentException(text(frames, document, manifest));
    }
  }

  private static String text(int frames, String document, String manifest) {
    return "labels " + frames + " document " + document + " manifest " + manifest;
  }

  /** The line: {@code labels 120 document 5e… manifest a0…}. */
  public String text() {
    return text(frames, document, manifest);
  }

  public static boolean isOne(String line) {
    return SPELLING.matcher(line).matches();
  }

  /** Those among a table's lines of origin. */
  public static List<LabelsLine> read(List<String> lines) {
    return lines.stream().map(LabelsLine::parse).flatMap(Optional::stream).toList();
  }

  private static Optional<LabelsLine> parse(String line) {
    Matcher parts = SPELLING.matcher(line);
    return parts.matches()
        ? Optional.of(
            new LabelsLine(Integer.parseInt(parts.group(1)), parts.group(2), parts.group(3)))
        : Optional.empty();
  }
}
