package io.hawkvision.zoo.engine;

import io.hawkvision.zoo.family.Variant;
import io.hawkvision.zoo.onnx.OnnxFile;
import io.hawkvision.zoo.onnx.UnusableModelException;
import io.hawkvision.zoo.quantize.ExtremeFrames;
import io.hawkvision.zoo.quantize.IntegerNetwork;
import io.hawkvision.zoo.quantize.QdqReader;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Compares an engine with the integer reference of its variant, bit for bit. Worker threads; takes
 * one lease at a time.
 */
public final class ExactCheck {
  private final Engine engine;
  private final IntegerNetwork reference;

  private ExactCheck(Engine engine, IntegerNetwork reference) {
    this.engine = engine;
    this.reference = reference;
  }

  /**
   * Reads the reference from the variant's file.
   *
   * @throws EngineException naming the node that no integer network may hold
   */
  public static ExactCheck of(Engine engine) throws EngineException {
    Variant variant = engine.variant();
    try {
      return new ExactCheck(engine, QdqReader.read(OnnxFile.read(variant.file())));
    } catch (UnusableModelException unusable) {
      throw new EngineException(
          variant.name() + ": not an integer network: " + unusable.getMessage(), unusable);
    } catch (IOException unreadable) {
      throw new EngineException(variant.name() + ": the file cannot be read", unreadable);
    }
  }

  /** The integer network that the engine must equal. */
  public IntegerNetwork reference() {
    return reference;
  }

  /** Refuses an engine that differs on extreme frames. */
  void requireExtremes() throws EngineException {
    List<byte[]> frames = ExtremeFrames.of(reference);
    for (int i = 0; i < frames.size(); i++) {
      Optional<String> difference = difference(frames.get(i));
      if (difference.isPresent()) {
        throw new EngineException(
            engine.variant().name()
                + ": differs from the integer reference on extreme frame "
                + i
                + ": "
                + difference.get());
      }
    }
  }

  /**
   * How the engine differs from the reference on a frame; empty if it does not.
   *
   * @param pixels uint8 [3,H,W]
   */
  public Optional<String> difference(byte[] pixels) throws EngineException {
    IntegerNetwork.Result wanted = reference.run(pixels);
    try (TensorLease lease = engine.acquire()) {
      FloatBuffer slot = lease.slot(0);
      for (int i = 0; i < pixels.length; i++) {
        slot.put(i, ((pixels[i] & 0xff) - IntegerNetwork.PIXEL_ZERO) / 64f);
      }
      boolean hasStem = engine.variant().stem().isPresent();
      if (hasStem && engine instanceof OrtEngine ort) {
        Inference actual = ort.runWithStem(lease, 1);
        return difference(wanted, actual.logits()[0], actual.stems()[0]);
      }
      return difference(wanted, engine.run(lease, 1)[0], wanted.stem());
    }
  }

  /**
   * Pixels of a slot that the preprocessor has filled.
   *
   * @param slot (pixel - 128) / 64 for each
   */
  public static byte[] pixels(FloatBuffer slot) {
    byte[] pixels = new byte[slot.remaining()];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) Math.round(slot.get(i) * 64 + IntegerNetwork.PIXEL_ZERO);
    }
    return pixels;
  }

  private static Optional<String> difference(
      IntegerNetwork.Result wanted, float[] logits, byte[] stem) {
    int stemPlace = Arrays.mismatch(wanted.stem(), stem);
    if (stemPlace >= 0) {
      return Optional.of("stem value " + stemPlace + " is not the reference's");
    }
    int place = Arrays.mismatch(wanted.logits(), logits);
    if (place < 0) {
      return Optional.empty();
    }
    boolean both = place < logits.length && place < wanted.logits().length;
    return Optional.of(
        both
            ? "logit " + place + " is " + logits[place] + ", not " + wanted.logits()[place]
            : logits.length + " logits, not " + wanted.logits().length);
  }
}
