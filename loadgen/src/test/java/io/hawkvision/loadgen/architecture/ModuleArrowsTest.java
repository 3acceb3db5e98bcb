package io.hawkvision.loadgen.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.EvaluationResult;
import io.hawkvision.dc.planted.PlantedArrow;
import io.hawkvision.edge.planted.PlantedEdge;
import io.hawkvision.edge.planted.PlantedEnvironment;
import io.hawkvision.edge.planted.PlantedNative;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

@Tag("unit")
class ModuleArrowsTest {
  /** Folder of each module that owns a package. */
  private static final Map<String, String> FOLDERS =
      Map.of(
          "proto", "common-proto",
          "zoo", "model-zoo",
          "fpga", "fpga-bitstreams",
          "edge", "edge-node",
          "dc", "dc-node",
          "loadgen", "loadgen");

  private static List<Path> builtModules() {
    Path root = Path.of(System.getProperty("hawk.root", ".."));
    return FOLDERS.values().stream()
        .sorted()
        .map(folder -> root.resolve(folder).resolve("target/classes"))
        .toList();
  }

  @TestFactory
  Stream<DynamicTest> everyModule_keepsToItsArrows() {
    List<Path> folders = builtModules().stream().filter(Files::isDirectory).toList();
    JavaClasses classes = new ClassFileImporter().importPaths(folders);
    assertThat(classes.stream().map(type -> type.getPackageName()))
        .as("the importer found this module")
        .contains("io.hawkvision.loadgen", "io.hawkvision.proto");
    return ModuleArrows.rules().stream()
        .map(rule -> dynamicTest(rule.getDescription(), () -> rule.check(classes)));
  }

  /** A build of one module leaves others out; that is reported, not passed over. */
  @TestFactory
  Stream<DynamicTest> everyModule_wasThereToBeChecked() {
    return builtModules().stream()
        .map(
            folder ->
                dynamicTest(
                    folder.getName(folder.getNameCount() - 3) + " is checked",
                    () -> assumeTrue(Files.isDirectory(folder), folder + " is not built")));
  }

  @Test
  void plantedArrow_fromDcToEdge_breaksExactlyThatRule() {
    assertThat(broken(PlantedArrow.class, PlantedEdge.class))
        .singleElement()
        .asString()
        .contains("dc -> edge is no allowed arrow")
        .contains("PlantedArrow.peek()");
  }

  @Test
  void plantedNativeUse_outsideTheZoo_breaksBothRules() {
    assertThat(broken(PlantedNative.class))
        .hasSize(2)
        .anyMatch(report -> report.contains("org.bytedeco"))
        .anyMatch(report -> report.contains("ai.onnxruntime"));
  }

  @Test
  void plantedEnvironmentRead_outsideConfig_breaksTheRule() {
    assertThat(broken(PlantedEnvironment.class))
        .singleElement()
        .asString()
        .contains("configuration is read once");
  }

  private static List<String> broken(Class<?>... planted) {
    JavaClasses classes = new ClassFileImporter().importClasses(planted);
    return ModuleArrows.rules().stream()
        .map((ArchRule rule) -> rule.evaluate(classes))
        .filter(EvaluationResult::hasViolation)
        .map(result -> result.getFailureReport().toString())
        .toList();
  }
}
