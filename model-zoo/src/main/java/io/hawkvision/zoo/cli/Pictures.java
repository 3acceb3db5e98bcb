package io.hawkvision.zoo.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Pictures by name, in a folder or in a ZIP that is never unpacked. Names have slashes. Reading is
 * for any thread.
 */
interface Pictures extends AutoCloseable {
  /** A table beside the pictures that says what they show. */
  String TABLE = "labels.csv";

  /** Every picture, sorted. */
  List<String> names();

  /** A picture's bytes, or a few more than the limit where it is larger. */
  byte[] read(String name) throws IOException;

  /** The table's text where there is one. */
  Optional<String> table() throws IOException;

  /** What messages call the whole. */
  String place();

  @Override
  void close() throws IOException;

  /** The pictures of a folder, or of a ZIP. */
  static Pictures open(Path place) throws IOException {
    if (Files.isDirectory(place)) {
      return FolderPictures.of(place);
    }
    if (Files.isRegularFile(place)) {
      return ZipPictures.of(place);
    }
    throw new IOException(place + " is neither a folder nor a ZIP file");
  }

  static boolean isPicture(String name) {
    return name.toLowerCase(Locale.ROOT).matches(".*\\.(jpe?g|png)");
  }
}
