package io.hawkvision.loadgen.bench;

import io.hawkvision.loadgen.drive.Surroundings;
import io.hawkvision.loadgen.peer.BareRounds;
import io.hawkvision.loadgen.source.LabelledFrame;
import io.hawkvision.zoo.engine.EngineException;
import io.hawkvision.zoo.engine.OrtEngine;
import io.hawkvision.zoo.engine.TensorLease;
import io.hawkvision.zoo.family.Family;
import io.hawkvision.zoo.family.FamilyReader;
import io.hawkvision.zoo.family.InvalidFamilyException;
import io.hawkvision.zoo.policy.Scores;
import io.hawkvision.zoo.preprocess.EncodedImage;
import io.hawkvision.zoo.preprocess.ImageLimits;
import io.hawkvision.zoo.preprocess.Preprocessor;
import io.hawkvision.zoo.preprocess.UnreadableImageException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Decode and ONNX Runtime in a loop, with the edge's own classes and nothing else: what a frame
 * costs at least. Runs as many frames as each line of standard input says, ends with it; with
 * frames of its own it takes part in the rounds of bench peer instead. The child's main thread.
 */
@Command(
    name = "bare-loop",
    hidden = true,
    description = "The bare side of bench overhead and bench peer.")
final class BareLoop implements Callable<Integer> {
  private static final long HIGHEST_NANOS = 60_000_000_000L;

  private final Surroundings surroundings;

  @Option(names = "--family", required = true)
  private String family = "";

  @Option(names = "--frames")
  private @Nullable Path frames;

  @Option(names = "--threads")
  private int threads = 1;

  @Option(names = "--tensors")
  private boolean takesTensors;

  BareLoop(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    Path folder = surroundings.home().resolve("model-zoo/families").resolve(family);
    try {
      Family read = FamilyReader.read(folder);
      if (frames != null) {
        var start = new BareRounds.Start(frames, threads, takesTensors);
        BareRounds.serve(read, start, orders(), surroundings.out().stream());
        return CommandLine.ExitCode.OK;
      }
      OrtEngine.Options options = new OrtEngine.Options(1, 1, 1);
      try (OrtEngine engine = OrtEngine.open(read, read.edge(), options);
          TensorLease lease = engine.acquire()) {
        serve(engine, lease, BenchFrames.render());
      }
    } catch (InvalidFamilyException | EngineException | UnreadableImageException e) {
      throw new IOException("the bare loop failed: " + e.getMessage(), e);
    }
    return CommandLine.ExitCode.OK;
  }

  private static BufferedReader orders() {
    return new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
  }

  private void serve(OrtEngine engine, TensorLease lease, List<LabelledFrame> frames)
      throws IOException, EngineException, UnreadableImageException {
    List<byte[]> pictures = frames.stream().map(frame -> frame.picture().getBytes()).toList();
    Preprocessor preprocessor = new Preprocessor(engine.variant().input(), ImageLimits.DEFAULT);
    PrintStream out = surroundings.out().stream();
    out.println("bare ready " + pictures.size() + " frames");
    out.flush();
    BufferedReader orders = orders();
    for (String order = orders.readLine(); order != null; order = orders.readLine()) {
      int count = Integer.parseInt(order.strip());
      Histogram nanos = new Histogram(HIGHEST_NANOS, 3);
      for (int i = 0; i < count; i++) {
        long begun = System.nanoTime();
        byte[] picture = pictures.get(i % pictures.size());
        EncodedImage image = EncodedImage.probe(picture, ImageLimits.DEFAULT);
        preprocessor.into(image, lease.slot(0));
        float[] probabilities = Scores.softmax(engine.run(lease, 1)[0]);
        if (Scores.argmax(probabilities) < 0 || Scores.margin(probabilities) > 1) {
          throw new IOException("impossible scores"); // keeps the result in use
        }
        nanos.recordValue(Math.min(HIGHEST_NANOS, System.nanoTime() - begun));
      }
      out.println(Round.Latency.of(nanos).line());
      out.flush();
    }
  }
}
