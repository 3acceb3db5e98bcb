package io.hawkvision.loadgen.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the true label of a file. Pure. */
sealed interface LabelRule {
  /** The raw name the file gets, before a label map or the family's list of labels is asked. */
  String rawLabel(String path) throws InvalidInputException;

  /** The folder the file lies in is its label. */
  record ByFolder() implements LabelRule {
    @Override
    public String rawLabel(String path) throws InvalidInputException {
      int end = path.lastIndexOf('/');
      if (end < 1) {
        throw new InvalidInputException(
            path + " lies in no label folder; use --labels FILE.csv, or one folder per label");
      }
      return path.substring(path.lastIndexOf('/', end - 1) + 1, end);
    }
  }

  /** A table names each file, by its whole relative path or by its bare name. */
  record ByTable(String name, Map<String, String> labels) implements LabelRule {
    public ByTable {
      labels = Map.copyOf(labels);
    }

    @Override
    public String rawLabel(String path) throws InvalidInputException {
      String label = labels.get(path);
      if (label == null) {
        label = labels.get(path.substring(path.lastIndexOf('/') + 1));
      }
      if (label == null) {
        throw new InvalidInputException(name + " has no label for " + path);
      }
      return label;
    }
  }

  /**
   * Turns names into labels of the family: as they are, or as a number that counts the family's
   * labels from 0.
   */
  record Naming(List<String> familyLabels) {
    public Naming {
      familyLabels = List.copyOf(familyLabels);
    }

    Optional<String> find(String name) {
      if (familyLabels.contains(name)) {
        return Optional.of(name);
      }
      return name.matches("[0-9]{1,6}") && Integer.parseInt(name) < familyLabels.size()
          ? Optional.of(familyLabels.get(Integer.parseInt(name)))
          : Optional.empty();
    }

    String label(String name) throws InvalidInputException {
      Optional<String> label = find(name);
      if (label.isPresent()) {
        return label.get();
      }
      List<String> known = new ArrayList<>(familyLabels);
      if (known.size() > 20) {
        known = known.subList(0, 20);
        known.add("…");
      }
      throw new InvalidInputException(
          "\"" + name + "\" is no label of the family, which has: " + String.join(", ", known));
    }
  }
}
