package io.hawkvision.edge.watch;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What an operator sees of one family.
 *
 * @param targets the busiest first, at most {@link WatchSettings#pageTargets}
 * @param furtherTargets how many the page leaves out
 */
public record WatchPage(
    String family, List<TargetRow> targets, int furtherTargets, Labels labels, Store store) {
  public WatchPage {
    targets = List.copyOf(targets);
  }

  /** How a target stands. */
  public enum State {
    WATCHING,
    RECALIBRATE,
    BROKEN
  }

  /**
   * One target.
   *
   * @param audits finished ones; {@code detectorAudits} of them were seen by the tests
   * @param disagreements among the detector's audits, of which {@code rate} is the share
   * @param alarmedAtFrame how many frames had been served when the detector alarmed
   * @param safeAtFrame how many frames had been served when everything began to be escalated
   */
  public record TargetRow(
      WatchKey key,
      State state,
      long frames,
      long audits,
      long detectorAudits,
      long lostAudits,
      long skippedAudits,
      long disagreements,
      OptionalDouble rate,
      NullRate nullRate,
      double detector,
      double alarmLevel,
      double wealth,
      double wealthLimit,
      OptionalLong alarmedAtFrame,
      OptionalLong safeAtFrame,
      double safeShare,
      Scores scores,
      Exposure exposure) {}

  /**
   * What the scores of all frames say, audited or not.
   *
   * @param frames that the tests heard
   * @param unsureRate share of them that the certified policy escalates
   */
  public record Scores(long frames, OptionalDouble unsureRate, double detector, double wealth) {}

  /**
   * The exposure ledger.
   *
   * @param lowerBound mean of the lower bounds of all answers: (1-o) certified + o of the edge
   */
  public record Exposure(long answered, long degraded, OptionalDouble lowerBound) {}

  /**
   * Audited frames that may still be labelled, and the human labels.
   *
   * @param dropped audited ids and labels forgotten early because the memory was full
   * @param lost frames that the edge did not answer, drawn for the sample, without a best answer:
   *     above the budget, or the datacenter gave none; since the start
   */
  public record Labels(long audited, long labelled, long dropped, long lost) {}

  /**
   * The state file.
   *
   * @param kept false while it cannot be written
   * @param forgottenTargets states of targets dropped because there were too many
   * @param damage what was wrong with the file: the family is served on the safe side since
   */
  public record Store(boolean kept, long forgottenTargets, Optional<String> damage) {}
}
