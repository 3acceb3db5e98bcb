package io.hawkvision.edge.watch;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.OptionalDouble;

/**
 * All that is known of one watched target, a value; this is what the store keeps.
 *
 * @param alarmedAtFrame frames served when the detector alarmed; 0 before
 */
record TargetState(
    WatchKey key,
    NullRate rate,
    Counts counts,
    Ledger ledger,
    DriftDetector detector,
    PromiseProcess promise,
    ScoreShift shift,
    long alarmedAtFrame) {
  TargetState {
    requireNonNull(key, "key");
    requireNonNull(rate, "rate");
    requireNonNull(counts, "counts");
    requireNonNull(ledger, "ledger");
    requireNonNull(detector, "detector");
    requireNonNull(promise, "promise");
    requireNonNull(shift, "shift");
  }

  /** Frames served, and what became of their audits. */
  record Counts(
      long frames,
      long audits,
      long detectorAudits,
      long lostAudits,
      long skippedAudits,
      long disagreements) {
    static final Counts NONE = new Counts(0, 0, 0, 0, 0, 0);

    Counts frame() {
      return new Counts(
          frames + 1, audits, detectorAudits, lostAudits, skippedAudits, disagreements);
    }

    Counts audit(boolean detect, boolean disagrees) {
      return new Counts(
          frames,
          audits + 1,
          detectorAudits + (detect ? 1 : 0),
          lostAudits,
          skippedAudits,
          disagreements + (detect && disagrees ? 1 : 0));
    }

    Counts lost() {
      return new Counts(
          frames, audits, detectorAudits, lostAudits + 1, skippedAudits, disagreements);
    }

    Counts skipped() {
      return new Counts(
          frames, audits, detectorAudits, lostAudits, skippedAudits + 1, disagreements);
    }

    OptionalDouble rate() {
      return detectorAudits == 0
          ? OptionalDouble.empty()
          : OptionalDouble.of((double) disagreements / detectorAudits);
    }
  }

  /** The exposure ledger: the lower bound each answer was given with, added up. */
  record Ledger(long answered, long degraded, double lowerBoundSum) {
    static final Ledger NONE = new Ledger(0, 0, 0);

    Ledger answer(boolean isDegraded, double lowerBound) {
      return new Ledger(
          answered + 1, degraded + (isDegraded ? 1 : 0), lowerBoundSum + inRange(lowerBound));
    }

    /** A bound that is no number bounds nothing: the worst accuracy there is. */
    private static double inRange(double lowerBound) {
      return Double.isNaN(lowerBound) ? 0 : Math.max(-1, Math.min(1, lowerBound));
    }

    OptionalDouble lowerBound() {
      return answered == 0 ? OptionalDouble.empty() : OptionalDouble.of(lowerBoundSum / answered);
    }
  }

  static TargetState fresh(WatchKey key, NullRate rate) {
    return new TargetState(
        key,
        rate,
        Counts.NONE,
        Ledger.NONE,
        DriftDetector.START,
        PromiseProcess.START,
        ScoreShift.START,
        0);
  }

  TargetState frame() {
    return with(counts.frame());
  }

  TargetState lost() {
    return with(counts.lost());
  }

  TargetState skipped() {
    return with(counts.skipped());
  }

  TargetState answer(boolean degraded, double lowerBound) {
    Ledger next = ledger.answer(degraded, lowerBound);
    return new TargetState(key, rate, counts, next, detector, promise, shift, alarmedAtFrame);
  }

  /** From now on the tests bet against this rate. */
  TargetState against(NullRate next) {
    return next.equals(rate)
        ? this
        : new TargetState(key, next, counts, ledger, detector, promise, shift, alarmedAtFrame);
  }

  TargetState audit(Audit audit, WatchSettings.Tests tests) {
    Counts counted = counts.audit(audit.detect(), audit.disagrees());
    if (!audit.detect()) {
      return with(counted);
    }
    double nullRate = rate.disagreement();
    DriftDetector drift = detector.seen(audit.disagrees(), nullRate, tests.alarmLevel());
    PromiseProcess kept = promise.seen(audit.disagrees(), nullRate, tests.wealthLimit());
    long alarmed = drift.alarmed() && !alarmed() ? counts.frames() : alarmedAtFrame;
    return new TargetState(key, rate, counted, ledger, drift, kept, shift, alarmed);
  }

  /** A frame's score, of all frames alike. */
  TargetState scored(boolean isUnsure, WatchSettings.Tests tests) {
    ScoreShift next = shift.seen(isUnsure, rate.unsure(), tests);
    long alarmed = next.detector().alarmed() && !alarmed() ? counts.frames() : alarmedAtFrame;
    return new TargetState(key, rate, counts, ledger, detector, promise, next, alarmed);
  }

  @JsonIgnore
  boolean alarmed() {
    return detector.alarmed() || shift.detector().alarmed();
  }

  Stance stance(WatchSettings.Tests tests) {
    double byAudits = detector.safeShare(rate.disagreement(), tests);
    double byScores = shift.detector().safeShare(rate.unsure(), tests);
    return new Stance(
        Math.min(byAudits, byScores), alarmed(), promise.broken() || shift.promise().broken());
  }

  private TargetState with(Counts next) {
    return new TargetState(key, rate, next, ledger, detector, promise, shift, alarmedAtFrame);
  }
}
