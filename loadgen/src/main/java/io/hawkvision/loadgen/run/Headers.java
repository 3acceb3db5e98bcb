package io.hawkvision.loadgen.run;

import io.hawkvision.loadgen.link.LinkProfile;
import io.hawkvision.loadgen.plan.BenchPlan;
import io.hawkvision.loadgen.plan.SystemName;
import io.hawkvision.loadgen.result.CellKey;
import io.hawkvision.loadgen.result.RunHeader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** What a run says about itself: plan, machine, links, systems. */
final class Headers {
  private static final long VERSION_SECONDS = 20;

  private final Path home;
  private final Optional<String> unable;

  /**
   * Of a run on this machine.
   *
   * @param unable why links are not emulated, if so
   */
  Headers(Path home, Optional<String> unable) {
    this.home = home;
    this.unable = unable;
  }

  RunHeader of(
      BenchPlan plan, List<PlannedCell> cells, Map<String, LinkProfile> links, List<String> notes)
      throws IOException {
    Map<String, RunHeader.LinkWords> words = new TreeMap<>();
    links.forEach(
        (name, profile) ->
            words.put(name, new RunHeader.LinkWords(profile.words(), unable.orElse(""))));
    List<CellKey> keys = cells.stream().map(PlannedCell::key).toList();
    long seeds = keys.stream().mapToLong(CellKey::seed).max().orElse(1);
    return new RunHeader(
        plan.name(),
        (int) Math.max(1, seeds),
        keys,
        machine(),
        Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
        words,
        List.of(),
        notes);
  }

  /** Of one group: load, deadline, and how the system was set up. */
  static RunHeader.GroupWords words(PlannedCell cell, StageRun.Subject subject) {
    Map<String, String> words = new TreeMap<>();
    if (cell.system() == SystemName.NAIVE) {
      words.put("threshold", number(subject.tuned().naive().threshold()));
      words.put("tuning", subject.tuned().words());
    } else if (cell.system() == SystemName.ORACLE) {
      words.put("threshold", number(subject.tuned().oracle().threshold()));
    }
    cell.congestionControl().ifPresent(control -> words.put("congestion control", control));
    return new RunHeader.GroupWords(
        cell.key().group(), cell.framesPerSecond(), subject.plan().deadlineMillis(), words);
  }

  private static String number(double threshold) {
    return Double.isFinite(threshold)
        ? String.format(Locale.ROOT, "%.5f", threshold)
        : "none: everything is escalated";
  }

  private RunHeader.Machine machine() throws IOException {
    MachineConfig jvm = MachineConfig.ofThisJvm();
    return new RunHeader.Machine(
        Runtime.getRuntime().availableProcessors(),
        cpuModel(jvm.architecture()),
        jvm.kernel(),
        jvm.java(),
        version());
  }

  private static String cpuModel(String architecture) throws IOException {
    Path info = Path.of("/proc/cpuinfo");
    if (!Files.isReadable(info)) {
      return architecture;
    }
    return Files.readAllLines(info, StandardCharsets.UTF_8).stream()
        .filter(line -> line.startsWith("model name"))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst()
        .orElse(architecture);
  }

  /** As the launcher tells it, with the commit. */
  private String version() throws IOException {
    Process process =
        new ProcessBuilder(home.resolve("hawk").toString(), "version")
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (!process.waitFor(VERSION_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
    return said.strip().replaceFirst("\n.*", "");
  }
}
