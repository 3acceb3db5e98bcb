package io.hawkvision.edge.infer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.hawkvision.edge.frame.Deadline;
import io.hawkvision.edge.frame.ServingException;
import io.hawkvision.edge.frame.Stage;
import io.hawkvision.zoo.engine.Engine;
import io.hawkvision.zoo.engine.EngineException;
import io.hawkvision.zoo.engine.TensorLease;
import io.hawkvision.zoo.family.Family;
import io.hawkvision.zoo.family.FamilyReader;
import io.hawkvision.zoo.family.Variant;
import io.hawkvision.zoo.preprocess.EncodedImage;
import io.hawkvision.zoo.preprocess.ImageLimits;
import io.hawkvision.zoo.preprocess.Preprocessor;
import io.hawkvision.zoo.preprocess.UnreadableImageException;
import io.vertx.core.Vertx;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("flow")
class EdgeNetworkTest {
  private static final Path FOLDER = Path.of("src/test/resources/families/colours");
  private static final long BUDGET_NANOS = 1_000_000;
  private static Vertx vertx;
  private static Family family;
  private static byte[] jpeg;

  @BeforeAll
  static void open() throws Exception {
    vertx = Vertx.vertx();
    family = FamilyReader.read(FOLDER);
    jpeg = Files.readAllBytes(FOLDER.resolve("golden/0.jpg"));
  }

  @AfterAll
  static void close() {
    vertx.close().await();
  }

  /** An engine that says what it is told and counts its leases. */
  private static final class ToldEngine implements Engine {
    private final Variant variant = family.edge();
    private final AtomicInteger leases = new AtomicInteger();
    private final AtomicInteger runs = new AtomicInteger();
    private final float[] logits;

    private ToldEngine(float... logits) {
      this.logits = logits;
    }

    @Override
    public String name() {
      return "told";
    }

    @Override
    public Variant variant() {
      return variant;
    }

    @Override
    public int maxBatch() {
      return 1;
    }

    @Override
    public TensorLease acquire() {
      leases.incrementAndGet();
      FloatBuffer slot =
          ByteBuffer.allocateDirect(variant.input().floats() * Float.BYTES)
              .order(ByteOrder.nativeOrder())
              .asFloatBuffer();
      return new TensorLease() {
        @Override
        public FloatBuffer slot(int i) {
          return slot;
        }

        @Override
        public void close() {
          leases.decrementAndGet();
        }
      };
    }

    @Override
    public float[][] run(TensorLease lease, int frames) throws EngineException {
      runs.incrementAndGet();
      if (logits.length == 0) {
        throw new EngineException("told to fail");
      }
      return new float[][] {logits};
    }

    @Override
    public void close() {}
  }

  private static Inference infer(ToldEngine engine, byte[] bytes, Deadline deadline)
      throws Exception {
    EdgeNetwork network = new EdgeNetwork(vertx, 1);
    ServedFamily served =
        new ServedFamily(
            family,
            family.edge(),
            engine,
            new Preprocessor(family.edge().input(), ImageLimits.DEFAULT),
            Calibrated.of(family));
    try {
      EncodedImage image = EncodedImage.probe(bytes, ImageLimits.DEFAULT);
      return network.infer(served, image, deadline).await();
    } finally {
      network.close().await();
      assertThat(engine.leases).as("leases not given back").hasValue(0);
    }
  }

  private static Deadline open(AtomicLong nanos) {
    return new Deadline(nanos::get, 0, BUDGET_NANOS);
  }

  @Test
  void logits_becomeProbabilitiesAndTheirMargin() throws Exception {
    Inference inference = infer(new ToldEngine(2, 1, 0), jpeg, open(new AtomicLong()));
    float[] p = inference.probabilities();
    assertThat(p[0] + p[1] + p[2]).isCloseTo(1, Offset.offset(1e-5f));
    assertThat(inference.score()).isCloseTo(p[0] - p[1], Offset.offset(1e-6));
  }

  @Test
  void deadlinePassedWhileWaiting_computesNothing() {
    ToldEngine engine = new ToldEngine(1, 0, 0);
    ServingException.DeadlineExceeded passed =
        catchThrowableOfType(
            ServingException.DeadlineExceeded.class,
            () -> infer(engine, jpeg, open(new AtomicLong(BUDGET_NANOS))));
    assertThat(passed.stage()).isEqualTo(Stage.QUEUE);
    assertThat(engine.runs).hasValue(0);
  }

  @Test
  void deadlinePassedWhileDecoding_doesNotRunTheNetwork() {
    ToldEngine engine = new ToldEngine(1, 0, 0);
    AtomicInteger looks = new AtomicInteger();
    Deadline second = new Deadline(() -> looks.getAndIncrement() * BUDGET_NANOS, 0, BUDGET_NANOS);
    ServingException.DeadlineExceeded passed =
        catchThrowableOfType(
            ServingException.DeadlineExceeded.class, () -> infer(engine, jpeg, second));
    assertThat(passed.stage()).isEqualTo(Stage.DECODE);
    assertThat(engine.runs).hasValue(0);
  }

  @Test
  void engineThatFails_isUnavailable_andKeepsNoLease() {
    assertThatThrownBy(() -> infer(new ToldEngine(), jpeg, open(new AtomicLong())))
        .isInstanceOf(ServingException.EngineUnavailable.class)
        .hasCauseInstanceOf(EngineException.class);
  }

  @Test
  void pictureThatCannotBeDecoded_isMalformed_andKeepsNoLease() {
    byte[] broken = jpeg.clone();
    int entropy = broken.length / 2;
    Arrays.fill(broken, 160, entropy, (byte) 0x11); // the quantisation and Huffman tables
    assertThatThrownBy(() -> infer(new ToldEngine(1, 0, 0), broken, open(new AtomicLong())))
        .isInstanceOfAny(ServingException.MalformedFrame.class, UnreadableImageException.class);
  }
}
