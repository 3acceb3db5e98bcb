package io.hawkvision.zoo.cli;

import io.hawkvision.zoo.family.Fit;
import io.hawkvision.zoo.family.ImageInput;
import io.hawkvision.zoo.preprocess.EncodedImage;
import io.hawkvision.zoo.preprocess.ImageLimits;
import io.hawkvision.zoo.preprocess.Preprocessor;
import io.hawkvision.zoo.preprocess.UnreadableImageException;
import io.hawkvision.zoo.roadside.RoadsideCamera;
import io.hawkvision.zoo.roadside.RoadsideFrame;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * Writes roadside frames for training exactly as a node's preprocessing sees them, JPEG coding
 * included: {@code images.u8} (frames of rows of red, green, blue bytes), {@code labels.u8} and
 * {@code scenes.i32} (little endian, counted over all cameras). Runs on the command's own thread.
 */
@Command(
    name = "export",
    description = "Write labelled roadside frames for training.",
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli sets the fields before call()
final class RoadsideExport implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--seed",
      required = true,
      description =
          "First camera. Training starts at 1000000, development at 2000000, calibration at"
              + " 3000000, tests at 4000000.")
  private long seed;

  @Option(names = "--frames", required = true, description = "How many frames to write.")
  private int frames;

  @Option(names = "--to", required = true, description = "Folder for the three files.")
  private Path to;

  @Option(
      names = "--size",
      defaultValue = "96",
      description = "Width and height after scaling (default: ${DEFAULT-VALUE}).")
  private int size;

  @Option(
      names = "--every",
      defaultValue = "3",
      description = "Takes each n-th frame of a camera (default: ${DEFAULT-VALUE}).")
  private int every;

  @Option(
      names = "--per-camera",
      defaultValue = "500",
      description = "Frames taken from one camera before the next (default: ${DEFAULT-VALUE}).")
  private int perCamera;

  @Override
  public Integer call() throws IOException, UnreadableImageException {
    if (seed < 0 || frames < 1 || size < 1 || size > RoadsideCamera.HEIGHT) {
      throw new ParameterException(
          spec.commandLine(),
          "--seed must be 0 or more, --frames 1 or more, --size 1 to " + RoadsideCamera.HEIGHT);
    }
    if (every < 1 || perCamera < 1) {
      throw new ParameterException(
          spec.commandLine(), "--every and --per-camera must be 1 or more");
    }
    Files.createDirectories(to);
    try (OutputStream images = open("images.u8");
        OutputStream labels = open("labels.u8");
        DataOutputStream scenes = new DataOutputStream(open("scenes.i32"))) {
      write(images, labels, scenes);
    }
    spec.commandLine().getOut().printf("%d frames in %s%n", frames, to);
    return 0;
  }

  private OutputStream open(String name) throws IOException {
    return new BufferedOutputStream(Files.newOutputStream(to.resolve(name)));
  }

  private void write(OutputStream images, OutputStream labels, DataOutputStream scenes)
      throws IOException, UnreadableImageException {
    Preprocessor preprocessor = new Preprocessor(input(), ImageLimits.DEFAULT);
    int sceneCount = 0;
    long lastScene = -1;
    for (int i = 0; i < frames; i++) {
      RoadsideCamera camera = new RoadsideCamera(seed + i / perCamera);
      int taken = i % perCamera;
      RoadsideFrame frame = camera.frame((long) taken * every);
      if (taken == 0 || frame.scene() != lastScene) {
        sceneCount++;
        lastScene = frame.scene();
      }
      images.write(preprocessor.rgb(EncodedImage.probe(frame.jpeg(), ImageLimits.DEFAULT)));
      labels.write(frame.label());
      scenes.writeInt(Integer.reverseBytes(sceneCount - 1));
    }
  }

  /** Unit scale: the export takes the bytes before a network's own normalising. */
  private ImageInput input() {
    List<Float> zero = List.of(0f, 0f, 0f);
    List<Float> one = List.of(1f, 1f, 1f);
    return new ImageInput("input", size, size, Fit.STRETCH, 1.0, zero, one);
  }
}
