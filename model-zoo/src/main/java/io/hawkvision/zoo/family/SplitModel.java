package io.hawkvision.zoo.family;

import static java.util.Objects.requireNonNull;

/**
 * The network that is cut in two: the edge encodes the edge variant's stem, the datacenter goes on
 * from what arrived.
 *
 * @param encoder ONNX: from the stem to the code, both uint8 [N,C,H,W]
 * @param tail ONNX: from what arrived and its mask, both float [N,C,H,W], to logits
 * @param codec layout of the code and static entropy tables
 */
public record SplitModel(SealedFile encoder, Tail tail, SealedFile codec) {
  /** The name that routes to the tail have. */
  public static final String ROUTE = "split";

  public SplitModel {
    requireNonNull(encoder, "encoder");
    requireNonNull(tail, "tail");
    requireNonNull(codec, "codec");
  }

  /** The datacenter's half and its size. */
  public record Tail(SealedFile network, long parameters, long macs) {
    public Tail {
      requireNonNull(network, "network");
    }
  }
}
