package io.hawkvision.loadgen.infaas;

import static java.util.Objects.requireNonNull;

import io.hawkvision.zoo.policy.Target;
import io.vertx.core.MultiMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a request line asks for, with the edge's names, ranges and defaults. {@code best_effort} is
 * known and says nothing new: this node never promises.
 */
record AskedFrame(Optional<String> family, Target target, long deadlineMillis) {
  private static final long DEFAULT_DEADLINE_MILLIS = 1000;
  private static final long MAX_DEADLINE_MILLIS = 60_000;
  private static final String DEADLINE = "deadline_ms";
  private static final Map<String, String> KIND_OF_TARGET =
      new TreeMap<>(
          Map.of("accuracy", "absolute", "accuracy_loss", "relative", "agreement", "agreement"));
  private static final List<String> OTHERS = List.of("family", DEADLINE, "best_effort");

  AskedFrame {
    requireNonNull(family, "family");
    requireNonNull(target, "target");
  }

  static AskedFrame parse(MultiMap parameters) {
    for (String name : parameters.names()) {
      if (!KIND_OF_TARGET.containsKey(name) && !OTHERS.contains(name)) {
        throw invalid(name + ": unknown parameter.");
      }
      if (parameters.getAll(name).size() > 1) {
        throw invalid(name + " is given more than once.");
      }
    }
    return new AskedFrame(
        Optional.ofNullable(parameters.get("family")),
        target(parameters),
        deadlineMillis(Optional.ofNullable(parameters.get(DEADLINE))));
  }

  private static Target target(MultiMap parameters) {
    List<String> given = KIND_OF_TARGET.keySet().stream().filter(parameters::contains).toList();
    if (given.size() > 1) {
      throw invalid("only one target is allowed, these are: " + String.join(", ", given));
    }
    if (given.isEmpty()) {
      return Target.DEFAULT;
    }
    String name = given.get(0);
    try {
      return Target.parse(requireNonNull(KIND_OF_TARGET.get(name)), parameters.get(name));
    } catch (IllegalArgumentException refused) {
      throw invalid(name + ": " + refused.getMessage() + ".");
    }
  }

  private static long deadlineMillis(Optional<String> text) {
    long millis =
        text.map(t -> t.matches("[0-9]{1,9}") ? Long.parseLong(t) : -1)
            .orElse(DEFAULT_DEADLINE_MILLIS);
    if (millis < 1 || millis > MAX_DEADLINE_MILLIS) {
      throw invalid("deadline_ms must be a whole number from 1 to " + MAX_DEADLINE_MILLIS + ".");
    }
    return millis;
  }

  private static Refusal invalid(String detail) {
    return new Refusal(Refusal.Kind.INVALID_PARAMETER, detail);
  }
}
