package io.hawkvision.zoo.cli;

import io.hawkvision.zoo.engine.EngineException;
import io.hawkvision.zoo.engine.ExactCheck;
import io.hawkvision.zoo.engine.OrtEngine;
import io.hawkvision.zoo.family.Family;
import io.hawkvision.zoo.family.FamilyReader;
import io.hawkvision.zoo.family.InvalidFamilyException;
import io.hawkvision.zoo.family.Variant;
import io.hawkvision.zoo.preprocess.UnreadableImageException;
import io.hawkvision.zoo.quantize.ExtremeFrames;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Compares ONNX Runtime with the integer reference on labelled and on extreme frames. */
@Command(
    name = "exact",
    description = "Compare ONNX Runtime with the integer reference, bit for bit.",
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli sets the fields before call()
final class Exact implements Callable<Integer> {
  private static final int DIFFERENCES_SHOWN = 5;

  @Spec private CommandSpec spec;
  @Mixin private FamilyPlace place;
  @Mixin private FrameOptions frames;

  @Parameters(paramLabel = "FAMILY", description = "Name or folder with family.yaml.")
  private String name;

  @Override
  public Integer call()
      throws IOException, InvalidFamilyException, EngineException, UnreadableImageException {
    Family family = FamilyReader.read(place.directory(name));
    Variant edge = family.edge();
    if (!edge.integer()) {
      throw new ParameterException(spec.commandLine(), edge.name() + " is not an integer network");
    }
    PixelFrames pixels = new PixelFrames(edge.input(), frames.source(spec, family, "test"));
    try (OrtEngine engine = OrtEngine.open(family, edge, new OrtEngine.Options(1, 1, 1));
        Progress progress =
            Progress.onTerminal(spec.commandLine().getErr(), "exact", pixels.frames())) {
      ExactCheck check = ExactCheck.of(engine);
      List<byte[]> extremes = ExtremeFrames.of(check.reference());
      int different = 0;
      for (int i = 0; i < extremes.size(); i++) {
        different += differs(check, extremes.get(i), "extreme frame " + i, different);
      }
      for (int i = 0; i < pixels.frames(); i++) {
        different += differs(check, pixels.pixels(i), "frame " + i, different);
        progress.step();
      }
      PrintWriter out = spec.commandLine().getOut();
      out.printf(
          "%s %s: %d frames and %d extreme ones, %d different from the integer reference"
              + " (logits%s)%n",
          family.name(),
          edge.name(),
          pixels.frames(),
          extremes.size(),
          different,
          edge.stem().isPresent() ? " and stem" : "");
      return different == 0 ? 0 : 1;
    }
  }

  private int differs(ExactCheck check, byte[] pixels, String frame, int before)
      throws EngineException {
    Optional<String> difference = check.difference(pixels);
    if (difference.isPresent() && before < DIFFERENCES_SHOWN) {
      spec.commandLine().getErr().println(frame + ": " + difference.get());
    }
    return difference.isPresent() ? 1 : 0;
  }
}
