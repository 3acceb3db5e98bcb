package io.hawkvision.loadgen.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder that appears under its name only when it is complete: written beside it under a
 * temporary name, which a close without {@link #publish} deletes.
 */
final class NewFolder implements AutoCloseable {
  private final Path target;
  private final Path temporary;

  private NewFolder(Path target, Path temporary) {
    this.target = target;
    this.temporary = temporary;
  }

  static NewFolder at(Path target) throws IOException {
    Path absolute = target.toAbsolutePath().normalize();
    Path parent = absolute.getParent();
    if (parent == null || !isAbsentOrEmpty(absolute)) {
      throw new IOException(target + " exists already; remove it, or choose another folder");
    }
    Files.createDirectories(parent);
    long process = ProcessHandle.current().pid();
    Path temporary = parent.resolve("." + absolute.getFileName() + "-partial-" + process);
    return new NewFolder(absolute, Files.createDirectory(temporary));
  }

  private static boolean isAbsentOrEmpty(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return true;
    }
    if (!Files.isDirectory(folder)) {
      return false;
    }
    try (Stream<Path> children = Files.list(folder)) {
      return children.findAny().isEmpty();
    }
  }

  /** A path twice is an error: archives may say a name more than once, honest ones do not. */
  void write(String path, InputStream content) throws IOException {
    Path file = temporary.resolve(path).normalize();
    Path folder = file.getParent();
    if (folder == null || !file.startsWith(temporary)) {
      throw new IOException("refused: a path that leads out: " + path);
    }
    Files.createDirectories(folder);
    try {
      Files.copy(content, file);
    } catch (FileAlreadyExistsException e) {
      throw new IOException("refused: the archive holds a photograph twice: " + path, e);
    }
  }

  void publish() throws IOException {
    Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
  }

  @Override
  public void close() throws IOException {
    if (!Files.exists(temporary)) {
      return;
    }
    List<Path> leavesFirst;
    try (Stream<Path> all = Files.walk(temporary)) {
      leavesFirst = all.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : leavesFirst) {
      Files.delete(path);
    }
  }
}
