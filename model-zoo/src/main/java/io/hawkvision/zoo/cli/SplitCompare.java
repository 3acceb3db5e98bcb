package io.hawkvision.zoo.cli;

import io.hawkvision.zoo.engine.EngineException;
import io.hawkvision.zoo.family.Family;
import io.hawkvision.zoo.family.FamilyReader;
import io.hawkvision.zoo.family.InvalidFamilyException;
import io.hawkvision.zoo.family.SplitModel;
import io.hawkvision.zoo.plot.PlotException;
import io.hawkvision.zoo.preprocess.EncodedImage;
import io.hawkvision.zoo.preprocess.UnreadableImageException;
import io.hawkvision.zoo.split.Comparison;
import io.hawkvision.zoo.split.ComparisonReport;
import io.hawkvision.zoo.split.SplitPath;
import io.hawkvision.zoo.split.Tally;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Compares feature packets with JPEG and with one repeated datagram on the same frames. */
@Command(
    name = "compare",
    description = "Compare features, JPEG and one repeated datagram by bytes and under loss.",
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli sets the fields before call()
final class SplitCompare implements Callable<Integer> {
  private static final int DESIGN_FRAMES = 64;

  @Spec private CommandSpec spec;
  @Mixin private FamilyPlace place;
  @Mixin private FrameOptions frames;

  @Parameters(paramLabel = "FAMILY", description = "Name or folder with family.yaml.")
  private String name;

  @Option(
      names = "--to",
      paramLabel = "DIR",
      required = true,
      description = "Folder for bytes.csv, loss.csv, bytes.png, loss.png.")
  private Path to;

  @Option(
      names = "--seed",
      defaultValue = "1",
      description = "Of the losses (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Override
  public Integer call()
      throws IOException,
          InvalidFamilyException,
          EngineException,
          UnreadableImageException,
          PlotException {
    Family family = FamilyReader.read(place.directory(name));
    SplitModel split =
        family
            .split()
            .orElseThrow(
                () ->
                    new ParameterException(
                        spec.commandLine(), family.name() + " has no split model"));
    FrameSource source = frames.source(spec, family, "test");
    int workers = Runtime.getRuntime().availableProcessors();
    try (Comparison comparison = new Comparison(family, split, workers, design(family));
        Progress progress =
            Progress.onTerminal(spec.commandLine().getErr(), "compare", source.frames())) {
      Tally tally = run(comparison, source, workers, progress);
      int packets = SplitPath.tables(split).layout().packets();
      String title = family.name() + ", " + source.frames() + " frames";
      ComparisonReport report = new ComparisonReport(tally, packets, title);
      report.print(spec.commandLine().getOut());
      report.write(to);
    }
    return 0;
  }

  /** The quantisation tables come from design frames, never from those that are judged. */
  private List<EncodedImage> design(Family family)
      throws IOException, InvalidFamilyException, UnreadableImageException {
    FrameSource source = frames.design(spec, family);
    List<EncodedImage> images = new ArrayList<>();
    int count = Math.min(DESIGN_FRAMES, source.frames());
    for (int i = 0; i < count; i++) {
      images.add(source.frame((int) ((long) i * source.frames() / count)).image());
    }
    return images;
  }

  private Tally run(Comparison comparison, FrameSource source, int workers, Progress progress)
      throws IOException, EngineException {
    ExecutorService pool = Executors.newFixedThreadPool(workers);
    try {
      List<Future<Tally>> parts = new ArrayList<>();
      for (int w = 0; w < workers; w++) {
        int first = w;
        parts.add(pool.submit(() -> part(comparison, source, first, workers, progress)));
      }
      Tally all = new Tally();
      for (Future<Tally> part : parts) {
        all.add(part.get());
      }
      return all;
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof EngineException engine) {
        throw engine;
      }
      throw new IOException(failed.getCause());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", interrupted);
    } finally {
      pool.shutdownNow();
    }
  }

  private Tally part(
      Comparison comparison, FrameSource source, int first, int step, Progress progress)
      throws IOException, EngineException, UnreadableImageException {
    Tally tally = new Tally();
    for (int i = first; i < source.frames(); i += step) {
      LabelledFrame frame = source.frame(i);
      comparison.add(tally, frame.image(), frame.label(), seed * 1_000_003 + i);
      progress.step();
    }
    return tally;
  }
}
