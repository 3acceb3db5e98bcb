package io.hawkvision.loadgen.peer;

import static java.util.Objects.requireNonNull;

import io.hawkvision.loadgen.source.LabelledFrame;
import io.hawkvision.zoo.family.ChannelOrder;
import io.hawkvision.zoo.family.ImageInput;
import io.hawkvision.zoo.family.TensorLayout;
import io.hawkvision.zoo.preprocess.EncodedImage;
import io.hawkvision.zoo.preprocess.ImageLimits;
import io.hawkvision.zoo.preprocess.Preprocessor;
import io.hawkvision.zoo.preprocess.UnreadableImageException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/**
 * Pictures as the raw tensors a peer takes, by the same preprocessing as the edge's. One thread at
 * a time, never an event loop.
 */
final class InputTensors {
  private static final int CHANNELS = 3;

  private final ImageInput input;
  private final TensorForm form;
  private final Preprocessor preprocessor;
  private final FloatBuffer slot;

  InputTensors(ImageInput input, TensorForm form) {
    this.input = requireNonNull(input, "input");
    this.form = requireNonNull(form, "form");
    this.preprocessor = new Preprocessor(input, ImageLimits.DEFAULT);
    this.slot =
        ByteBuffer.allocateDirect(Float.BYTES * input.floats())
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();
  }

  int bytes() {
    return input.floats() * form.numbers().bytes();
  }

  /** Little endian, row by row. */
  byte[] of(LabelledFrame frame) throws IOException {
    try {
      EncodedImage image = EncodedImage.probe(frame.picture().getBytes(), ImageLimits.DEFAULT);
      return switch (form.numbers()) {
        case FP32 -> floats(image);
        case UINT8 -> colours(preprocessor.rgb(image));
      };
    } catch (UnreadableImageException e) {
      throw new IOException(frame.name() + " is no readable picture: " + e.getMessage(), e);
    }
  }

  private byte[] floats(EncodedImage image) throws UnreadableImageException {
    preprocessor.into(image, slot);
    byte[] bytes = new byte[bytes()];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(slot.duplicate());
    return bytes;
  }

  /** From rows of red, green, blue. */
  private byte[] colours(byte[] rgb) {
    boolean isBlueFirst = input.format().order() == ChannelOrder.BGR;
    int pixels = input.width() * input.height();
    byte[] bytes = new byte[rgb.length];
    for (int pixel = 0; pixel < pixels; pixel++) {
      for (int channel = 0; channel < CHANNELS; channel++) {
        int from = pixel * CHANNELS + (isBlueFirst ? CHANNELS - 1 - channel : channel);
        int to =
            form.layout() == TensorLayout.NCHW
                ? channel * pixels + pixel
                : pixel * CHANNELS + channel;
        bytes[to] = rgb[from];
      }
    }
    return bytes;
  }
}
