package io.hawkvision.zoo.engine;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What an ONNX file says about itself, read without ONNX Runtime and without believing it: refuses
 * files that are cut off, keep numbers in other files, need operators of unknown domains or claim
 * more numbers than they hold. Bounded by the file's own size.
 */
final class NetworkOutline {
  private static final Set<String> DOMAINS =
      Set.of("", "ai.onnx", "ai.onnx.ml", "com.microsoft", "com.microsoft.nchwc");

  /** Operators that hand on what a softmax gave. */
  private static final Set<String> TRANSPARENT =
      Set.of("Reshape", "Squeeze", "Flatten", "Identity", "Cast", "Unsqueeze", "Transpose");

  private static final int MODEL_GRAPH = 7;
  private static final int GRAPH_NODE = 1;
  private static final int GRAPH_INITIALIZER = 5;
  private static final int NODE_INPUT = 1;
  private static final int NODE_OUTPUT = 2;
  private static final int NODE_OPERATOR = 4;
  private static final int NODE_ATTRIBUTE = 5;
  private static final int NODE_DOMAIN = 7;
  private static final int ATTRIBUTE_TENSOR = 5;
  private static final int ATTRIBUTE_GRAPH = 6;
  private static final int ATTRIBUTE_TENSORS = 10;
  private static final int ATTRIBUTE_GRAPHS = 11;
  private static final int MAX_DEPTH = 16;

  private final List<Node> nodes = new ArrayList<>();
  private final Map<String, TensorOutline> initializers = new HashMap<>();
  private final Set<String> strangers = new TreeSet<>();
  private long parameters;
  private boolean hasGraph;

  /** One operator of the top graph. */
  record Node(String operator, List<String> inputs, List<String> outputs) {
    Node {
      inputs = List.copyOf(inputs);
      outputs = List.copyOf(outputs);
    }
  }

  private NetworkOutline() {}

  static NetworkOutline read(byte[] model) throws EngineException {
    NetworkOutline outline = new NetworkOutline();
    try {
      outline.model(CodedInputStream.newInstance(model));
    } catch (InvalidProtocolBufferException broken) {
      throw new EngineException(
          "cut off or no ONNX file (" + String.valueOf(broken.getMessage()).trim() + ")");
    } catch (IOException impossible) {
      throw new EngineException("unreadable", impossible);
    }
    if (!outline.hasGraph || outline.nodes.isEmpty()) {
      throw new EngineException("no ONNX file: it holds no network");
    }
    if (!outline.strangers.isEmpty()) {
      throw new EngineException(
          "needs custom operators, which are not run here: " + outline.strangers);
    }
    return outline;
  }

  List<Node> nodes() {
    return List.copyOf(nodes);
  }

  /** Shape of a tensor whose numbers are in the file. */
  Optional<long[]> shape(String tensor) {
    return Optional.ofNullable(initializers.get(tensor)).map(TensorOutline::shape);
  }

  /** How many weights the file holds, shapes and indices not counted. */
  long parameters() {
    return parameters;
  }

  /** Whether this output is what a softmax gave, at most in another shape. */
  boolean endsInSoftmax(String output) {
    String wanted = output;
    Set<String> seen = new HashSet<>();
    while (seen.add(wanted)) {
      String name = wanted;
      Optional<Node> producer =
          nodes.stream().filter(node -> node.outputs().contains(name)).findFirst();
      if (producer.isEmpty() || producer.get().inputs().isEmpty()) {
        return false;
      }
      if (producer.get().operator().equals("Softmax")) {
        return true;
      }
      if (!TRANSPARENT.contains(producer.get().operator())) {
        return false;
      }
      wanted = producer.get().inputs().get(0);
    }
    return false;
  }

  private void model(CodedInputStream in) throws IOException, EngineException {
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      if (isMessage(tag, MODEL_GRAPH)) {
        hasGraph = true;
        int limit = in.pushLimit(in.readRawVarint32());
        graph(in, 0);
        in.popLimit(limit);
      } else {
        skip(in, tag);
      }
    }
  }

  private void graph(CodedInputStream in, int depth) throws IOException, EngineException {
    if (depth > MAX_DEPTH) {
      throw new EngineException("nests graphs more than " + MAX_DEPTH + " deep");
    }
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      if (isMessage(tag, GRAPH_NODE)) {
        int limit = in.pushLimit(in.readRawVarint32());
        node(in, depth);
        in.popLimit(limit);
      } else if (isMessage(tag, GRAPH_INITIALIZER)) {
        tensor(in, depth == 0);
      } else {
        skip(in, tag);
      }
    }
  }

  private void tensor(CodedInputStream in, boolean isTop) throws IOException, EngineException {
    int limit = in.pushLimit(in.readRawVarint32());
    TensorOutline tensor = TensorOutline.read(in);
    in.popLimit(limit);
    if (tensor.isWeights()) {
      parameters += tensor.elements();
    }
    if (isTop) {
      initializers.put(tensor.name(), tensor);
    }
  }

  private void node(CodedInputStream in, int depth) throws IOException, EngineException {
    List<String> inputs = new ArrayList<>();
    List<String> outputs = new ArrayList<>();
    String operator = "";
    String domain = "";
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      if (isMessage(tag, NODE_INPUT)) {
        inputs.add(in.readStringRequireUtf8());
      } else if (isMessage(tag, NODE_OUTPUT)) {
        outputs.add(in.readStringRequireUtf8());
      } else if (isMessage(tag, NODE_OPERATOR)) {
        operator = in.readStringRequireUtf8();
      } else if (isMessage(tag, NODE_DOMAIN)) {
        domain = in.readStringRequireUtf8();
      } else if (isMessage(tag, NODE_ATTRIBUTE)) {
        int limit = in.pushLimit(in.readRawVarint32());
        attribute(in, depth);
        in.popLimit(limit);
      } else {
        skip(in, tag);
      }
    }
    if (!DOMAINS.contains(domain)) {
      strangers.add(domain + ":" + operator);
    }
    if (depth == 0) {
      nodes.add(new Node(operator, inputs, outputs));
    }
  }

  private void attribute(CodedInputStream in, int depth) throws IOException, EngineException {
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      if (isMessage(tag, ATTRIBUTE_TENSOR) || isMessage(tag, ATTRIBUTE_TENSORS)) {
        tensor(in, false);
      } else if (isMessage(tag, ATTRIBUTE_GRAPH) || isMessage(tag, ATTRIBUTE_GRAPHS)) {
        int limit = in.pushLimit(in.readRawVarint32());
        graph(in, depth + 1);
        in.popLimit(limit);
      } else {
        skip(in, tag);
      }
    }
  }

  static boolean isMessage(int tag, int field) {
    return tag == (field << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED);
  }

  static void skip(CodedInputStream in, int tag) throws IOException {
    if (!in.skipField(tag)) {
      throw new InvalidProtocolBufferException("a group ends that never began");
    }
  }
}
