package io.hawkvision.loadgen.result;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The file name of a cell, different for different cells on every file system. Pure. */
final class CellName {
  private static final int PARTS = 6;

  private CellName() {}

  static String of(CellKey key) {
    return of(key.group()) + "_s" + key.seed();
  }

  static String of(CellKey.CellGroup group) {
    return Stream.of(
            group.system(), group.family(), group.link(), "x" + group.edgeFactor(), group.load())
        .map(CellName::plain)
        .collect(Collectors.joining("_"));
  }

  /** The cell of a name; empty for a name that no cell has. */
  static Optional<CellKey> parse(String name) {
    List<String> parts = List.of(name.split("_", -1));
    if (parts.size() != PARTS) {
      return Optional.empty();
    }
    try {
      CellKey key =
          new CellKey(
              letters(parts.get(0)),
              letters(parts.get(1)),
              letters(parts.get(2)),
              Integer.parseInt(parts.get(3).substring(1)),
              letters(parts.get(4)),
              Long.parseLong(parts.get(5).substring(1)));
      return Optional.of(key).filter(read -> of(read).equals(name));
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      return Optional.empty(); // a file that somebody else put there
    }
  }

  /** Anything but small letters, digits and hyphens is written as its bytes. */
  static String plain(String word) {
    StringBuilder plain = new StringBuilder();
    for (byte letter : word.getBytes(StandardCharsets.UTF_8)) {
      boolean isPlain =
          (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9') || letter == '-';
      plain.append(isPlain ? (char) letter : String.format(Locale.ROOT, "=%02x", letter & 0xff));
    }
    return plain.toString();
  }

  private static String letters(String plain) {
    byte[] bytes = new byte[plain.length()];
    int length = 0;
    for (int i = 0; i < plain.length(); i++, length++) {
      if (plain.charAt(i) == '=') {
        bytes[length] = (byte) Integer.parseInt(plain.substring(i + 1, i + 3), 16);
        i += 2;
      } else {
        bytes[length] = (byte) plain.charAt(i);
      }
    }
    return new String(bytes, 0, length, StandardCharsets.UTF_8);
  }
}
