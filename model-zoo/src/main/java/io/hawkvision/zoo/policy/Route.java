package io.hawkvision.zoo.policy;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One way a frame can come to an answer: which variant, the level the frame travelled at, and how
 * much of it arrived. Spelled {@code dc-l}, {@code split/features-b4} or {@code
 * split/features-b4@50}: the level is left out where it is {@value Policy#LEVEL_ORIGINAL}, the
 * percentage where all arrived.
 *
 * @param receivedPercent the bucket's worst fraction, 1 to 100
 */
public record Route(String variant, String level, int receivedPercent) {
  private static final int ALL = 100;
  private static final String WORD = "[a-z0-9][a-z0-9-]{0,62}";
  private static final Pattern SPELLING =
      Pattern.compile("(" + WORD + ")(?:/(" + WORD + "))?(?:@([1-9][0-9]?))?");

  public Route {
    requireNonNull(variant, "variant");
    requireNonNull(level, "level");
    if (!variant.matches(WORD) || !level.matches(WORD)) {
      throw new IllegalArgumentException("not a route: " + variant + "/" + level);
    }
    if (receivedPercent < 1 || receivedPercent > ALL) {
      throw new IllegalArgumentException("received percentage outside 1..100: " + receivedPercent);
    }
  }

  /** The whole picture, as posted, to this variant. */
  public static Route original(String variant) {
    return new Route(variant, Policy.LEVEL_ORIGINAL, ALL);
  }

  /** {@link #original} of each. */
  public static List<Route> originals(List<String> variants) {
    return variants.stream().map(Route::original).toList();
  }

  /** The route of this spelling. */
  public static Route parse(String spelling) {
    Matcher parts = SPELLING.matcher(spelling);
    if (!parts.matches()) {
      throw new IllegalArgumentException("not a route: \"" + spelling + "\"");
    }
    String level = parts.group(2) == null ? Policy.LEVEL_ORIGINAL : parts.group(2);
    int percent = parts.group(3) == null ? ALL : Integer.parseInt(parts.group(3));
    return new Route(parts.group(1), level, percent);
  }

  /** Whether the picture travels as posted and whole. */
  public boolean isOriginal() {
    return level.equals(Policy.LEVEL_ORIGINAL) && receivedPercent == ALL;
  }

  /** Whether a whole picture travels, in whatever size. */
  public boolean isPicture() {
    return isOriginal() || (level.equals(Policy.LEVEL_INPUT) && receivedPercent == ALL);
  }

  @Override
  public String toString() {
    return variant
        + (level.equals(Policy.LEVEL_ORIGINAL) ? "" : "/" + level)
        + (receivedPercent == ALL ? "" : "@" + receivedPercent);
  }
}
