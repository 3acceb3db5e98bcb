package io.hawkvision.zoo.family;

import java.util.List;

/** A family's folder cannot be used; names everything that is wrong with it at once. */
public final class InvalidFamilyException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient List<String> problems;

  public InvalidFamilyException(String where, List<String> problems) {
    super(where + ":\n  " + String.join("\n  ", problems));
    this.problems = List.copyOf(problems);
  }

  /** At least one; each begins with where it is. */
  public List<String> problems() {
    return problems;
  }
}
