package io.hawkvision.zoo.onnx;

import static java.util.Objects.requireNonNull;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import io.hawkvision.zoo.onnx.proto.OnnxModel;
import io.hawkvision.zoo.onnx.proto.OnnxNode;
import io.hawkvision.zoo.onnx.proto.OnnxTensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/**
 * A network file that passed all guards: every weight lies inside the file, every operator belongs
 * to ONNX itself, and no tensor claims to be larger than the bytes it brings. Immutable.
 *
 * @param parameters numbers in the initialisers of floating point or int8 weights
 * @param macs multiply-accumulates for one frame where the shapes can be followed, else empty
 */
public record OnnxFile(
    OnnxModel model,
    List<TensorSpec> inputs,
    List<TensorSpec> outputs,
    long parameters,
    OptionalLong macs) {
  /** Files beyond this size are not read. */
  public static final long MAX_BYTES = 512L << 20;

  private static final int MAX_NESTING = 32;

  public OnnxFile {
    requireNonNull(model, "model");
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    requireNonNull(macs, "macs");
  }

  /**
   * Reads a file.
   *
   * @throws UnusableModelException naming the tensor or node that no network of ours may have
   */
  public static OnnxFile read(Path file) throws IOException, UnusableModelException {
    String name = String.valueOf(file.getFileName());
    long size = Files.size(file);
    if (size > MAX_BYTES) {
      throw new UnusableModelException(
          name + " has " + size + " bytes, more than the " + MAX_BYTES + " that are read");
    }
    return parse(name, Files.readAllBytes(file));
  }

  /**
   * Reads a file's bytes.
   *
   * @param name what messages call the file
   */
  public static OnnxFile parse(String name, byte[] bytes) throws UnusableModelException {
    OnnxModel model;
    try {
      CodedInputStream in = CodedInputStream.newInstance(bytes);
      in.setRecursionLimit(MAX_NESTING);
      model = OnnxModel.parseFrom(in);
    } catch (InvalidProtocolBufferException damaged) {
      throw new UnusableModelException(
          name + " is not an ONNX file, or was cut off (" + damaged.getMessage() + ")", damaged);
    } catch (IOException impossible) {
      throw new IllegalStateException(impossible);
    }
    return of(name, model);
  }

  /** Checks a model that is in memory already. */
  public static OnnxFile of(String name, OnnxModel model) throws UnusableModelException {
    ModelGuard guard = new ModelGuard(name);
    guard.check(model);
    List<TensorSpec> inputs = guard.inputs(model.getGraph());
    List<TensorSpec> outputs = guard.outputs(model.getGraph());
    return new OnnxFile(model, inputs, outputs, parameters(model), Macs.of(model, inputs));
  }

  /** The nodes in the order in which they run. */
  public List<OnnxNode> nodes() {
    return model.getGraph().getNodeList();
  }

  private static long parameters(OnnxModel model) {
    return model.getGraph().getInitializerList().stream()
        .filter(OnnxFile::isWeight)
        .mapToLong(Tensors::elements)
        .sum();
  }

  /** Shapes, axes and the like are whole numbers of 64 bits and nobody's parameters. */
  private static boolean isWeight(OnnxTensor tensor) {
    return TensorType.ofCode(tensor.getDataType())
        .filter(type -> type != TensorType.INT64 && type != TensorType.BOOL)
        .isPresent();
  }
}
