package io.hawkvision.loadgen.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The allowed arrows of STYLE.md section 1, and the one package of each native library. */
final class ModuleArrows {
  private static final String BASE = "io.hawkvision.";

  /** Module package, and the module packages it may use besides its own. */
  private static final Map<String, Set<String>> ALLOWED =
      new TreeMap<>(
          Map.of(
              "proto", Set.of(),
              "zoo", Set.of("proto"),
              "fpga", Set.of("zoo"),
              "edge", Set.of("proto", "zoo", "fpga"),
              "dc", Set.of("proto", "zoo"),
              "loadgen", Set.of("proto", "zoo")));

  private ModuleArrows() {}

  static Set<String> modules() {
    return ALLOWED.keySet();
  }

  static List<ArchRule> rules() {
    List<ArchRule> rules = new ArrayList<>();
    ALLOWED.forEach(
        (module, allowed) ->
            ALLOWED.keySet().stream()
                .filter(other -> !other.equals(module) && !allowed.contains(other))
                .forEach(other -> rules.add(mayNotUse(module, other))));
    rules.add(onlyIn("zoo.preprocess", "org.bytedeco.."));
    rules.add(onlyIn("zoo.engine", "ai.onnxruntime.."));
    rules.add(jnaOnlyForXrtAndTun());
    rules.add(environmentOnlyInConfigOrMain());
    return rules;
  }

  private static ArchRule mayNotUse(String module, String other) {
    return noClasses()
        .that()
        .resideInAPackage(BASE + module + "..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(BASE + other + "..")
        .because(module + " -> " + other + " is no allowed arrow (docs/ARCHITECTURE.md)")
        .allowEmptyShould(true);
  }

  private static ArchRule onlyIn(String home, String library) {
    return noClasses()
        .that()
        .resideInAPackage("io.hawkvision..")
        .and()
        .resideOutsideOfPackage(BASE + home + "..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library)
        .because("one native library, one package")
        .allowEmptyShould(true);
  }

  /** The binding of XRT, and the TUN devices of emulated links. */
  private static ArchRule jnaOnlyForXrtAndTun() {
    return noClasses()
        .that()
        .resideInAPackage("io.hawkvision..")
        .and()
        .resideOutsideOfPackages(BASE + "fpga..", BASE + "loadgen.link..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("com.sun.jna..")
        .because("one native library, one package")
        .allowEmptyShould(true);
  }

  private static ArchRule environmentOnlyInConfigOrMain() {
    return noClasses()
        .that(areNeitherConfigNorMain())
        .should()
        .callMethod(System.class, "getenv")
        .orShould()
        .callMethod(System.class, "getenv", String.class)
        .orShould()
        .callMethod(System.class, "getProperty", String.class)
        .orShould()
        .callMethod(System.class, "getProperty", String.class, String.class)
        .because("configuration is read once, in main or a *Config")
        .allowEmptyShould(true);
  }

  private static DescribedPredicate<JavaClass> areNeitherConfigNorMain() {
    return DescribedPredicate.describe(
        "are neither a *Config nor a main class",
        type ->
            !type.getSimpleName().endsWith("Config")
                && type.getMethods().stream().noneMatch(method -> method.getName().equals("main")));
  }
}
