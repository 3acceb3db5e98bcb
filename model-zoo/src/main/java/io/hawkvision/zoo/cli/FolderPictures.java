package io.hawkvision.zoo.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Pictures of a folder and the folders below it. Links are followed. */
final class FolderPictures implements Pictures {
  private final Path root;
  private final List<String> names;

  private FolderPictures(Path root, List<String> names) {
    this.root = root;
    this.names = names;
  }

  static FolderPictures of(Path folder) throws IOException {
    Path root = folder.toRealPath();
    try (Stream<Path> found = Files.walk(root, FileVisitOption.FOLLOW_LINKS)) {
      List<String> names =
          found
              .map(file -> root.relativize(file).toString().replace('\\', '/'))
              .filter(Pictures::isPicture)
              .sorted()
              .toList();
      return new FolderPictures(root, names);
    } catch (UncheckedIOException failure) {
      throw failure.getCause() instanceof FileSystemLoopException loop
          ? new IOException("a link leads back to a folder it lies in: " + loop.getFile(), loop)
          : new IOException(failure.getMessage(), failure);
    }
  }

  @Override
  public List<String> names() {
    return names;
  }

  @Override
  public byte[] read(String name) throws IOException {
    return Files.readAllBytes(root.resolve(name));
  }

  @Override
  public Optional<String> table() throws IOException {
    Path table = root.resolve(TABLE);
    return Files.isRegularFile(table) ? Optional.of(Files.readString(table)) : Optional.empty();
  }

  @Override
  public String place() {
    return root.toString();
  }

  @Override
  public void close() {}
}
