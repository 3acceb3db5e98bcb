package io.hawkvision.zoo.family;

import static java.util.Objects.requireNonNull;

/** The output of a network that an engine turns into one logit for each label. */
public record NetworkOutput(String name, OutputValues values, BackgroundClass background) {
  public NetworkOutput {
    requireNonNull(name, "name");
    requireNonNull(values, "values");
    requireNonNull(background, "background");
  }

  /** An output that holds exactly the logits. */
  public static NetworkOutput logits(String name) {
    return new NetworkOutput(name, OutputValues.LOGITS, BackgroundClass.NONE);
  }

  /** Whether an engine has nothing to undo. */
  public boolean isPlain() {
    return values == OutputValues.LOGITS && background == BackgroundClass.NONE;
  }
}
