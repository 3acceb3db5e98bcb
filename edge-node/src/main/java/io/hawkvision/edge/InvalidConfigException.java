package io.hawkvision.edge;

import java.util.List;

/** The configuration cannot be used; says everything that is wrong with it at once. */
final class InvalidConfigException extends Exception {
  private final transient List<String> problems;

  InvalidConfigException(List<String> problems) {
    super(String.join("\n", problems));
    this.problems = List.copyOf(problems);
  }

  List<String> problems() {
    return problems;
  }
}
