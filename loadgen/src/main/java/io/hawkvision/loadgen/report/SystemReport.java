package io.hawkvision.loadgen.report;

import io.hawkvision.loadgen.result.RunHeader.GroupWords;
import java.util.Optional;

/**
 * One system in one setting: its figures, and what is drawn of it.
 *
 * @param words of the run about this group
 * @param pairing with ours; empty for ours itself, and where ours was not measured
 * @param timeline of the setting's first seed; empty where that cell is missing or invalid
 */
public record SystemReport(
    GroupSummary summary,
    Optional<GroupWords> words,
    Optional<Pairing> pairing,
    TailCurve tail,
    Optional<Timeline> timeline) {

  public String system() {
    return summary.group().system();
  }

  boolean isOurs() {
    return system().equals(Pairing.OURS);
  }
}
