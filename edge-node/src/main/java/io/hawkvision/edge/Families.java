package io.hawkvision.edge;

import io.hawkvision.edge.frame.NearName;
import io.hawkvision.edge.frame.ServingException;
import io.hawkvision.edge.infer.ServedFamily;
import io.hawkvision.zoo.engine.EngineException;
import io.hawkvision.zoo.engine.GoldenCheck;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The families a ready node serves, by name. Immutable, any thread; owns their engines. */
final class Families implements AutoCloseable {
  private final Map<String, ServedFamily> byName = new TreeMap<>();

  Families(List<ServedFamily> served) {
    served.forEach(family -> byName.put(family.family().name(), family));
  }

  /** The family a request names, or the only one there is. */
  ServedFamily require(Optional<String> name) {
    if (name.isEmpty()) {
      if (byName.size() == 1) {
        return byName.values().iterator().next();
      }
      throw new ServingException.InvalidParameter(
          List.of(
              new ServingException.ParameterError(
                  "family", "family is needed, one of: " + String.join(", ", byName.keySet()))));
    }
    ServedFamily served = byName.get(name.get());
    if (served == null) {
      throw new ServingException.UnknownFamily(
          "There is no such family here" + NearName.hint(name.get(), byName.keySet()) + ".");
    }
    return served;
  }

  List<ServedFamily> all() {
    return List.copyOf(byName.values());
  }

  /** Golden vectors through decode and inference, all families. Blocking. */
  void verify() throws EngineException {
    for (ServedFamily served : byName.values()) {
      GoldenCheck.verify(served.family(), served.engine());
    }
  }

  @Override
  public void close() {
    byName.values().forEach(ServedFamily::close);
  }
}
