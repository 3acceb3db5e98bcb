package io.hawkvision.zoo.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.hawkvision.zoo.ColourFamily;
import io.hawkvision.zoo.engine.OrtEngine.Options;
import io.hawkvision.zoo.family.Family;
import io.hawkvision.zoo.family.GoldenVector;
import io.hawkvision.zoo.family.Sha256;
import io.hawkvision.zoo.family.Variant;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("contract")
class OrtEngineTest {
  private static final Options TWO_OF_FOUR = new Options(2, 4, 1);

  @TempDir Path directory;
  private Family family;

  @BeforeEach
  void writeFamily() throws Exception {
    family = ColourFamily.write(directory);
  }

  @AfterEach
  void nothingStaysOpen() {
    assertThat(NativeHandles.openByKind().values()).containsOnly(0L);
  }

  @Test
  void run_batchOfThree_givesEachFrameItsOwnLogits() throws Exception {
    try (OrtEngine engine = OrtEngine.open(family, family.edge(), TWO_OF_FOUR);
        TensorLease lease = engine.acquire()) {
      for (int i = 0; i < 3; i++) {
        fillChannel(lease.slot(i), i, 1f);
      }
      float[][] logits = engine.run(lease, 3);
      assertThat(logits).hasDimensions(3, 3);
      assertThat(logits[0]).containsExactly(new float[] {4, 0, 0}, within(1e-5f));
      assertThat(logits[1]).containsExactly(new float[] {0, 4, 0}, within(1e-5f));
      assertThat(logits[2]).containsExactly(new float[] {0, 0, 2.5f}, within(1e-5f));
    }
  }

  @Test
  void run_manyThreadsOneSession_givesEachItsOwnAnswer() throws Exception {
    ExecutorService workers = Executors.newFixedThreadPool(4);
    try (OrtEngine engine = OrtEngine.open(family, family.edge(), new Options(4, 2, 1))) {
      List<Future<Boolean>> answers = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        float value = i;
        Callable<Boolean> task = () -> firstLogit(engine, value) == 4 * value;
        answers.add(workers.submit(task));
      }
      for (Future<Boolean> answer : answers) {
        assertThat(answer.get()).isTrue();
      }
    } finally {
      workers.shutdown();
    }
  }

  @Test
  void close_whileOthersRun_waitsAndThenRefuses() throws Exception {
    ExecutorService workers = Executors.newFixedThreadPool(2);
    try {
      for (int round = 0; round < 20; round++) {
        OrtEngine engine = OrtEngine.open(family, family.edge(), TWO_OF_FOUR);
        Callable<Integer> untilRefused = () -> runsUntilRefused(engine);
        Future<Integer> first = workers.submit(untilRefused);
        Future<Integer> second = workers.submit(untilRefused);
        engine.close();
        assertThat(first.get() + second.get()).isNotNegative();
      }
    } finally {
      workers.shutdown();
    }
  }

  @Test
  void acquire_poolExhausted_refusesUntilALeaseIsBack() throws Exception {
    try (OrtEngine engine = OrtEngine.open(family, family.edge(), TWO_OF_FOUR)) {
      TensorLease first = engine.acquire();
      TensorLease second = engine.acquire();
      assertThat(NativeHandles.open("tensor-lease")).isEqualTo(2);
      assertThatThrownBy(engine::acquire).isInstanceOf(IllegalStateException.class);
      first.close();
      first.close();
      engine.acquire().close();
      assertThatThrownBy(() -> first.slot(0)).isInstanceOf(IllegalStateException.class);
      second.close();
    }
  }

  @Test
  void run_afterClose_fails() throws Exception {
    OrtEngine engine = OrtEngine.open(family, family.edge(), TWO_OF_FOUR);
    try (TensorLease lease = engine.acquire()) {
      engine.close();
      engine.close();
      assertThatThrownBy(() -> engine.run(lease, 1)).isInstanceOf(EngineException.class);
    }
  }

  @Test
  void run_leaseOfAnotherEngine_isRefused() throws Exception {
    try (OrtEngine edge = OrtEngine.open(family, family.edge(), TWO_OF_FOUR);
        OrtEngine dc = OrtEngine.open(family, family.best(), TWO_OF_FOUR);
        TensorLease lease = edge.acquire()) {
      assertThatThrownBy(() -> dc.run(lease, 1)).isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> edge.run(lease, 5)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "fixed-batch, batches of 2 only",
    "two-inputs, not one",
    "other-input, has no input",
    "other-output, has no output",
    "other-side, not a batch of",
    "whole-numbers, not a tensor of floats",
    "two-labels, not a batch of",
    "rank-three, not a batch of"
  })
  void open_modelUnlikeItsManifest_saysWhatIsWrong(String model, String expected) throws Exception {
    Variant wrong = replaceEdge(ColourFamily.model(model));
    assertThatThrownBy(() -> OrtEngine.open(family, wrong, TWO_OF_FOUR))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining(expected);
  }

  @Test
  void open_fileUnlikeItsHash_isRefused() throws Exception {
    Files.write(family.edge().file(), ColourFamily.model("dc"));
    assertThatThrownBy(() -> OrtEngine.open(family, family.edge(), TWO_OF_FOUR))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("not the one of the manifest");
  }

  @Test
  void open_truncatedOrMutatedModel_neverEndsTheProcess() throws Exception {
    byte[] good = ColourFamily.model("edge");
    Random random = new Random(7);
    int refused = 0;
    for (int i = 0; i < 400; i++) {
      byte[] bad = i < good.length ? Arrays.copyOf(good, i) : good.clone();
      for (int k = 0; k < i % 4; k++) {
        if (bad.length > 0) {
          bad[random.nextInt(bad.length)] = (byte) random.nextInt();
        }
      }
      refused += opens(replaceEdge(bad)) ? 0 : 1;
    }
    assertThat(refused).isGreaterThan(good.length / 2);
  }

  @Test
  void goldenCheck_sealedFamily_passesForBothVariants() throws Exception {
    for (Variant variant : family.variants()) {
      try (OrtEngine engine = OrtEngine.open(family, variant, TWO_OF_FOUR)) {
        GoldenCheck.verify(family, engine);
      }
    }
  }

  @Test
  void goldenCheck_otherLogits_fails() throws Exception {
    GoldenVector sealed = family.golden().get(0);
    Map<String, List<Float>> logits = new HashMap<>(sealed.logits());
    List<Float> moved = new ArrayList<>(logits.get("edge-s"));
    moved.set(1, moved.get(1) + 0.02f);
    logits.put("edge-s", moved);
    GoldenVector wrong =
        new GoldenVector(sealed.image(), sealed.sha256(), sealed.tolerance(), logits);
    Family changed =
        new Family(
            family.name(),
            family.version(),
            family.directory(),
            family.description(),
            family.licence(),
            family.labels(),
            family.variants(),
            family.training(),
            family.split(),
            family.outcomes(),
            List.of(wrong),
            family.manifestHash());
    try (OrtEngine engine = OrtEngine.open(changed, changed.edge(), TWO_OF_FOUR)) {
      assertThatThrownBy(() -> GoldenCheck.verify(changed, engine))
          .isInstanceOf(EngineException.class)
          .hasMessageContaining("logit 1");
    }
  }

  private boolean opens(Variant variant) {
    try (OrtEngine engine = OrtEngine.open(family, variant, TWO_OF_FOUR)) {
      return engine.maxBatch() == 4;
    } catch (EngineException refused) {
      return false;
    }
  }

  private Variant replaceEdge(byte[] model) throws Exception {
    Path file = Files.write(directory.resolve("edge.onnx"), model);
    return family.edge().withFile(file, Sha256.of(model));
  }

  private static int runsUntilRefused(OrtEngine engine) {
    int runs = 0;
    try (TensorLease lease = engine.acquire()) {
      while (engine.run(lease, 1).length == 1) {
        runs++;
      }
      return -1;
    } catch (EngineException closed) {
      return runs;
    }
  }

  private static float firstLogit(OrtEngine engine, float value) throws EngineException {
    try (TensorLease lease = engine.acquire()) {
      fillChannel(lease.slot(0), 0, value);
      return engine.run(lease, 1)[0][0];
    }
  }

  private static void fillChannel(FloatBuffer slot, int channel, float value) {
    int plane = slot.remaining() / 3;
    for (int i = 0; i < slot.limit(); i++) {
      slot.put(i, i / plane == channel ? value : 0f);
    }
  }
}
