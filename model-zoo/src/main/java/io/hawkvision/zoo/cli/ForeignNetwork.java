package io.hawkvision.zoo.cli;

import io.hawkvision.zoo.engine.EngineException;
import io.hawkvision.zoo.engine.NetworkProbe;
import io.hawkvision.zoo.engine.NetworkProbe.Tensor;
import io.hawkvision.zoo.family.BackgroundClass;
import io.hawkvision.zoo.family.ElementType;
import io.hawkvision.zoo.family.OutputValues;
import io.hawkvision.zoo.family.TensorLayout;
import io.hawkvision.zoo.onnx.OnnxFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Somebody else's ONNX file and what it says about itself: read, opened and run once on noise.
 * Messages name the file.
 */
final class ForeignNetwork {
  private static final int MAX_SIDE = 2048;
  private static final int MAX_BATCH = 1024;
  private static final double SUM_TOLERANCE = 0.02;

  private final Path file;
  private final byte[] bytes;
  private final NetworkProbe probe;
  private final Tensor input;
  private final Picture picture;
  private final String output;
  private final float[] row;
  private final OutputValues values;
  private final List<String> notes = new ArrayList<>();

  /** What the input's shape means. */
  record Picture(int batch, int width, int height, TensorLayout layout, ElementType type) {
    List<Long> shape() {
      return layout == TensorLayout.NCHW
          ? List.of((long) batch, 3L, (long) height, (long) width)
          : List.of((long) batch, (long) height, (long) width, 3L);
    }
  }

  /** What a person may say about the output; the rest is found out. */
  record Wishes(Optional<String> output, Optional<OutputValues> values) {}

  ForeignNetwork(Path file, InputWords words, Wishes wishes) throws IOException, EngineException {
    this.file = file;
    this.bytes = read(file);
    try {
      this.probe = NetworkProbe.of(String.valueOf(file.getFileName()), bytes);
      this.input = onlyInput();
      this.picture = picture(words);
      this.output = output(wishes.output());
      this.row = firstRow();
      this.values = wishes.values().orElseGet(this::guessedValues);
    } catch (EngineException refused) {
      boolean isNamed = String.valueOf(refused.getMessage()).startsWith(file.getFileName() + ":");
      String place = isNamed ? "" : file.getFileName() + ": ";
      throw new EngineException(place + refused.getMessage() + cause(refused));
    }
  }

  private static String cause(EngineException refused) {
    Throwable cause = refused.getCause();
    return cause == null ? "" : " (" + String.valueOf(cause.getMessage()).strip() + ")";
  }

  private static byte[] read(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new IOException("there is no file " + file);
    }
    long size = Files.size(file);
    if (size > OnnxFile.MAX_BYTES) {
      throw new IOException(file + " has " + size + " bytes, more than " + OnnxFile.MAX_BYTES);
    }
    return Files.readAllBytes(file);
  }

  private Tensor onlyInput() throws EngineException {
    if (probe.inputs().size() != 1) {
      List<String> names = probe.inputs().stream().map(Tensor::name).toList();
      throw new EngineException("has inputs " + names + ", not one picture");
    }
    Tensor only = probe.inputs().get(0);
    if (!only.isFloat()) {
      throw new EngineException(
          "input \"" + only.name() + "\" is " + only.type() + ", not float or float16");
    }
    if (only.shape().size() != 4) {
      throw new EngineException(
          "input \"" + only.name() + "\" is " + only.shape() + "; a picture has four dimensions");
    }
    return only;
  }

  private Picture picture(InputWords words) throws EngineException {
    List<Long> shape = input.shape();
    TensorLayout layout = words.layout().isPresent() ? words.layout().get() : guessedLayout(shape);
    boolean isPlanar = layout == TensorLayout.NCHW;
    long channels = shape.get(isPlanar ? 1 : 3);
    if (channels != 3 && channels >= 0) {
      throw new EngineException(
          "input " + shape + " as " + layout.word() + " has " + channels + " channels, not 3");
    }
    Optional<InputWords.Size> size = words.size();
    int height = side("height", shape.get(isPlanar ? 2 : 1), size.map(InputWords.Size::height));
    int width = side("width", shape.get(isPlanar ? 3 : 2), size.map(InputWords.Size::width));
    long batch = shape.get(0);
    if (batch == 0 || batch > MAX_BATCH) {
      throw new EngineException("takes batches of " + batch + ", not 1 to " + MAX_BATCH);
    }
    ElementType type = input.isHalf() ? ElementType.FLOAT16 : ElementType.FLOAT;
    notes.add(
        String.format(
            "input \"%s\" %s: %s, %s, %d x %d, %s",
            input.name(),
            shape.toString().replace("-1", "any"),
            layout.word(),
            words.layout().isPresent() ? "as stated" : "by its shape",
            width,
            height,
            type.word()));
    return new Picture(Math.max(1, (int) batch), width, height, layout, type);
  }

  private static TensorLayout guessedLayout(List<Long> shape) throws EngineException {
    boolean isPlanar = shape.get(1) == 3 || (shape.get(1) < 0 && shape.get(3) != 3);
    if (!isPlanar && shape.get(3) != 3 && shape.get(3) >= 0) {
      throw new EngineException(
          "input " + shape + " has no dimension of 3 channels: not for colour pictures");
    }
    return isPlanar ? TensorLayout.NCHW : TensorLayout.NHWC;
  }

  private static int side(String what, long dimension, Optional<Integer> stated)
      throws EngineException {
    long side = dimension >= 0 ? dimension : stated.orElse(0);
    if (dimension < 0 && stated.isEmpty()) {
      throw new EngineException("takes pictures of any " + what + ": state --input size=WxH");
    }
    if (side < 1 || side > MAX_SIDE) {
      throw new EngineException("input " + what + " of " + side + ", not 1 to " + MAX_SIDE);
    }
    return (int) side;
  }

  private String output(Optional<String> stated) throws EngineException {
    List<String> names = probe.outputs().stream().map(Tensor::name).toList();
    if (stated.isPresent() && !names.contains(stated.get())) {
      throw new EngineException("has no output \"" + stated.get() + "\" but " + names);
    }
    if (stated.isEmpty() && names.size() != 1) {
      throw new EngineException("has outputs " + names + ": state one with --output");
    }
    String name = stated.orElseGet(() -> names.get(0));
    if (probe.outputs().stream().noneMatch(o -> o.name().equals(name) && o.isFloat())) {
      throw new EngineException("output \"" + name + "\" is not a tensor of floats");
    }
    return name;
  }

  private float[] firstRow() throws EngineException {
    float[] all = probe.noiseOutput(output, picture.shape(), 1);
    if (all.length < picture.batch() || all.length % picture.batch() != 0) {
      throw new EngineException(
          "output \"" + output + "\" has " + all.length + " numbers for " + picture.batch());
    }
    float[] row = new float[all.length / picture.batch()];
    System.arraycopy(all, 0, row, 0, row.length);
    return row;
  }

  private OutputValues guessedValues() {
    if (probe.endsInSoftmax(output)) {
      notes.add("output \"" + output + "\": probabilities, for the network ends in a softmax");
      return OutputValues.PROBABILITIES;
    }
    double sum = 0;
    boolean areShares = true;
    for (float value : row) {
      sum += value;
      areShares &= value >= 0 && value <= 1;
    }
    boolean isProbability = areShares && Math.abs(sum - 1) < SUM_TOLERANCE;
    notes.add(
        isProbability
            ? "output \"" + output + "\": probabilities, for on noise they add up to 1"
            : "output \"" + output + "\": logits, for on noise they do not add up to 1");
    return isProbability ? OutputValues.PROBABILITIES : OutputValues.LOGITS;
  }

  /** Where the background class may stand, given what the labels are. */
  List<BackgroundClass> backgrounds(ForeignLabels labels, Optional<BackgroundClass> stated)
      throws EngineException {
    int names = labels.names().size();
    if (classes() == names) {
      return List.of(BackgroundClass.NONE);
    }
    if (classes() == names + 1 && stated.orElse(BackgroundClass.FIRST) != BackgroundClass.NONE) {
      boolean isKnown = labels.background() != BackgroundClass.NONE;
      Optional<BackgroundClass> known =
          stated.isPresent() || !isKnown ? stated : Optional.of(labels.background());
      return known.map(List::of).orElse(List.of(BackgroundClass.FIRST, BackgroundClass.LAST));
    }
    throw new EngineException(
        file.getFileName()
            + ": output \""
            + output
            + "\" has "
            + classes()
            + " classes, the labels are "
            + names
            + (labels.background() == BackgroundClass.NONE ? "" : " and a background class"));
  }

  int classes() {
    return row.length;
  }

  Path file() {
    return file;
  }

  byte[] bytes() {
    return bytes.clone();
  }

  String inputName() {
    return input.name();
  }

  String outputName() {
    return output;
  }

  OutputValues values() {
    return values;
  }

  Picture picture() {
    return picture;
  }

  /** What was read off the file and what was assumed. */
  List<String> notes() {
    return List.copyOf(notes);
  }

  long parameters() {
    return Math.max(1, probe.parameters());
  }

  long macs() throws EngineException {
    return Math.max(1, probe.macs(picture.shape()));
  }
}
