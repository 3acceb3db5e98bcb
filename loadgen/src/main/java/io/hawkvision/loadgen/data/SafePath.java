package io.hawkvision.loadgen.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.StringTokenizer;

/** A path out of an archive, made harmless. Pure. */
final class SafePath {
  private SafePath() {}

  /** Without {@code .} parts; empty for a path that is absolute, leads upwards or is odd. */
  static Optional<String> of(String path) {
    if (path.isEmpty() || path.startsWith("/") || path.indexOf('\\') >= 0 || hasControl(path)) {
      return Optional.empty();
    }
    List<String> parts = new ArrayList<>();
    StringTokenizer tokens = new StringTokenizer(path, "/");
    while (tokens.hasMoreTokens()) {
      String part = tokens.nextToken();
      if (part.equals("..")) {
        return Optional.empty();
      }
      if (!part.equals(".")) {
        parts.add(part);
      }
    }
    return Optional.of(String.join("/", parts));
  }

  private static boolean hasControl(String path) {
    return path.chars().anyMatch(Character::isISOControl);
  }
}
