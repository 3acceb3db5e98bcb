package io.hawkvision.loadgen.demo;

import io.hawkvision.loadgen.measure.TargetResult;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What the demo showed, in plain words, and whether it showed what it should. Pure. */
final class DemoSummary {
  private final List<TargetResult> results;

  DemoSummary(List<TargetResult> results) {
    this.results = List.copyOf(results);
  }

  String words() {
    StringBuilder words = new StringBuilder();
    for (TargetResult result : results) {
      TargetResult.Counts counts = result.counts();
      words.append(
          String.format(
              Locale.ROOT,
              "Asked for %s: right on %.1f %% of %d frames (± %.1f). The edge answered %d itself,"
                  + " the datacenter %d; half of the answers came within %.1f ms.%n",
              result.target(),
              100 * result.realised(),
              counts.frames(),
              100 * result.standardError(),
              counts.frames() - counts.errors() - counts.fromDc(),
              counts.fromDc(),
              result.latencies().p50Millis()));
      if (counts.degraded() > 0) {
        words.append(
            String.format(
                "  %d answers were flagged degraded: %s.%n",
                counts.degraded(), causes(counts.degradedReasons())));
      }
    }
    problem().ifPresent(problem -> words.append("The demo FAILED: ").append(problem).append('\n'));
    return words.toString();
  }

  /** Empty when every frame was answered and both tiers gave answers. */
  Optional<String> problem() {
    long errors = results.stream().mapToLong(r -> r.counts().errors()).sum();
    long frames = results.stream().mapToLong(r -> r.counts().frames()).sum();
    long fromDc = results.stream().mapToLong(r -> r.counts().fromDc()).sum();
    if (frames == 0) {
      return Optional.of("no frame was sent.");
    }
    if (errors > 0) {
      Map<String, Long> causes = new TreeMap<>();
      results.forEach(
          r -> r.counts().errorCauses().forEach((c, n) -> causes.merge(c, n, Long::sum)));
      return Optional.of(errors + " frames got no answer: " + causes(causes) + ".");
    }
    if (fromDc == 0) {
      return Optional.of("the datacenter answered no frame.");
    }
    return fromDc == frames ? Optional.of("the edge answered no frame itself.") : Optional.empty();
  }

  private static String causes(Map<String, Long> counts) {
    StringBuilder text = new StringBuilder();
    new TreeMap<>(counts)
        .forEach(
            (cause, count) ->
                text.append(text.isEmpty() ? "" : ", ").append(cause).append(" x ").append(count));
    return text.toString();
  }
}
