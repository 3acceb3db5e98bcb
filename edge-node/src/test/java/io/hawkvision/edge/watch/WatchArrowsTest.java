package io.hawkvision.edge.watch;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class WatchArrowsTest {
  @Test
  void watch_knowsNoServerAndNoStageButTheFramesClock() {
    noClasses()
        .that()
        .resideInAPackage("io.hawkvision.edge.watch..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "io.vertx..",
            "io.netty..",
            "io.hawkvision.edge",
            "io.hawkvision.edge.infer..",
            "io.hawkvision.edge.decide..",
            "io.hawkvision.edge.escalate..",
            "io.hawkvision.edge.answer..")
        .check(
            new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("io.hawkvision.edge.watch"));
  }
}
