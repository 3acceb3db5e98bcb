package io.hawkvision.loadgen.source;

import java.io.IOException;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** The names that folders or a table give to photographs, before a family is chosen. */
public final class PhotoLabels {
  private final SortedSet<String> names;

  PhotoLabels(SortedSet<String> names) {
    this.names = new TreeSet<>(names);
  }

  public static PhotoLabels of(PhotoSource.Choice choice)
      throws IOException, InvalidInputException {
    try (PhotoStore store = PhotoStore.open(choice.images())) {
      return new PhotoLabels(new TreeSet<>(PhotoSource.names(store, choice).values()));
    }
  }

  /** Those that are no label of such a family, sorted. */
  public List<String> unknownTo(List<String> familyLabels) {
    var naming = new LabelRule.Naming(familyLabels);
    return names.stream().filter(name -> naming.find(name).isEmpty()).toList();
  }
}
