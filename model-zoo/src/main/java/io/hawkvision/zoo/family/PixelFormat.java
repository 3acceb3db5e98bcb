package io.hawkvision.zoo.family;

import static java.util.Objects.requireNonNull;

/** How a network wants its pixels written. */
public record PixelFormat(ChannelOrder order, TensorLayout layout, ElementType type) {
  /** What a manifest means that says nothing about it: planes of red, green, blue floats. */
  public static final PixelFormat DEFAULT =
      new PixelFormat(ChannelOrder.RGB, TensorLayout.NCHW, ElementType.FLOAT);

  public PixelFormat {
    requireNonNull(order, "order");
    requireNonNull(layout, "layout");
    requireNonNull(type, "type");
  }
}
