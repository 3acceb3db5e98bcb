package io.hawkvision.loadgen.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a reader of a group's figures must know before believing them. Pure. */
public final class Remarks {
  private Remarks() {}

  public static List<String> of(GroupSummary summary) {
    List<String> remarks = new ArrayList<>();
    GroupSummary.Cells cells = summary.cells();
    if (cells.invalid() > 0) {
      remarks.add("cells left out, as the load generator fell behind: " + cells.invalid());
    }
    if (cells.missing() > 0) {
      remarks.add("planned cells that are missing: " + cells.missing() + " of " + cells.planned());
    }
    if (summary.frames() > 0 && summary.latency().p99Interval().isEmpty()) {
      remarks.add("no interval of p99: that needs three seeds");
    }
    if (summary.isDegradedTooOften()) {
      remarks.add(
          Words.percent(summary.shares().degraded())
              + " of the answers were degraded, more than the 2 % that this link excuses");
    }
    long unanswered = summary.frames() - summary.answered();
    if (unanswered > 0) {
      remarks.add(
          "frames without an answer, wrong and infinitely late: "
              + unanswered
              + "; "
              + counts(summary.errorCauses()));
    }
    if (!summary.degradedReasons().isEmpty()) {
      remarks.add("degraded answers by reason: " + counts(summary.degradedReasons()));
    }
    if (summary.frames() > 0 && !summary.uplink().emulated()) {
      remarks.add("the link was not emulated; bytes as counted by: " + summary.uplink().source());
    }
    return remarks;
  }

  private static String counts(Map<String, Long> counts) {
    List<String> words = new ArrayList<>();
    counts.forEach((word, count) -> words.add(word + " x " + count));
    return words.isEmpty() ? "no cause was told" : String.join(", ", words);
  }
}
