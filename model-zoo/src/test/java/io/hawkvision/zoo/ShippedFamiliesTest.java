package io.hawkvision.zoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.hawkvision.zoo.engine.GoldenCheck;
import io.hawkvision.zoo.engine.OrtEngine;
import io.hawkvision.zoo.family.Family;
import io.hawkvision.zoo.family.FamilyReader;
import io.hawkvision.zoo.family.Variant;
import io.hawkvision.zoo.policy.Part;
import io.hawkvision.zoo.policy.PolicyChoice;
import io.hawkvision.zoo.policy.PolicyChooser;
import io.hawkvision.zoo.policy.Target;
import io.hawkvision.zoo.roadside.RoadsideCamera;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The families of model-zoo/families as they are committed. */
@Tag("golden")
class ShippedFamiliesTest {
  private static final Path FAMILIES =
      Path.of(System.getProperty("hawk.root", "..")).resolve("model-zoo/families");
  private static final long MAX_NETWORK_BYTES = 12L << 20;

  @ParameterizedTest
  @ValueSource(strings = {"imagenette", "roadside", "cifar10"})
  void shippedFamily_asCommitted_isReadyToServe(String name) throws Exception {
    Path directory = FAMILIES.resolve(name);
    assumeTrue(Files.exists(directory.resolve("family.yaml")), name + " is not sealed yet");
    Family family = FamilyReader.read(directory);
    assertThat(family.name()).isEqualTo(name);
    assertThat(directory.resolve("LICENSE")).isNotEmptyFile();
    for (Variant variant : family.variants()) {
      assertThat(Files.size(variant.file())).isLessThan(MAX_NETWORK_BYTES);
      try (OrtEngine engine = OrtEngine.open(family, variant, new OrtEngine.Options(1, 4, 1))) {
        GoldenCheck.verify(family, engine);
      }
    }
    assertThat(new PolicyChooser(family).choose(Target.DEFAULT))
        .isInstanceOf(PolicyChoice.Feasible.class);
    assertThat(family.outcomes().part(Part.DESIGN).frames()).isPositive();
    assertThat(Files.size(directory.resolve("outcomes.bin")) / family.outcomes().frames())
        .isLessThanOrEqualTo(40);
  }

  @Test
  void roadsideRecipe_labels_areTheCameras() throws Exception {
    Path recipe = FAMILIES.resolve("roadside/recipe.yaml");
    JsonNode labels = new YAMLMapper().readTree(recipe.toFile()).path("labels");
    List<String> names = new ArrayList<>();
    labels.forEach(label -> names.add(label.path("name").asText()));
    assertThat(names).isEqualTo(RoadsideCamera.LABELS);
  }
}
