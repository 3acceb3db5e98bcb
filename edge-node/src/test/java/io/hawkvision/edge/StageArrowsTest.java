package io.hawkvision.edge;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A stage knows earlier stages' values, never a later stage; and what only one place may do. */
@Tag("unit")
class StageArrowsTest {
  private static final String BASE = "io.hawkvision.edge";

  /** In the order in which a frame meets them. */
  private static final List<String> STAGES =
      List.of("frame", "infer", "decide", "escalate", "answer");

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(BASE);

  private static String inside(String stage) {
    return BASE + "." + stage + "..";
  }

  @Test
  void stages_doNotKnowLaterStages_norTheWiring() {
    for (int i = 0; i < STAGES.size(); i++) {
      for (String later : STAGES.subList(i + 1, STAGES.size())) {
        noClasses()
            .that()
            .resideInAPackage(inside(STAGES.get(i)))
            .should()
            .dependOnClassesThat()
            .resideInAPackage(inside(later))
            .check(CLASSES);
      }
      noClasses()
          .that()
          .resideInAPackage(inside(STAGES.get(i)))
          .should()
          .dependOnClassesThat()
          .resideInAPackage(BASE)
          .check(CLASSES);
    }
  }

  @Test
  void decisions_arePure() {
    noClasses()
        .that()
        .resideInAPackage(inside("decide"))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.vertx..", "io.netty..", "java.io..", "java.nio..", "java.net..")
        .check(CLASSES);
  }

  @Test
  void statusCodes_areKnownToAnswerOnly() {
    noClasses()
        .that()
        .resideOutsideOfPackage(inside("answer"))
        .should()
        .callMethod(HttpServerResponse.class, "setStatusCode", int.class)
        .check(CLASSES);
  }

  @Test
  void environment_isReadByTheConfigurationOnly() {
    noClasses()
        .that()
        .haveSimpleNameNotEndingWith("Config")
        .should()
        .callMethod(System.class, "getenv")
        .orShould()
        .callMethod(System.class, "getenv", String.class)
        .orShould()
        .callMethod(System.class, "getProperty", String.class)
        .check(CLASSES);
  }
}
