package io.hawkvision.zoo.cli;

import io.hawkvision.zoo.engine.ExactCheck;
import io.hawkvision.zoo.family.ImageInput;
import io.hawkvision.zoo.preprocess.ImageLimits;
import io.hawkvision.zoo.preprocess.Preprocessor;
import io.hawkvision.zoo.preprocess.UnreadableImageException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;

/** Frames of a source as the pixels that an integer network sees: uint8 [3,H,W]. One thread. */
final class PixelFrames {
  private final FrameSource source;
  private final Preprocessor preprocessor;
  private final FloatBuffer slot;

  PixelFrames(ImageInput input, FrameSource source) {
    this.source = source;
    this.preprocessor = new Preprocessor(input, ImageLimits.DEFAULT);
    this.slot =
        ByteBuffer.allocateDirect(input.floats() * Float.BYTES)
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();
  }

  int frames() {
    return source.frames();
  }

  int label(int i) {
    return source.label(i);
  }

  byte[] pixels(int i) throws IOException, UnreadableImageException {
    preprocessor.into(source.frame(i).image(), slot.clear());
    return ExactCheck.pixels(slot.clear());
  }

  /** At most {@code count} frames from all over the source. */
  List<byte[]> spread(int count) throws IOException, UnreadableImageException {
    int taken = Math.min(count, source.frames());
    List<byte[]> frames = new ArrayList<>();
    for (int i = 0; i < taken; i++) {
      frames.add(pixels((int) ((long) i * source.frames() / taken)));
    }
    return frames;
  }
}
