package io.hawkvision.dc;

import java.util.List;

/** The node may not start like this; all reasons at once, meant for the operator. */
final class InvalidConfigException extends Exception {
  private static final long serialVersionUID = 1;

  private final transient List<String> problems;

  InvalidConfigException(List<String> problems) {
    super(String.join("; ", problems));
    this.problems = List.copyOf(problems);
  }

  List<String> problems() {
    return problems;
  }
}
