package io.hawkvision.loadgen.result;

import static java.util.Objects.requireNonNull;

/**
 * Something that a link did to every system alike, such as an outage.
 *
 * @param fromSeconds from the start of the cell
 * @param toSeconds its end; the same for a moment
 */
public record LinkEvent(double fromSeconds, double toSeconds, String words) {
  public LinkEvent {
    requireNonNull(words, "words");
    if (!(fromSeconds >= 0 && toSeconds >= fromSeconds)) {
      throw new IllegalArgumentException("event from " + fromSeconds + " to " + toSeconds + " s");
    }
  }
}
