package io.hawkvision.loadgen.source;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The photographs below one folder; links to folders and files are followed. */
final class FolderStore implements PhotoStore {
  private final Path folder;
  private final List<String> photos;

  FolderStore(Path folder) throws IOException {
    this.folder = folder.toRealPath();
    try (Stream<Path> files = Files.walk(this.folder, FileVisitOption.FOLLOW_LINKS)) {
      this.photos =
          files
              .filter(Files::isRegularFile)
              .map(file -> this.folder.relativize(file).toString().replace('\\', '/'))
              .filter(PhotoStore::isPhoto)
              .sorted()
              .toList();
    } catch (UncheckedIOException e) {
      throw unreadable(e);
    }
  }

  private static IOException unreadable(UncheckedIOException failure) {
    return failure.getCause() instanceof FileSystemLoopException loop
        ? new IOException("a link leads back to a folder it lies in: " + loop.getFile(), loop)
        : new IOException(failure.getMessage(), failure);
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
