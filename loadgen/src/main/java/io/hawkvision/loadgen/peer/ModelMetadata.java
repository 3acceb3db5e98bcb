package io.hawkvision.loadgen.peer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hawkvision.proto.oip.ModelMetadataResponse;
import io.hawkvision.proto.oip.ModelMetadataResponse.TensorMetadata;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What an Open Inference Protocol server says of a model. A value. */
record ModelMetadata(List<Tensor> inputs, List<Tensor> outputs) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** In the shape, a negative number stands for any size. */
  record Tensor(String name, String datatype, List<Long> shape) {
    Tensor {
      shape = List.copyOf(shape);
    }

    @Override
    public String toString() {
      return name + " " + datatype + " " + shape;
    }
  }

  ModelMetadata {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }

  static ModelMetadata read(Buffer body) throws IOException {
    JsonNode root = JSON.readTree(body.getBytes());
    return new ModelMetadata(tensors(root.path("inputs")), tensors(root.path("outputs")));
  }

  private static List<Tensor> tensors(JsonNode listed) throws IOException {
    List<Tensor> tensors = new ArrayList<>();
    for (JsonNode tensor : listed) {
      List<Long> shape = new ArrayList<>();
      for (JsonNode size : tensor.path("shape")) {
        // some servers write sizes as strings, as gRPC's JSON does
        shape.add(size.asLong(0));
      }
      if (!tensor.path("name").isTextual() || !tensor.path("datatype").isTextual()) {
        throw new IOException("the model's metadata has a tensor without name or datatype");
      }
      tensors.add(
          new Tensor(tensor.path("name").textValue(), tensor.path("datatype").textValue(), shape));
    }
    return tensors;
  }

  static ModelMetadata of(ModelMetadataResponse said) {
    return new ModelMetadata(
        said.getInputsList().stream().map(ModelMetadata::tensor).toList(),
        said.getOutputsList().stream().map(ModelMetadata::tensor).toList());
  }

  private static Tensor tensor(TensorMetadata said) {
    return new Tensor(said.getName(), said.getDatatype(), said.getShapeList());
  }
}
