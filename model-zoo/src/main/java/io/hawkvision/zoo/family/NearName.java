package io.hawkvision.zoo.family;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds the name somebody probably meant. Pure. */
public final class NearName {
  private static final int FARTHEST = 2;
  private static final int LONGEST = 64;

  private NearName() {}

  /** The nearest name at most two letters off; none for a word too long to be one. */
  public static Optional<String> of(String given, Collection<String> names) {
    if (given.length() > LONGEST) {
      return Optional.empty();
    }
    return names.stream()
        .filter(name -> distance(given, name) <= FARTHEST)
        .min(Comparator.comparingInt(name -> distance(given, name)));
  }

  /** Levenshtein's distance. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(substituted, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
