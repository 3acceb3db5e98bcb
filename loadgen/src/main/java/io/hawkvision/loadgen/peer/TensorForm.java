package io.hawkvision.loadgen.peer;

import io.hawkvision.zoo.family.TensorLayout;

/** How the numbers of one picture are written: as the network's input, or as bare colours. */
record TensorForm(Numbers numbers, TensorLayout layout) {
  /** With the word of the Open Inference Protocol. */
  enum Numbers {
    FP32(4),
    UINT8(1);

    private final int bytes;

    Numbers(int bytes) {
      this.bytes = bytes;
    }

    int bytes() {
      return bytes;
    }
  }
}
