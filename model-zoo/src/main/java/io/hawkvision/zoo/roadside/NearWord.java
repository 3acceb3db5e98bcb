package io.hawkvision.zoo.roadside;

import java.util.Comparator;
import java.util.List;

/** Finds the known word that a misspelt one was probably meant to be. Pure. */
final class NearWord {
  private static final int MAX_COMPARED_CHARS = 64;

  private NearWord() {}

  /** " (did you mean 'X'?)" where at most a third of the letters, or two, differ; or nothing. */
  static String hint(String wrong, List<String> known) {
    if (wrong.length() > MAX_COMPARED_CHARS) {
      return "";
    }
    return known.stream()
        .filter(word -> distance(wrong, word) <= Math.max(2, word.length() / 3))
        .min(Comparator.comparingInt(word -> distance(wrong, word)))
        .map(word -> " (did you mean '" + word + "'?)")
        .orElse("");
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
