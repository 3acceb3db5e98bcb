package io.hawkvision.zoo.family;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;

/** A family's folder: finds its files and never leaves it, by whatever way. Reads files. */
final class FamilyFolder {
  static final String MANIFEST = "family.yaml";

  private final Path directory;

  FamilyFolder(Path directory) {
    this.directory = directory.toAbsolutePath().normalize();
  }

  Path directory() {
    return directory;
  }

  /** The file of this relative name, or empty with the reason noted on the section. */
  Optional<Path> file(Section section, String key) {
    return file(section, key, false);
  }

  /** As {@link #file(Section, String)}; the file may be one that is yet to be made. */
  Optional<Path> file(Section section, String key, boolean mayBeMissing) {
    String name = section.text(key);
    if (name.isEmpty()) {
      return Optional.empty();
    }
    try {
      Path relative = Path.of(name);
      Path file = directory.resolve(relative).normalize();
      if (relative.isAbsolute() || name.contains("\\") || climbs(relative)) {
        section.problem(key, "\"" + name + "\" lies outside the family's folder");
        return Optional.empty();
      }
      if (mayBeMissing && !Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
        return Optional.of(file);
      }
      if (!Files.isRegularFile(file)) {
        section.problem(key, "there is no file \"" + name + "\"");
        return Optional.empty();
      }
      if (!file.toRealPath().startsWith(directory.toRealPath())) {
        section.problem(key, "\"" + name + "\" is a link to outside the family's folder");
        return Optional.empty();
      }
      return Optional.of(file);
    } catch (InvalidPathException | IOException unusable) {
      section.problem(key, "\"" + name + "\" cannot be read");
      return Optional.empty();
    }
  }

  private static boolean climbs(Path relative) {
    for (Path part : relative) {
      if (part.toString().equals("..")) {
        return true;
      }
    }
    return false;
  }

  /** The file of this relative name, whose content must have the section's SHA-256. */
  Optional<Path> sealedFile(Section section, String key) {
    Optional<Path> file = file(section, key);
    String wanted = section.word("sha256", "[0-9a-f]{64}");
    if (file.isEmpty() || wanted.isEmpty()) {
      return file;
    }
    try {
      String actual = Sha256.of(file.get());
      if (!actual.equals(wanted)) {
        section.problem("sha256", "is " + wanted + " but the file's is " + actual);
      }
    } catch (IOException unreadable) {
      section.problem(key, "cannot be read");
    }
    return file;
  }
}
