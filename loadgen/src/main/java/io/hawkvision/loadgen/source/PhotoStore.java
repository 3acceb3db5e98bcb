package io.hawkvision.loadgen.source;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Files by relative path, with {@code /} between folders: a directory or a ZIP file. */
interface PhotoStore extends AutoCloseable {
  /** Larger files are refused before they are read; above every limit a node may have. */
  int MOST_BYTES = 64 << 20;

  /** Every JPEG or PNG file, sorted. */
  List<String> photos();

  Buffer read(String path) throws IOException;

  /** A text file, such as the labels of a ZIP file. */
  Optional<String> text(String path) throws IOException;

  @Override
  void close() throws IOException;

  static PhotoStore open(Path place) throws IOException, InvalidInputException {
    if (!Files.exists(place)) {
      throw new InvalidInputException("no such folder or ZIP file: " + place);
    }
    return Files.isDirectory(place) ? new FolderStore(place) : new ZipStore(place);
  }

  static boolean isPhoto(String path) {
    String name = path.substring(path.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
    return !name.startsWith(".")
        && (name.endsWith(".jpg") || name.endsWith(".jpeg") || name.endsWith(".png"));
  }
}
