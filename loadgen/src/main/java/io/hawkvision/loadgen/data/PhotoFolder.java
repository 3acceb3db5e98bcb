package io.hawkvision.loadgen.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Reads the regular files of an unpacked folder; the folder may be a link, links in it are left
 * out.
 */
final class PhotoFolder {
  private final Path folder;

  PhotoFolder(Path folder) {
    this.folder = folder;
  }

  void read(PhotoSink sink) throws IOException {
    Path root = folder.toRealPath();
    List<Path> files;
    try (Stream<Path> found = Files.walk(root)) {
      files = found.filter(Files::isRegularFile).sorted().toList();
    }
    for (Path file : files) {
      if (Files.isSymbolicLink(file)) {
        continue;
      }
      try (InputStream content = Files.newInputStream(file)) {
        sink.file(root.relativize(file).toString(), content);
      }
    }
  }
}
