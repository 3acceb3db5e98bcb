package io.hawkvision.zoo.roadside;

import static java.util.Objects.requireNonNull;

import io.hawkvision.zoo.family.NearName;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A lasting change of what a camera sees. It begins with the first scene whose first frame is
 * {@code firstFrame} or later: no scene is half of each.
 */
public record Drift(Kind kind, long firstFrame) {
  /** What changes; everything else stays as drawn. */
  public enum Kind {
    /** Every scene is dark, darker than the nights that cameras draw by themselves. */
    NIGHT("night"),
    /** It rains in every scene. */
    RAIN("rain"),
    /** The lens is dirty in every scene. */
    DIRTY_LENS("dirty-lens"),
    /** Half of the labelled signs have another design; their labels stay true. */
    NEW_SIGNS("new-signs");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    /** The name on command lines and in reports. */
    public String word() {
      return word;
    }

    static List<String> words() {
      return Arrays.stream(values()).map(Kind::word).toList();
    }
  }

  public Drift {
    requireNonNull(kind, "kind");
    if (firstFrame < 0) {
      throw new IllegalArgumentException("a drift begins at frame 0 or later: " + firstFrame);
    }
  }

  /**
   * Reads {@code KIND@N}, such as {@code night@5000}; an {@link IllegalArgumentException} says what
   * is wrong with it.
   */
  public static Drift parse(String text) {
    int at = text.indexOf('@');
    String word = (at < 0 ? text : text.substring(0, at)).strip().toLowerCase(Locale.ROOT);
    Kind kind =
        Arrays.stream(Kind.values())
            .filter(known -> known.word.equals(word))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException(unknown(word)));
    String frame = at < 0 ? "" : text.substring(at + 1).strip();
    if (!frame.matches("[0-9]{1,15}")) {
      throw new IllegalArgumentException(
          "'" + text + "' does not say from which frame on: write " + kind.word + "@5000");
    }
    return new Drift(kind, Long.parseLong(frame));
  }

  private static String unknown(String word) {
    return String.format(
        "there is no drift '%s'%s; the drifts are %s",
        word,
        NearName.of(word, Kind.words()).map(near -> " (did you mean '" + near + "'?)").orElse(""),
        String.join(", ", Kind.words()));
  }

  boolean covers(long sceneStart) {
    return sceneStart >= firstFrame;
  }

  @Override
  public String toString() {
    return kind.word + "@" + firstFrame;
  }
}
