package io.hawkvision.loadgen.data;

import io.hawkvision.loadgen.source.CsvTable;
import io.hawkvision.loadgen.source.InvalidInputException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where each photograph of the archive goes: {@code PART/LABEL/FILE.jpg}, the part from the split.
 * The archives name their files {@code .jpg} or {@code .JPEG}, under one more folder or not; the
 * split means the same photographs. Pure, apart from keeping count of what the split still misses.
 */
final class ImagenetteLayout {
  static final Map<String, String> LABELS =
      Map.of(
          "n01440764", "tench",
          "n02102040", "English springer",
          "n02979186", "cassette player",
          "n03000684", "chain saw",
          "n03028079", "church",
          "n03394916", "French horn",
          "n03417042", "garbage truck",
          "n03425413", "gas pump",
          "n03445777", "golf ball",
          "n03888257", "parachute");

  /** Photographs the split does not name. */
  static final String EXTRA = "extra";

  private static final Pattern PHOTO =
      Pattern.compile("(?:.*/)?((train|val)/(n\\d{8})/([^/.][^/]*))\\.(?:jpe?g)");

  private final Map<String, String> partByPhoto;
  private final Set<String> missing;

  private ImagenetteLayout(Map<String, String> partByPhoto) {
    this.partByPhoto = partByPhoto;
    this.missing = new HashSet<>(partByPhoto.keySet());
  }

  /** The name of the split is for messages only. */
  static ImagenetteLayout ofSplit(String name, String split) throws InvalidInputException {
    Map<String, String> parts = new HashMap<>();
    for (Map.Entry<String, String> row :
        CsvTable.parse(name, split).map("path", "split").entrySet()) {
      Matcher photo = matcher(row.getKey());
      if (!photo.matches() || !row.getValue().matches("[a-z][a-z0-9-]{0,30}")) {
        throw new InvalidInputException(name + " has a line that fits no photograph: " + row);
      }
      parts.put(photo.group(1), row.getValue());
    }
    return new ImagenetteLayout(parts);
  }

  /** Empty for a file that is no photograph of one of the ten classes. */
  Optional<String> place(String path) {
    Matcher photo = matcher(path);
    if (!photo.matches() || !LABELS.containsKey(photo.group(3))) {
      return Optional.empty();
    }
    String part = partByPhoto.getOrDefault(photo.group(1), EXTRA);
    // Equal names in train and val would meet in "extra"; in the split each is unique.
    String file = part.equals(EXTRA) ? photo.group(2) + "-" + photo.group(4) : photo.group(4);
    return Optional.of(part + "/" + LABELS.get(photo.group(3)) + "/" + file + ".jpg");
  }

  /** Notes that the photograph has been written. */
  void written(String path) {
    Matcher photo = matcher(path);
    if (photo.matches()) {
      missing.remove(photo.group(1));
    }
  }

  /** Photographs of the split that were not written so far. */
  int missing() {
    return missing.size();
  }

  int expected() {
    return partByPhoto.size();
  }

  private static Matcher matcher(String path) {
    int dot = path.lastIndexOf('.');
    String lowered =
        dot < 0 ? path : path.substring(0, dot) + path.substring(dot).toLowerCase(Locale.ROOT);
    return PHOTO.matcher(lowered);
  }
}
