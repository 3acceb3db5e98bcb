package io.hawkvision.loadgen.result;

import static java.util.Objects.requireNonNull;

import io.hawkvision.loadgen.result.CellKey.CellGroup;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a run set out to measure, and on what: everything about it that no single cell knows.
 *
 * @param plan its name
 * @param seeds how many seeds each group is planned for
 * @param planned every cell, in the order of measuring
 * @param started when the run began, as ISO 8601 in UTC
 * @param links what must be said of each link profile, by its name
 * @param groups what must be said of single groups; a group may be missing
 * @param notes about the whole run, one sentence each
 */
public record RunHeader(
    String plan,
    int seeds,
    List<CellKey> planned,
    Machine machine,
    String started,
    Map<String, LinkWords> links,
    List<GroupWords> groups,
    List<String> notes) {
  public RunHeader {
    requireNonNull(plan, "plan");
    requireNonNull(machine, "machine");
    requireNonNull(started, "started");
    planned = List.copyOf(planned);
    links = Map.copyOf(links);
    groups = List.copyOf(groups);
    notes = List.copyOf(notes);
    if (seeds < 1) {
      throw new IllegalArgumentException("seeds " + seeds);
    }
  }

  public Optional<GroupWords> words(CellGroup group) {
    return groups.stream().filter(words -> words.group().equals(group)).findFirst();
  }

  /** The same run where this group is described in these words. */
  public RunHeader with(GroupWords words) {
    List<GroupWords> others =
        groups.stream().filter(known -> !known.group().equals(words.group())).toList();
    List<GroupWords> all = new ArrayList<>(others);
    all.add(words);
    return new RunHeader(plan, seeds, planned, machine, started, links, all, notes);
  }

  /**
   * The computer on which everything ran.
   *
   * @param cores that the run could use
   * @param hawk version and commit of this project
   */
  public record Machine(int cores, String cpuModel, String kernel, String java, String hawk) {
    public Machine {
      requireNonNull(cpuModel, "cpuModel");
      requireNonNull(kernel, "kernel");
      requireNonNull(java, "java");
      requireNonNull(hawk, "hawk");
    }
  }

  /**
   * About one link profile.
   *
   * @param words such as rate, delay, congestion control
   * @param notEmulated why the link was not emulated; empty where it was
   */
  public record LinkWords(String words, String notEmulated) {
    public LinkWords {
      requireNonNull(words, "words");
      requireNonNull(notEmulated, "notEmulated");
    }
  }

  /**
   * About one group.
   *
   * @param framesPerSecond posted on average
   * @param deadlineMillis of each frame; 0 where it has none
   * @param words further ones by name, such as the threshold that a baseline was tuned to
   */
  public record GroupWords(
      CellGroup group, double framesPerSecond, double deadlineMillis, Map<String, String> words) {
    public GroupWords {
      requireNonNull(group, "group");
      words = Map.copyOf(words);
    }
  }
}
