package io.hawkvision.zoo.onnx;

import io.hawkvision.zoo.onnx.proto.OnnxAttribute;
import io.hawkvision.zoo.onnx.proto.OnnxDimension;
import io.hawkvision.zoo.onnx.proto.OnnxEntry;
import io.hawkvision.zoo.onnx.proto.OnnxGraph;
import io.hawkvision.zoo.onnx.proto.OnnxModel;
import io.hawkvision.zoo.onnx.proto.OnnxNode;
import io.hawkvision.zoo.onnx.proto.OnnxTensor;
import io.hawkvision.zoo.onnx.proto.OnnxValue;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Refuses what no network of ours may have, before any of it reaches native code. One thread. */
final class ModelGuard {
  /** Operators of ONNX itself, and those that ONNX Runtime adds for its own optimised files. */
  private static final Set<String> DOMAINS = Set.of("", "ai.onnx", "com.microsoft");

  private final String file;

  ModelGuard(String file) {
    this.file = file;
  }

  void check(OnnxModel model) throws UnusableModelException {
    if (model.getIrVersion() < 1 || !model.hasGraph() || model.getGraph().getNodeCount() == 0) {
      throw wrong("is not an ONNX network: it has no graph");
    }
    if (model.getFunctionsCount() > 0) {
      throw wrong("defines functions of its own (\"" + model.getFunctions(0).getName() + "\")");
    }
    check(model.getGraph());
  }

  private void check(OnnxGraph graph) throws UnusableModelException {
    for (OnnxTensor tensor : graph.getInitializerList()) {
      check(tensor, "tensor \"" + tensor.getName() + "\"");
    }
    if (graph.getSparseInitializerCount() > 0) {
      throw wrong("has sparse weights");
    }
    for (OnnxNode node : graph.getNodeList()) {
      check(node);
    }
  }

  private void check(OnnxNode node) throws UnusableModelException {
    if (!DOMAINS.contains(node.getDomain())) {
      throw wrong(
          described(node)
              + " is a custom operator of domain \""
              + node.getDomain()
              + "\"; only ONNX's own are taken");
    }
    for (OnnxAttribute attribute : node.getAttributeList()) {
      List<OnnxTensor> tensors = new ArrayList<>(attribute.getTensorsList());
      tensors.add(attribute.getT());
      for (OnnxTensor tensor : tensors) {
        check(tensor, described(node) + ", attribute \"" + attribute.getName() + "\"");
      }
      List<OnnxGraph> graphs = new ArrayList<>(attribute.getGraphsList());
      graphs.add(attribute.getG());
      for (OnnxGraph graph : graphs) {
        check(graph);
      }
    }
  }

  private static String described(OnnxNode node) {
    return "node \"" + node.getName() + "\" (" + node.getOpType() + ")";
  }

  private void check(OnnxTensor tensor, String where) throws UnusableModelException {
    if (tensor.getDataLocation() != 0 || tensor.getExternalDataCount() > 0) {
      String location =
          tensor.getExternalDataList().stream()
              .filter(entry -> entry.getKey().equals("location"))
              .map(OnnxEntry::getValue)
              .findFirst()
              .orElse("not said");
      throw wrong(
          where
              + " lies in another file (\""
              + location
              + "\"); a family's networks hold their weights themselves");
    }
    long present = present(tensor, where);
    long claimed = 1;
    for (long dim : tensor.getDimsList()) {
      if (dim < 0 || (dim > 0 && claimed > OnnxFile.MAX_BYTES / dim)) {
        throw wrong(where + " claims dimensions " + tensor.getDimsList());
      }
      claimed *= dim;
    }
    if (tensor.getDataType() != 0 && claimed != present) {
      throw wrong(
          where
              + " claims dimensions "
              + tensor.getDimsList()
              + " but brings "
              + present
              + " elements");
    }
  }

  /** Elements that the file really holds for a tensor. */
  private long present(OnnxTensor tensor, String where) throws UnusableModelException {
    if (tensor.getDataType() == 0) {
      return 0;
    }
    TensorType type =
        TensorType.ofCode(tensor.getDataType())
            .orElseThrow(() -> wrong(where + " has element type " + tensor.getDataType()));
    if (type == TensorType.STRING) {
      throw wrong(where + " holds text");
    }
    if (!tensor.getRawData().isEmpty()) {
      if (tensor.getRawData().size() % type.bytes() != 0) {
        throw wrong(where + " ends in the middle of an element");
      }
      return tensor.getRawData().size() / type.bytes();
    }
    return switch (type) {
      case FLOAT -> tensor.getFloatDataCount();
      case DOUBLE -> tensor.getDoubleDataCount();
      case INT64 -> tensor.getInt64DataCount();
      default -> tensor.getInt32DataCount();
    };
  }

  /** Inputs that a caller must give: initialisers have values already. */
  List<TensorSpec> inputs(OnnxGraph graph) throws UnusableModelException {
    Set<String> known = new HashSet<>();
    graph.getInitializerList().forEach(tensor -> known.add(tensor.getName()));
    List<OnnxValue> wanted =
        graph.getInputList().stream().filter(value -> !known.contains(value.getName())).toList();
    return specs(wanted, "input");
  }

  List<TensorSpec> outputs(OnnxGraph graph) throws UnusableModelException {
    return specs(graph.getOutputList(), "output");
  }

  private List<TensorSpec> specs(List<OnnxValue> values, String role)
      throws UnusableModelException {
    List<TensorSpec> specs = new ArrayList<>();
    for (OnnxValue value : values) {
      String where = role + " \"" + value.getName() + "\"";
      if (!value.getType().hasTensorType()) {
        throw wrong(where + " is not a tensor");
      }
      int code = value.getType().getTensorType().getElemType();
      TensorType type =
          TensorType.ofCode(code).orElseThrow(() -> wrong(where + " has element type " + code));
      List<Long> dims = new ArrayList<>();
      for (OnnxDimension dim : value.getType().getTensorType().getShape().getDimList()) {
        boolean isGiven = dim.getValueCase() == OnnxDimension.ValueCase.DIM_VALUE;
        if (isGiven && dim.getDimValue() < 0) {
          throw wrong(where + " has a dimension of " + dim.getDimValue());
        }
        dims.add(isGiven ? dim.getDimValue() : -1L);
      }
      specs.add(new TensorSpec(value.getName(), type, dims));
    }
    return specs;
  }

  private UnusableModelException wrong(String what) {
    return new UnusableModelException(file + ": " + what);
  }
}
