package io.hawkvision.edge.frame;

import static java.util.Objects.requireNonNull;

import io.hawkvision.edge.frame.ServingException.ParameterError;
import io.hawkvision.zoo.policy.Target;
import io.vertx.core.MultiMap;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a request asks for. Parsing is strict and reports everything that is wrong at once; a target
 * that is not given is the node's default.
 */
public record FrameQuery(
    Optional<String> family, Target target, long deadlineMillis, boolean bestEffort) {
  static final String FAMILY = "family";
  static final String DEADLINE = "deadline_ms";
  static final String BEST_EFFORT = "best_effort";
  private static final Map<String, String> KIND_OF_TARGET = kindOfTarget();
  private static final List<String> KNOWN =
      List.of(FAMILY, "accuracy", "accuracy_loss", "agreement", DEADLINE, BEST_EFFORT);

  public FrameQuery {
    requireNonNull(family, "family");
    requireNonNull(target, "target");
  }

  /** What a node assumes and allows where a request says nothing. */
  public record Defaults(Target target, long deadlineMillis, long maxDeadlineMillis) {}

  static FrameQuery parse(MultiMap parameters, Defaults defaults) {
    List<ParameterError> errors = new ArrayList<>();
    checkNames(parameters, errors);
    Target target = target(parameters, defaults, errors);
    long deadlineMillis = deadlineMillis(parameters, defaults, errors);
    boolean bestEffort = bestEffort(parameters, errors);
    if (!errors.isEmpty()) {
      throw new ServingException.InvalidParameter(errors);
    }
    return new FrameQuery(
        Optional.ofNullable(parameters.get(FAMILY)), target, deadlineMillis, bestEffort);
  }

  private static void checkNames(MultiMap parameters, List<ParameterError> errors) {
    for (String name : parameters.names()) {
      if (!KNOWN.contains(name)) {
        errors.add(
            new ParameterError(name, "unknown parameter" + NearName.hint(name, KNOWN) + "."));
      } else if (parameters.getAll(name).size() > 1) {
        errors.add(new ParameterError(name, name + " is given more than once."));
      }
    }
  }

  private static Target target(
      MultiMap parameters, Defaults defaults, List<ParameterError> errors) {
    List<String> given = KIND_OF_TARGET.keySet().stream().filter(parameters::contains).toList();
    if (given.size() > 1) {
      errors.add(
          new ParameterError(
              given.get(1), "only one target is allowed, these are: " + String.join(", ", given)));
    }
    Target target = defaults.target();
    for (String name : given) {
      try {
        target = Target.parse(requireNonNull(KIND_OF_TARGET.get(name)), parameters.get(name));
      } catch (IllegalArgumentException refused) {
        errors.add(new ParameterError(name, name + ": " + refused.getMessage() + "."));
      }
    }
    return target;
  }

  private static long deadlineMillis(
      MultiMap parameters, Defaults defaults, List<ParameterError> errors) {
    String text = parameters.get(DEADLINE);
    if (text == null) {
      return defaults.deadlineMillis();
    }
    if (text.matches("[0-9]{1,9}")) {
      long millis = Long.parseLong(text);
      if (millis >= 1 && millis <= defaults.maxDeadlineMillis()) {
        return millis;
      }
    }
    errors.add(
        new ParameterError(
            DEADLINE,
            "deadline_ms must be a whole number from 1 to " + defaults.maxDeadlineMillis() + "."));
    return defaults.deadlineMillis();
  }

  private static boolean bestEffort(MultiMap parameters, List<ParameterError> errors) {
    String text = parameters.get(BEST_EFFORT);
    if (text == null || text.equals("false")) {
      return false;
    }
    if (!text.equals("true")) {
      errors.add(new ParameterError(BEST_EFFORT, "best_effort must be true or false."));
    }
    return true;
  }

  private static Map<String, String> kindOfTarget() {
    Map<String, String> kinds = new LinkedHashMap<>();
    kinds.put("accuracy", "absolute");
    kinds.put("accuracy_loss", "relative");
    kinds.put("agreement", "agreement");
    return kinds;
  }
}
