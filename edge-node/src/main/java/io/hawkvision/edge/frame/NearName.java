package io.hawkvision.edge.frame;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds the known name that a misspelt one was probably meant to be. Pure. */
public final class NearName {
  private static final int MAX_COMPARED_CHARS = 64;

  private NearName() {}

  /** The nearest known name, if at most a third of its letters (and at least two) differ. */
  public static Optional<String> of(String wrong, Collection<String> known) {
    if (wrong.length() > MAX_COMPARED_CHARS) {
      return Optional.empty();
    }
    return known.stream()
        .filter(name -> distance(wrong, name) <= Math.max(2, name.length() / 3))
        .min(Comparator.comparingInt((String name) -> distance(wrong, name)).thenComparing(n -> n));
  }

  /** " (did you mean X?)", or nothing. */
  public static String hint(String wrong, Collection<String> known) {
    return of(wrong, known).map(name -> " (did you mean '" + name + "'?)").orElse("");
  }

  private static int distance(String a, String b) {
    int[] previous = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] current = new int[b.length() + 1];
      current[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        current[j] = Math.min(replaced, 1 + Math.min(previous[j], current[j - 1]));
      }
      previous = current;
    }
    return previous[b.length()];
  }
}
