package io.hawkvision.loadgen.source;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The photographs below one folder. */
final class FolderStore implements PhotoStore {
  private final Path folder;
  private final List<String> photos;

  FolderStore(Path folder) throws IOException {
    this.folder = folder;
    try (Stream<Path> files = Files.walk(folder)) {
      this.photos =
          files
              .filter(Files::isRegularFile)
              .map(file -> folder.relativize(file).toString().replace('\\', '/'))
              .filter(PhotoStore::isPhoto)
              .sorted()
              .toList();
    }
  }

  @Override
  public List<String> photos() {
    return photos;
  }

  @Override
  public Buffer read(String path) throws IOException {
    Path file = folder.resolve(path);
    long size = Files.size(file);
    if (size > MOST_BYTES) {
      throw new IOException(file + " is too large to be a frame: " + size + " bytes");
    }
    return Buffer.buffer(Files.readAllBytes(file));
  }

  @Override
  public Optional<String> text(String path) throws IOException {
    Path file = folder.resolve(path);
    return Files.isRegularFile(file)
        ? Optional.of(Files.readString(file, StandardCharsets.UTF_8))
        : Optional.empty();
  }

  @Override
  public void close() {}
}
