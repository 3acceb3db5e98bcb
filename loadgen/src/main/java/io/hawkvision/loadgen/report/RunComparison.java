package io.hawkvision.loadgen.report;

import io.hawkvision.loadgen.result.CellKey;
import io.hawkvision.loadgen.result.CellKey.CellGroup;
import io.hawkvision.loadgen.result.CellResult;
import io.hawkvision.loadgen.result.RunFolder;
import io.hawkvision.loadgen.result.RunHeader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Two runs, group by group.
 *
 * @param warnings what makes the runs differ besides what was to be compared
 */
public record RunComparison(
    String first, String second, List<GroupComparison> groups, List<String> warnings) {
  public RunComparison {
    groups = List.copyOf(groups);
    warnings = List.copyOf(warnings);
  }

  /**
   * One group in both runs.
   *
   * @param pairing the first run in the place of ours: a ratio above 1 means that the second is
   *     slower, or takes more
   */
  public record GroupComparison(GroupSummary first, GroupSummary second, Pairing pairing) {}

  /** Blocks on files. */
  public static RunComparison of(RunFolder first, RunFolder second) throws IOException {
    List<String> warnings = new ArrayList<>();
    RunHeader one = first.header();
    RunHeader two = second.header();
    differ(warnings, "plan", one.plan(), two.plan());
    differ(warnings, "number of seeds", one.seeds(), two.seeds());
    machines(warnings, one.machine(), two.machine());
    Set<CellGroup> firstGroups = groups(first);
    Set<CellGroup> secondGroups = groups(second);
    alone(warnings, "first", firstGroups, secondGroups);
    alone(warnings, "second", secondGroups, firstGroups);
    List<GroupComparison> compared = new ArrayList<>();
    for (CellGroup group : firstGroups) {
      if (secondGroups.contains(group)) {
        compared.add(compare(warnings, group, first, second));
      }
    }
    return new RunComparison(RunReport.name(first), RunReport.name(second), compared, warnings);
  }

  private static Set<CellGroup> groups(RunFolder run) throws IOException {
    Set<CellGroup> groups = new LinkedHashSet<>();
    run.keys().stream().map(CellKey::group).forEach(groups::add);
    return groups;
  }

  /** Another version of HawkVision is what one compares; anything else is not. */
  private static void machines(
      List<String> warnings, RunHeader.Machine one, RunHeader.Machine two) {
    differ(warnings, "number of cores", one.cores(), two.cores());
    differ(warnings, "CPU", one.cpuModel(), two.cpuModel());
    differ(warnings, "kernel", one.kernel(), two.kernel());
    differ(warnings, "Java", one.java(), two.java());
  }

  private static void differ(List<String> warnings, String what, Object one, Object two) {
    if (!one.equals(two)) {
      warnings.add("another " + what + ": " + one + " and " + two);
    }
  }

  private static void alone(
      List<String> warnings, String which, Set<CellGroup> own, Set<CellGroup> others) {
    own.stream()
        .filter(group -> !others.contains(group))
        .forEach(group -> warnings.add("only the " + which + " run measured " + words(group)));
  }

  private static GroupComparison compare(
      List<String> warnings, CellGroup group, RunFolder first, RunFolder second)
      throws IOException {
    List<CellResult> one = first.read(key -> key.group().equals(group));
    List<CellResult> two = second.read(key -> key.group().equals(group));
    GroupSummary firstSummary = GroupSummary.of(group, one, one.size());
    GroupSummary secondSummary = GroupSummary.of(group, two, two.size());
    GroupSummary.Cells firstCells = firstSummary.cells();
    GroupSummary.Cells secondCells = secondSummary.cells();
    String of = " of " + words(group);
    if (!firstCells.seeds().equals(secondCells.seeds())) {
      differ(warnings, "set of valid seeds" + of, firstCells.seeds(), secondCells.seeds());
    } else if (firstCells.framesDigest() != secondCells.framesDigest()) {
      warnings.add("not the same frames" + of + " under the same seeds");
    }
    differ(
        warnings,
        "source of energy figures" + of,
        firstSummary.joules().source(),
        secondSummary.joules().source());
    differ(
        warnings,
        "way of counting bytes" + of,
        firstSummary.uplink().source(),
        secondSummary.uplink().source());
    return new GroupComparison(firstSummary, secondSummary, Pairing.ofRuns(group, one, two));
  }

  static String words(CellGroup group) {
    return group.system() + ", " + Setting.of(group);
  }
}
