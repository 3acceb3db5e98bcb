package io.hawkvision.edge;

import static io.hawkvision.edge.EdgeUnderTest.answer;
import static io.hawkvision.edge.EdgeUnderTest.unsureFrame;
import static org.assertj.core.api.Assertions.assertThat;

import io.hawkvision.zoo.family.Family;
import io.hawkvision.zoo.family.FamilyReader;
import io.hawkvision.zoo.family.Sha256;
import io.hawkvision.zoo.policy.EdgeScores;
import io.hawkvision.zoo.policy.OutcomeTable;
import io.hawkvision.zoo.policy.OutcomeTable.Outcome;
import io.hawkvision.zoo.policy.OutcomeTable.Place;
import io.hawkvision.zoo.policy.OutcomeWriter;
import io.hawkvision.zoo.policy.Part;
import io.hawkvision.zoo.policy.PreGateFeatures;
import io.hawkvision.zoo.policy.Route;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A family with a ladder of two DC variants: the target decides which one a frame goes to. */
@Tag("flow")
class SeveralVariantsFlowTest {
  private static final String MIDDLE = "?deadline_ms=10000&accuracy=0.75";
  private static final String HIGH = "?deadline_ms=10000&accuracy=0.95";

  private static final int FRAMES = 3200;

  @TempDir Path families;
  private Family family;

  @BeforeEach
  void writeFamily() throws Exception {
    Path directory = Files.createDirectories(families.resolve("colours"));
    Path single = EdgeUnderTest.FAMILIES.resolve("colours");
    for (String file : List.of("edge.onnx", "dc.onnx", "golden/0.jpg")) {
      Files.createDirectories(directory.resolve("golden"));
      Files.copy(single.resolve(file), directory.resolve(file));
    }
    Path table = directory.resolve("outcomes.bin");
    Files.write(table, OutcomeWriter.write(outcomes(), 3));
    String manifest = Files.readString(single.resolve("family.yaml"));
    int dc = manifest.indexOf("  - name: dc-m");
    int end = manifest.indexOf("outcomes:");
    String large =
        manifest
            .substring(dc, end)
            .replace("dc-m", "dc-l")
            .replace("macs: 777", "macs: 7770000000");
    String withBoth =
        manifest.substring(0, end)
            + large
            + manifest
                .substring(end)
                .replaceFirst("sha256: [0-9a-f]+", "sha256: " + Sha256.of(table))
                .replaceFirst("      dc-m: (.*)", "      dc-m: $1\n      dc-l: $1");
    Files.writeString(directory.resolve("family.yaml"), withBoth);
    family = FamilyReader.read(directory);
  }

  /** The edge is right on the upper half, the middle variant on three quarters, the best on all. */
  private static OutcomeTable outcomes() {
    OutcomeTable.Builder table =
        OutcomeTable.of(Route.originals(List.of("edge-s", "dc-m", "dc-l")));
    for (Part part : Part.values()) {
      for (int i = 0; i < FRAMES; i++) {
        List<Integer> predicted = List.of(i < FRAMES / 2 ? 1 : 0, i % 4 == 0 ? 1 : 0, 0);
        EdgeScores scores = new EdgeScores((double) i / FRAMES, 1, 0);
        PreGateFeatures features = new PreGateFeatures(0, 0, 0, Double.NaN);
        table.add(new Outcome(new Place(part, i, 0), 0, scores, features, predicted));
      }
    }
    return table.build();
  }

  private EdgeUnderTest linkedTo(FakeDatacenter dc) throws Exception {
    return EdgeUnderTest.linkedTo(dc, Map.of("infer.families", families.toString()));
  }

  /** Both targets are certified, and what went to the datacenter meanwhile is forgotten. */
  private static void settle(EdgeUnderTest edge, FakeDatacenter dc) throws Exception {
    edge.certified(MIDDLE);
    edge.certified(HIGH);
    dc.escalations.clear();
  }

  @Test
  void unsureFrame_goesToTheCheapestVariantThatMeetsTheTarget() throws Exception {
    try (FakeDatacenter dc = new FakeDatacenter(family);
        EdgeUnderTest edge = linkedTo(dc)) {
      settle(edge, dc);
      JsonObject middle = answer(edge.post(MIDDLE, unsureFrame()));
      assertThat(middle.getString("variant")).isEqualTo("dc-m");
      assertThat(dc.taken().getVariant()).isEqualTo("dc-m");

      JsonObject high = answer(edge.post(HIGH, unsureFrame()));
      assertThat(high.getString("variant")).isEqualTo("dc-l");
      assertThat(high.getBoolean("degraded")).isFalse();
      assertThat(dc.taken().getVariant()).isEqualTo("dc-l");
      assertThat(edge.edge.escalator().status().routes())
          .containsExactlyInAnyOrder("colours/dc-l", "colours/dc-m");
    }
  }

  @Test
  void datacenterWithoutOneVariant_isServedByAPolicyThatDoesWithout() throws Exception {
    try (FakeDatacenter dc =
            new FakeDatacenter(family)
                .welcoming(FakeDatacenter.welcomeFor(family, List.of("dc-l")));
        EdgeUnderTest edge = linkedTo(dc)) {
      settle(edge, dc);
      JsonObject middle = answer(edge.post(MIDDLE, unsureFrame()));
      assertThat(middle.getString("variant")).isEqualTo("dc-l");
      assertThat(middle.getBoolean("degraded")).isFalse();

      JsonObject high = answer(edge.post(HIGH, unsureFrame()));
      assertThat(high.getString("variant")).isEqualTo("dc-l");
      assertThat(high.getBoolean("degraded")).isFalse();
    }
  }

  @Test
  void families_listTheWholeLadder() throws Exception {
    try (EdgeUnderTest edge = EdgeUnderTest.alone(Map.of("infer.families", families.toString()))) {
      JsonObject served =
          new JsonObject(edge.get("/v1/families").body()).getJsonArray("families").getJsonObject(0);
      JsonArray variants = served.getJsonArray("variants");
      assertThat(variants)
          .extracting(variant -> ((JsonObject) variant).getString("name"))
          .containsExactly("edge-s", "dc-m", "dc-l");
      assertThat(variants)
          .extracting(variant -> ((JsonObject) variant).getDouble("estimated_accuracy"))
          .containsExactly(0.5, 0.75, 1.0);
      JsonObject estimated = served.getJsonObject("estimated");
      assertThat(estimated.getDouble("lowest_accuracy")).isEqualTo(0.5);
      assertThat(estimated.getDouble("highest_accuracy")).isEqualTo(1.0);
      assertThat(estimated.getInteger("frames")).isEqualTo(FRAMES);
    }
  }
}
