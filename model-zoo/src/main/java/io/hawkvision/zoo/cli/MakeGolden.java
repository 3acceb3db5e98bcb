package io.hawkvision.zoo.cli;

import io.hawkvision.zoo.family.Fit;
import io.hawkvision.zoo.family.ImageInput;
import io.hawkvision.zoo.preprocess.EncodedImage;
import io.hawkvision.zoo.preprocess.ImageLimits;
import io.hawkvision.zoo.preprocess.JpegEncoder;
import io.hawkvision.zoo.preprocess.Preprocessor;
import io.hawkvision.zoo.preprocess.UnreadableImageException;
import io.hawkvision.zoo.roadside.RoadsideCamera;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Writes the pictures of a family's golden vectors: roadside frames for every family, scaled to the
 * size its cameras post, because golden vectors never contain photographs.
 */
@Command(
    name = "golden",
    description = "Write the pictures of the golden vectors (roadside frames); seal afterwards.",
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli sets the fields before call()
final class MakeGolden implements Callable<Integer> {
  static final String FOLDER = "golden";
  private static final int QUALITY = 85;
  private static final int STRIDE = 97;
  private static final int MAX_COUNT = 64;
  private static final int MAX_SIDE = 2048;

  @Spec private CommandSpec spec;
  @Mixin private FamilyPlace place;

  @Parameters(paramLabel = "FAMILY", description = "Name or folder with recipe.yaml.")
  private String name;

  @Option(
      names = "--seed",
      defaultValue = "2000000",
      description = "Roadside camera (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(names = "--count", defaultValue = "4", description = "Pictures (default: 4).")
  private int count;

  @Option(names = "--width", description = "As the cameras post (default: ${DEFAULT-VALUE}).")
  private int width = RoadsideCamera.WIDTH;

  @Option(names = "--height", description = "As the cameras post (default: ${DEFAULT-VALUE}).")
  private int height = RoadsideCamera.HEIGHT;

  @Override
  public Integer call() throws IOException, UnreadableImageException {
    if (seed < 0 || count < 1 || count > MAX_COUNT) {
      throw new ParameterException(
          spec.commandLine(), "--seed must be 0 or more, --count 1 to " + MAX_COUNT);
    }
    if (Math.min(width, height) < 8 || Math.max(width, height) > MAX_SIDE) {
      throw new ParameterException(spec.commandLine(), "sides must be 8 to " + MAX_SIDE);
    }
    Path folder = place.directory(name).resolve(FOLDER);
    Files.createDirectories(folder);
    removeOld(folder);
    RoadsideCamera camera = new RoadsideCamera(seed);
    for (int i = 0; i < count; i++) {
      byte[] jpeg = posted(camera.frame((long) i * STRIDE).jpeg());
      Files.write(folder.resolve(i + ".jpg"), jpeg);
    }
    spec.commandLine().getOut().printf("%d pictures in %s%n", count, folder);
    return 0;
  }

  /** The frame as it is where the size is the camera's own, else scaled and encoded anew. */
  private byte[] posted(byte[] jpeg) throws UnreadableImageException {
    if (width == RoadsideCamera.WIDTH && height == RoadsideCamera.HEIGHT) {
      return jpeg;
    }
    List<Float> zero = List.of(0f, 0f, 0f);
    List<Float> one = List.of(1f, 1f, 1f);
    ImageInput input = new ImageInput("input", width, height, Fit.STRETCH, 1, zero, one);
    EncodedImage frame = EncodedImage.probe(jpeg, ImageLimits.DEFAULT);
    byte[] rgb = new Preprocessor(input, ImageLimits.DEFAULT).rgb(frame);
    return JpegEncoder.encode(rgb, width, height, QUALITY);
  }

  /** Only files that this command writes. */
  private static void removeOld(Path folder) throws IOException {
    for (Path old : pictures(folder)) {
      Files.delete(old);
    }
  }

  /** The golden pictures of a folder, by number. */
  static List<Path> pictures(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> String.valueOf(file.getFileName()).matches("[0-9]{1,3}\\.jpg"))
          .sorted(Comparator.comparingInt(MakeGolden::number))
          .toList();
    }
  }

  private static int number(Path file) {
    return Integer.parseInt(String.valueOf(file.getFileName()).replace(".jpg", ""));
  }
}
