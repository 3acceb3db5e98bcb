package io.hawkvision.dc;

import com.google.protobuf.ByteString;
import io.hawkvision.dc.models.Catalogue;
import io.hawkvision.dc.models.RunTimes;
import io.hawkvision.dc.models.ServedModel;
import io.hawkvision.proto.Escalation;
import io.hawkvision.zoo.engine.EngineException;
import io.hawkvision.zoo.engine.GoldenCheck;
import io.hawkvision.zoo.family.Family;
import io.hawkvision.zoo.family.Fit;
import io.hawkvision.zoo.family.GoldenVector;
import io.hawkvision.zoo.family.ImageInput;
import io.hawkvision.zoo.family.NetworkOutput;
import io.hawkvision.zoo.family.Tier;
import io.hawkvision.zoo.family.Variant;
import io.hawkvision.zoo.policy.OutcomeTable;
import io.hawkvision.zoo.policy.Route;
import io.hawkvision.zoo.preprocess.ImageLimits;
import io.hawkvision.zoo.preprocess.JpegEncoder;
import io.hawkvision.zoo.preprocess.Preprocessor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** A family with one edge and one DC variant, models of it, and escalations to it. */
public final class Fixtures {
  public static final int SIDE = 16;
  public static final int BUDGET_MICROS = 60_000_000;
  public static final String MANIFEST_HASH = "0123456789abcdef".repeat(4);
  private static final String VARIANT_HASH = "fedcba98".repeat(8);

  private Fixtures() {}

  public static Variant variant(String name, Tier tier) {
    List<Float> zeros = List.of(0f, 0f, 0f);
    List<Float> ones = List.of(1f, 1f, 1f);
    ImageInput input = new ImageInput("input", SIDE, SIDE, Fit.STRETCH, 1, zeros, ones);
    Path file = Path.of(name + ".onnx");
    return new Variant(
        name, tier, file, VARIANT_HASH, 100, 1_000, input, NetworkOutput.logits("logits"));
  }

  public static Family family(String name, List<GoldenVector> golden) {
    return new Family(
        name,
        1,
        Path.of(name),
        "for tests",
        "Apache-2.0",
        List.of("dark", "bright"),
        List.of(variant("edge-s", Tier.EDGE), variant("dc-m", Tier.DC)),
        Optional.empty(),
        Optional.empty(),
        OutcomeTable.of(Route.originals(List.of("edge-s", "dc-m"))).build(),
        golden,
        MANIFEST_HASH);
  }

  /** A family whose golden vector, written to the directory, is what the fake engine says. */
  public static Family sealedFamily(String name, Path directory, FakeEngine engine) {
    Path image = directory.resolve(name + ".jpg");
    try {
      Files.write(image, jpeg(SIDE, SIDE).toByteArray());
      GoldenVector unsealed = new GoldenVector(image, "0".repeat(64), 0.001, Map.of());
      Preprocessor preprocessor = new Preprocessor(engine.variant().input(), ImageLimits.DEFAULT);
      float[] logits = GoldenCheck.logits(unsealed, engine, preprocessor);
      Map<String, List<Float>> sealed = Map.of("dc-m", List.of(logits[0], logits[1]));
      return family(name, List.of(new GoldenVector(image, "0".repeat(64), 0.001, sealed)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (EngineException e) {
      throw new IllegalStateException(e);
    }
  }

  public static Catalogue catalogue() {
    return catalogue(new FakeEngine(variant("dc-m", Tier.DC), 4));
  }

  public static Catalogue catalogue(FakeEngine engine) {
    RunTimes times = new RunTimes(engine.maxBatch());
    times.add(1, 1_000);
    Preprocessor preprocessor = new Preprocessor(engine.variant().input(), ImageLimits.DEFAULT);
    Family family = family("signs", List.of());
    return new Catalogue(
        List.of(new ServedModel(family, engine.variant(), engine, preprocessor, times)));
  }

  /** A grey picture. */
  public static ByteString jpeg(int width, int height) {
    byte[] grey = new byte[3 * width * height];
    Arrays.fill(grey, (byte) 100);
    return ByteString.copyFrom(JpegEncoder.encode(grey, width, height, 90));
  }

  /** Noise, which compresses badly. */
  public static ByteString noise(int side) {
    byte[] rgb = new byte[3 * side * side];
    new Random(7).nextBytes(rgb);
    return ByteString.copyFrom(JpegEncoder.encode(rgb, side, side, 95));
  }

  /** A picture that stops in the middle. */
  public static ByteString truncated() {
    ByteString whole = noise(64);
    return whole.substring(0, whole.size() / 2);
  }

  /** All markers are in place, but no decoder can make sense of the Huffman tables. */
  public static ByteString undecodable() {
    byte[] bytes = noise(64).toByteArray();
    for (int i = 0; i < bytes.length - 21; i++) {
      if (bytes[i] == (byte) 0xFF && bytes[i + 1] == (byte) 0xC4) {
        Arrays.fill(bytes, i + 5, i + 21, (byte) 0xEE);
      }
    }
    return ByteString.copyFrom(bytes);
  }

  public static ByteString id(long id) {
    return ByteString.copyFrom(ByteBuffer.allocate(16).putLong(0).putLong(id).flip());
  }

  public static Escalation escalation(long id) {
    return Escalation.newBuilder()
        .setRequestId(id(id))
        .setFamily("signs")
        .setVersion(1)
        .setManifestHashPrefix(family("signs", List.of()).manifestHashPrefix())
        .setVariant("dc-m")
        .setLevel("jpeg-original")
        .setBudgetMicros(BUDGET_MICROS)
        .setPayload(jpeg(SIDE, SIDE))
        .build();
  }
}
