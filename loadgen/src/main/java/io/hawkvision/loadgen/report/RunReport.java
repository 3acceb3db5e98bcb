package io.hawkvision.loadgen.report;

import io.hawkvision.loadgen.result.CellKey;
import io.hawkvision.loadgen.result.CellKey.CellGroup;
import io.hawkvision.loadgen.result.CellResult;
import io.hawkvision.loadgen.result.LinkEvent;
import io.hawkvision.loadgen.result.RunFolder;
import io.hawkvision.loadgen.result.RunHeader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Everything that is said of a run. Frames are read setting by setting and not kept. */
public record RunReport(String name, RunHeader header, List<SettingReport> settings) {
  public RunReport {
    settings = List.copyOf(settings);
  }

  /** Blocks on files. A damaged cell counts as missing. */
  public static RunReport of(RunFolder run) throws IOException {
    RunHeader header = run.header();
    Set<CellKey> keys = new LinkedHashSet<>(header.planned());
    keys.addAll(run.keys());
    Map<Setting, Set<CellGroup>> groups = new LinkedHashMap<>();
    for (CellKey key : keys) {
      groups
          .computeIfAbsent(Setting.of(key.group()), ignored -> new LinkedHashSet<>())
          .add(key.group());
    }
    List<SettingReport> settings = new ArrayList<>();
    for (Map.Entry<Setting, Set<CellGroup>> entry : groups.entrySet()) {
      settings.add(setting(run, header, entry.getKey(), oursFirst(entry.getValue())));
    }
    return new RunReport(name(run), header, settings);
  }

  static String name(RunFolder run) {
    return run.path().toAbsolutePath().normalize().getFileName() + "";
  }

  /** In their order of appearance over the whole run, ours first: colours go by it. */
  public List<String> systems() {
    Set<String> systems = new LinkedHashSet<>();
    settings.stream()
        .flatMap(setting -> setting.systems().stream())
        .map(SystemReport::system)
        .forEach(systems::add);
    List<String> ordered = new ArrayList<>(systems);
    if (ordered.remove(Pairing.OURS)) {
      ordered.add(0, Pairing.OURS);
    }
    return ordered;
  }

  private static List<CellGroup> oursFirst(Set<CellGroup> groups) {
    List<CellGroup> ordered = new ArrayList<>(groups);
    ordered.sort(Comparator.comparing(group -> !group.system().equals(Pairing.OURS)));
    return ordered;
  }

  private static SettingReport setting(
      RunFolder run, RunHeader header, Setting setting, List<CellGroup> groups) throws IOException {
    Map<CellGroup, List<CellResult>> cells = new LinkedHashMap<>();
    groups.forEach(group -> cells.put(group, new ArrayList<>()));
    for (CellResult cell : run.read(key -> cells.containsKey(key.group()))) {
      cells.getOrDefault(cell.key().group(), new ArrayList<>()).add(cell);
    }
    OptionalLong seed =
        cells.values().stream()
            .flatMap(each -> GroupSummary.valid(each).stream())
            .mapToLong(cell -> cell.key().seed())
            .min();
    List<SystemReport> systems = new ArrayList<>();
    cells.forEach((group, own) -> systems.add(system(header, cells, group, own, seed)));
    List<LinkEvent> events =
        seed.isPresent() ? run.events(setting.link(), seed.getAsLong()) : List.of();
    return new SettingReport(setting, systems, events);
  }

  private static SystemReport system(
      RunHeader header,
      Map<CellGroup, List<CellResult>> all,
      CellGroup group,
      List<CellResult> own,
      OptionalLong seed) {
    int planned = (int) header.planned().stream().filter(k -> k.group().equals(group)).count();
    List<CellResult> valid = GroupSummary.valid(own);
    CellGroup ours =
        new CellGroup(Pairing.OURS, group.family(), group.link(), group.edgeFactor(), group.load());
    Optional<Pairing> pairing =
        Optional.ofNullable(all.get(ours))
            .filter(cells -> !cells.isEmpty() && !own.isEmpty() && !ours.equals(group))
            .map(cells -> Pairing.of(ours, group, cells, own));
    return new SystemReport(
        GroupSummary.of(group, own, planned),
        header.words(group),
        pairing,
        TailCurve.of(
            new PooledLatencies(
                valid.stream().map(cell -> CellLatencies.of(cell.frames())).toList())),
        valid.stream()
            .filter(cell -> seed.isPresent() && cell.key().seed() == seed.getAsLong())
            .findFirst()
            .map(Timeline::of));
  }
}
