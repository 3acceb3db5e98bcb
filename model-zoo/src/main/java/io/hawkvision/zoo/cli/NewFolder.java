package io.hawkvision.zoo.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder that appears with all of its content or not at all: made under another name beside its
 * place, renamed when complete, removed when it never was. Also Ctrl-C removes it.
 */
final class NewFolder implements AutoCloseable {
  private final Path place;
  private final Path unfinished;
  private final Thread removal;
  private boolean isComplete;

  private NewFolder(Path place, Path unfinished) {
    this.place = place;
    this.unfinished = unfinished;
    this.removal = new Thread(this::remove, "remove-unfinished");
    Runtime.getRuntime().addShutdownHook(removal);
  }

  /** Begins a folder where there must be none, or an empty one. */
  static NewFolder at(Path wanted) throws IOException {
    Path place = wanted.toAbsolutePath().normalize();
    if (Files.exists(place) && !isEmptyFolder(place)) {
      throw new IOException(wanted + " exists already and is not an empty folder");
    }
    Path parent = place.getParent();
    if (parent == null) {
      throw new IOException(wanted + " cannot be a family's folder");
    }
    Files.createDirectories(parent);
    String name = ".hawk-new-" + place.getFileName() + "-" + ProcessHandle.current().pid();
    return new NewFolder(place, Files.createDirectory(parent.resolve(name)));
  }

  private static boolean isEmptyFolder(Path place) throws IOException {
    if (!Files.isDirectory(place)) {
      return false;
    }
    try (Stream<Path> entries = Files.list(place)) {
      return entries.findAny().isEmpty();
    }
  }

  /** Where the content goes meanwhile. */
  Path path() {
    return unfinished;
  }

  /** Moves the folder to its place. */
  void complete() throws IOException {
    try {
      Files.deleteIfExists(place);
    } catch (DirectoryNotEmptyException filled) {
      throw new IOException(place + " was filled meanwhile", filled);
    }
    Files.move(unfinished, place, StandardCopyOption.ATOMIC_MOVE);
    isComplete = true;
  }

  @Override
  public void close() {
    if (!isComplete) {
      remove();
    }
    try {
      Runtime.getRuntime().removeShutdownHook(removal);
    } catch (IllegalStateException goingDown) {
      return; // the hook itself is running
    }
  }

  private void remove() {
    if (isComplete || !Files.exists(unfinished)) {
      return;
    }
    try (Stream<Path> all = Files.walk(unfinished)) {
      List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
      for (Path each : deepestFirst) {
        Files.deleteIfExists(each);
      }
    } catch (IOException failed) {
      throw new UncheckedIOException("removing " + unfinished, failed);
    }
  }
}
