package io.hawkvision.zoo.cli;

import io.hawkvision.zoo.engine.EngineException;
import io.hawkvision.zoo.engine.OrtEngine;
import io.hawkvision.zoo.engine.TensorLease;
import io.hawkvision.zoo.family.Family;
import io.hawkvision.zoo.family.GoldenVector;
import io.hawkvision.zoo.family.InvalidFamilyException;
import io.hawkvision.zoo.family.Variant;
import io.hawkvision.zoo.preprocess.EncodedImage;
import io.hawkvision.zoo.preprocess.ImageLimits;
import io.hawkvision.zoo.preprocess.Preprocessor;
import io.hawkvision.zoo.preprocess.UnreadableImageException;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Measures how long each variant takes on this machine, with the classes that serve. */
@Command(
    name = "profile",
    description = "Measure how long each network of a family takes on this machine.",
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli sets the fields before call()
final class Profile implements Callable<Integer> {
  private static final int MAX_BATCH = 64;
  private static final int MAX_RUNS = 100_000;
  private static final Path CPUS = Path.of("/proc/cpuinfo");

  @Spec private CommandSpec spec;
  @Mixin private FamilyPlace place;

  @Parameters(
      paramLabel = "FAMILY",
      description = "Name or folder; a folder that is not sealed yet will do.")
  private String name;

  @Option(
      names = "--batch",
      split = ",",
      defaultValue = "1,8",
      description = "Frames of one run (default: ${DEFAULT-VALUE}).")
  private List<Integer> batches = new ArrayList<>();

  @Option(
      names = "--threads",
      defaultValue = "1",
      description = "Threads of one run (default: ${DEFAULT-VALUE}, as nodes use).")
  private int threads;

  @Option(
      names = "--seconds",
      defaultValue = "2",
      description = "How long to measure each; a quarter more to warm up (default: 2).")
  private int seconds;

  @Override
  public Integer call() throws IOException, InvalidFamilyException, EngineException {
    boolean isSensible =
        batches.stream().allMatch(b -> b >= 1 && b <= MAX_BATCH) && threads >= 1 && seconds >= 1;
    if (!isSensible || seconds > 600 || threads > 256) {
      throw new ParameterException(
          spec.commandLine(), "--batch 1 to 64, --threads 1 to 256, --seconds 1 to 600");
    }
    Family family = Evaluate.family(place.directory(name));
    PrintWriter out = spec.commandLine().getOut();
    OperatingSystemMXBean system = ManagementFactory.getOperatingSystemMXBean();
    out.printf(
        "%s version %d on this machine: %s, %d processors, %s %s; figures of no other machine%n",
        family.name(),
        family.version(),
        cpu(),
        system.getAvailableProcessors(),
        system.getName(),
        system.getArch());
    out.printf(
        "%-8s %5s %7s %10s %10s %10s %10s %9s%n",
        "variant", "batch", "threads", "p50 ms", "p90 ms", "p99 ms", "frames/s", "runs");
    for (Variant variant : family.variants()) {
      for (int batch : batches) {
        print(out, variant, batch, inference(family, variant, batch));
      }
    }
    for (Variant variant : family.variants()) {
      decoding(family, variant, out);
    }
    return 0;
  }

  private void print(PrintWriter out, Variant variant, int batch, long[] sortedNanos) {
    double mean = Arrays.stream(sortedNanos).average().orElse(0);
    out.printf(
        Locale.ROOT,
        "%-8s %5d %7d %10.3f %10.3f %10.3f %10.1f %9d%n",
        variant.name(),
        batch,
        threads,
        percentile(sortedNanos, 50),
        percentile(sortedNanos, 90),
        percentile(sortedNanos, 99),
        batch * 1e9 / mean,
        sortedNanos.length);
    out.flush();
  }

  private long[] inference(Family family, Variant variant, int batch) throws EngineException {
    OrtEngine.Options options = new OrtEngine.Options(1, batch, threads);
    try (OrtEngine engine = OrtEngine.open(family, variant, options);
        TensorLease lease = engine.acquire()) {
      return timed(() -> engine.run(lease, batch));
    }
  }

  /** Decoding and scaling a golden picture into the network's input. */
  private void decoding(Family family, Variant variant, PrintWriter out)
      throws IOException, EngineException {
    if (family.golden().isEmpty()) {
      return;
    }
    GoldenVector golden = family.golden().get(0);
    Preprocessor preprocessor = new Preprocessor(variant.input(), ImageLimits.DEFAULT);
    byte[] bytes = Files.readAllBytes(golden.image());
    try (OrtEngine engine = OrtEngine.open(family, variant, new OrtEngine.Options(1, 1, 1));
        TensorLease lease = engine.acquire()) {
      EncodedImage image = EncodedImage.probe(bytes, ImageLimits.DEFAULT);
      long[] nanos = timed(() -> preprocess(preprocessor, image, lease));
      out.printf(
          Locale.ROOT,
          "%-8s decoding %s of %d x %d: p50 %.3f ms, p99 %.3f ms%n",
          variant.name(),
          golden.image().getFileName(),
          image.width(),
          image.height(),
          percentile(nanos, 50),
          percentile(nanos, 99));
    } catch (UnreadableImageException unreadable) {
      throw new EngineException("golden picture unreadable", unreadable);
    }
  }

  private static void preprocess(Preprocessor preprocessor, EncodedImage image, TensorLease lease)
      throws EngineException {
    try {
      preprocessor.into(image, lease.slot(0));
    } catch (UnreadableImageException unreadable) {
      throw new EngineException("golden picture unreadable", unreadable);
    }
  }

  private interface Work {
    void run() throws EngineException;
  }

  /** Nanoseconds of each run, sorted; runs of the first quarter more of time are thrown away. */
  private long[] timed(Work work) throws EngineException {
    long measureNanos = Duration.ofSeconds(seconds).toNanos();
    long warmUntil = System.nanoTime() + measureNanos / 4;
    do {
      work.run();
    } while (System.nanoTime() < warmUntil);
    long[] nanos = new long[MAX_RUNS];
    int runs = 0;
    long until = System.nanoTime() + measureNanos;
    long before = System.nanoTime();
    do {
      work.run();
      long now = System.nanoTime();
      nanos[runs++] = now - before;
      before = now;
    } while (before < until && runs < MAX_RUNS);
    long[] sorted = Arrays.copyOf(nanos, runs);
    Arrays.sort(sorted);
    return sorted;
  }

  /** The smallest time that at least so many percent of the runs took at most, in milliseconds. */
  static double percentile(long[] sortedNanos, int percent) {
    int rank = (int) Math.ceil(percent / 100.0 * sortedNanos.length);
    return sortedNanos[Math.max(0, rank - 1)] / 1e6;
  }

  private static String cpu() throws IOException {
    if (!Files.isReadable(CPUS)) {
      return "unknown processor";
    }
    return Files.readAllLines(CPUS).stream()
        .filter(line -> line.startsWith("model name") || line.startsWith("Model"))
        .map(line -> line.replaceFirst(".*:\\s*", "").strip())
        .findFirst()
        .orElse("unknown processor");
  }
}
