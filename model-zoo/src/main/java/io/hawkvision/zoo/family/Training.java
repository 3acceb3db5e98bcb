package io.hawkvision.zoo.family;

import static java.util.Objects.requireNonNull;

/**
 * Where a family's networks come from, in words for people.
 *
 * @param recipe the folder or file that trained them
 * @param commit of the recipe, 40 hexadecimal digits, or {@code unknown}
 * @param split which frames trained, shaped, calibrated and tested them
 * @param seeds of the trainings
 */
public record Training(String recipe, String commit, String split, String seeds) {
  public Training {
    requireNonNull(recipe, "recipe");
    requireNonNull(commit, "commit");
    requireNonNull(split, "split");
    requireNonNull(seeds, "seeds");
  }
}
