package io.hawkvision.zoo.onnx;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * An input or output of a network.
 *
 * @param dims sizes; -1 where any is taken
 */
public record TensorSpec(String name, TensorType type, List<Long> dims) {
  public TensorSpec {
    requireNonNull(name, "name");
    requireNonNull(type, "type");
    dims = List.copyOf(dims);
  }
}
