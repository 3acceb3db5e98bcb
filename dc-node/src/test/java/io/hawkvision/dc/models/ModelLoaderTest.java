package io.hawkvision.dc.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hawkvision.dc.FakeEngine;
import io.hawkvision.dc.Fixtures;
import io.hawkvision.zoo.engine.EngineException;
import io.hawkvision.zoo.engine.OrtEngine;
import io.hawkvision.zoo.family.Family;
import io.hawkvision.zoo.family.GoldenVector;
import io.hawkvision.zoo.family.Tier;
import io.hawkvision.zoo.preprocess.ImageLimits;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("unit")
class ModelLoaderTest {
  @TempDir private Path directory;

  private final FakeEngine engine = new FakeEngine(Fixtures.variant("dc-m", Tier.DC), 4);
  private final FakeEngine second = new FakeEngine(Fixtures.variant("dc-m", Tier.DC), 4);

  private ModelLoader loader(EngineOpener opener) {
    return new ModelLoader(opener, new OrtEngine.Options(1, 4, 1), ImageLimits.DEFAULT);
  }

  @Test
  void load_goldenVectorsAgree_servesTheDcVariantsWarm() throws EngineException {
    Family family = Fixtures.sealedFamily("signs", directory, engine);
    try (Catalogue catalogue = loader((f, v, o) -> engine).load(List.of(family))) {
      assertThat(catalogue.models()).hasSize(1);
      ServedModel model = catalogue.models().get(0);
      assertThat(model.key()).isEqualTo(new ModelKey("signs", 1, "dc-m"));
      assertThat(model.times().nanos(1)).isPositive();
      assertThat(model.times().nanos(4)).isPositive();
      assertThat(engine.batches()).contains(4);
    }
    assertThat(engine.isClosed()).isTrue();
    assertThat(engine.openLeases()).isZero();
  }

  @Test
  void load_goldenVectorsDisagree_failsAndClosesWhatWasOpened() {
    Family good = Fixtures.sealedFamily("signs", directory, engine);
    GoldenVector golden = good.golden().get(0);
    Map<String, List<Float>> wrong = Map.of("dc-m", List.of(1f, 2f));
    Family bad =
        Fixtures.family(
            "birds", List.of(new GoldenVector(golden.image(), golden.sha256(), 0.001, wrong)));
    ModelLoader loader = loader((f, v, o) -> f.name().equals("signs") ? engine : second);
    assertThatThrownBy(() -> loader.load(List.of(good, bad)))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("golden");
    assertThat(engine.isClosed()).isTrue();
    assertThat(second.isClosed()).isTrue();
  }

  @Test
  void load_noFamilies_fails() {
    ModelLoader loader = loader((f, v, o) -> engine);
    assertThatThrownBy(() -> loader.load(List.of())).isInstanceOf(EngineException.class);
  }
}
