package io.hawkvision.loadgen.result;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;

/** Cells made up for tests, of sane defaults. */
public final class SyntheticCells {
  private CellKey key = new CellKey("ours", "roadside", "wifi", 1, "", 1);
  private int frames = 100;
  private boolean valid = true;
  private Optional<Double> target = Optional.of(0.9);
  private CellResult.Wire wire = new CellResult.Wire(100_000, 5_000, 3, 1, "emulator", true);
  private CellResult.Energy energy =
      new CellResult.Energy(2.5, 7.5, 0, "modelled", "edge 2 W, DC 65 W");
  private Map<String, Double> stages = Map.of("decode", 2.0, "infer", 10.0);
  private IntFunction<CellFrame> frame =
      index ->
          new CellFrame(index, index, index * 10_000L, 1000L * (index + 1), true, false, false);

  public static SyntheticCells cell(String system, long seed) {
    SyntheticCells cell = new SyntheticCells();
    cell.key = new CellKey(system, "roadside", "wifi", 1, "", seed);
    return cell;
  }

  public SyntheticCells key(CellKey changed) {
    key = changed;
    return this;
  }

  public SyntheticCells frames(int count, IntFunction<CellFrame> each) {
    frames = count;
    frame = each;
    return this;
  }

  public SyntheticCells invalid() {
    valid = false;
    return this;
  }

  public SyntheticCells target(Optional<Double> changed) {
    target = changed;
    return this;
  }

  public SyntheticCells wire(CellResult.Wire changed) {
    wire = changed;
    return this;
  }

  public SyntheticCells energy(CellResult.Energy changed) {
    energy = changed;
    return this;
  }

  public SyntheticCells stages(Map<String, Double> changed) {
    stages = changed;
    return this;
  }

  public CellResult make() {
    List<CellFrame> all = new ArrayList<>();
    for (int i = 0; i < frames; i++) {
      all.add(frame.apply(i));
    }
    Map<String, Long> causes = new HashMap<>();
    long unanswered = all.stream().filter(each -> !each.isAnswered()).count();
    if (unanswered > 0) {
      causes.put("never answered", unanswered);
    }
    return new CellResult(
        key,
        target,
        frames / 100.0,
        all,
        wire,
        energy,
        stages,
        new CellResult.Generator(valid ? 0.2 : 30, valid ? 1.5 : 90, valid),
        causes,
        Map.of());
  }

  public static RunHeader header(List<CellKey> planned) {
    return new RunHeader(
        "quick",
        (int) planned.stream().mapToLong(CellKey::seed).distinct().count(),
        planned,
        new RunHeader.Machine(2, "A CPU <of> & \"sorts\"", "Linux 6.1", "17.0.15", "0.1.0 abc123"),
        "2026-01-02T03:04:05Z",
        Map.of("wifi", new RunHeader.LinkWords("40/20/8 Mbit/s, bbr", "")),
        planned.stream()
            .map(CellKey::group)
            .distinct()
            .map(group -> new RunHeader.GroupWords(group, 30, 150, Map.of("threshold", "0.61")))
            .toList(),
        List.of("Edge and DC share one CPU."));
  }
}
