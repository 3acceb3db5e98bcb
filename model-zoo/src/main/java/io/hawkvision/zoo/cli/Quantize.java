package io.hawkvision.zoo.cli;

import io.hawkvision.zoo.family.Family;
import io.hawkvision.zoo.family.InvalidFamilyException;
import io.hawkvision.zoo.family.RecipeReader;
import io.hawkvision.zoo.family.Variant;
import io.hawkvision.zoo.family.WholeFile;
import io.hawkvision.zoo.onnx.OnnxFile;
import io.hawkvision.zoo.onnx.UnusableModelException;
import io.hawkvision.zoo.policy.Scores;
import io.hawkvision.zoo.preprocess.UnreadableImageException;
import io.hawkvision.zoo.quantize.FloatNetwork;
import io.hawkvision.zoo.quantize.FloatReader;
import io.hawkvision.zoo.quantize.QdqWriter;
import io.hawkvision.zoo.quantize.Quantizer;
import io.hawkvision.zoo.quantize.Quantizer.LayerReport;
import io.hawkvision.zoo.quantize.Quantizer.Quantized;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes a family's int8 edge network from its float source. */
@Command(
    name = "quantize",
    description =
        "Make the int8 edge network from its float source; calibrate and seal afterwards.",
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli sets the fields before call()
final class Quantize implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private FamilyPlace place;
  @Mixin private FrameOptions frames;

  @Parameters(paramLabel = "FAMILY", description = "Name or folder with recipe.yaml.")
  private String name;

  @Option(
      names = "--from",
      paramLabel = "ONNX",
      description = "Float network (default: source/EDGE-float.onnx in the family's folder).")
  private Optional<Path> from = Optional.empty();

  @Option(
      names = "--samples",
      paramLabel = "N",
      defaultValue = "128",
      description = "Frames that choose the scales (default: ${DEFAULT-VALUE}).")
  private int samples;

  @Option(
      names = "--stem-after",
      paramLabel = "K",
      defaultValue = "2",
      description = "If the variant has a stem: after which pooling (default: ${DEFAULT-VALUE}).")
  private int stemAfter;

  @Option(
      names = "--per-channel",
      description = "A scale for each output channel's weights instead of one for each layer.")
  private boolean perChannel;

  @Override
  public Integer call()
      throws IOException, InvalidFamilyException, UnusableModelException, UnreadableImageException {
    Family family = RecipeReader.draft(place.directory(name)).unsealed();
    Variant edge = family.edge();
    if (!edge.integer()) {
      throw new ParameterException(
          spec.commandLine(), edge.name() + " is not marked \"integer: true\" in recipe.yaml");
    }
    if (samples < 1) {
      throw new ParameterException(spec.commandLine(), "--samples must be 1 or more");
    }
    Path source =
        from.orElseGet(
            () -> family.directory().resolve("source").resolve(edge.name() + "-float.onnx"));
    FloatNetwork network = FloatReader.read(OnnxFile.read(source));
    PixelFrames pixels = new PixelFrames(edge.input(), frames.source(spec, family, "design"));
    OptionalInt stem = edge.stem().isPresent() ? OptionalInt.of(stemAfter) : OptionalInt.empty();
    Quantized quantized;
    try {
      quantized =
          Quantizer.quantize(
              network, pixels.spread(samples), new Quantizer.Options(perChannel, stem));
    } catch (IllegalArgumentException impossible) {
      throw new UnusableModelException(source + ": " + impossible.getMessage());
    }
    WholeFile.write(edge.file(), QdqWriter.write(quantized.network()));
    report(quantized, edge.file());
    compare(network, quantized, pixels);
    return 0;
  }

  private void report(Quantized quantized, Path file) throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    out.printf("%-28s %-12s %-10s %-8s %s%n", "layer", "output", "weights", "output", "at 255");
    for (LayerReport layer : quantized.layers()) {
      String weights = "2^-" + layer.leastExponent();
      if (layer.mostExponent() != layer.leastExponent()) {
        weights += "..-" + layer.mostExponent();
      }
      out.printf(
          "%-28s %-12s %-10s %-8s %.4f %%%n",
          layer.name(),
          layer.output().channels() + "x" + layer.output().height() + "x" + layer.output().width(),
          weights,
          "2^" + -layer.exponent(),
          100 * layer.saturated());
    }
    quantized
        .network()
        .stemLayer()
        .ifPresent(layer -> out.printf("stem: output of layer %d%n", layer));
    out.printf("%s: %d bytes%n", file, Files.size(file));
  }

  /** Both networks on all frames that were named. */
  private void compare(FloatNetwork network, Quantized quantized, PixelFrames pixels)
      throws IOException, UnreadableImageException {
    List<int[]> answers = new ArrayList<>();
    int chunk = 256;
    for (int start = 0; start < pixels.frames(); start += chunk) {
      int end = Math.min(pixels.frames(), start + chunk);
      List<byte[]> part = new ArrayList<>();
      for (int i = start; i < end; i++) {
        part.add(pixels.pixels(i));
      }
      answers.addAll(
          IntStream.range(0, part.size())
              .parallel()
              .mapToObj(
                  i ->
                      new int[] {
                        Scores.argmax(network.logits(part.get(i))),
                        Scores.argmax(quantized.network().run(part.get(i)).logits())
                      })
              .toList());
    }
    int floatRight = 0;
    int rightNow = 0;
    int same = 0;
    for (int i = 0; i < answers.size(); i++) {
      int label = pixels.label(i);
      floatRight += answers.get(i)[0] == label ? 1 : 0;
      rightNow += answers.get(i)[1] == label ? 1 : 0;
      same += answers.get(i)[0] == answers.get(i)[1] ? 1 : 0;
    }
    double n = answers.size();
    spec.commandLine()
        .getOut()
        .printf(
            "%d frames: float %.2f %%, int8 %.2f %%, loss %.2f points; same answer %.2f %%%n",
            answers.size(),
            100 * floatRight / n,
            100 * rightNow / n,
            100 * (floatRight - rightNow) / n,
            100 * same / n);
  }
}
