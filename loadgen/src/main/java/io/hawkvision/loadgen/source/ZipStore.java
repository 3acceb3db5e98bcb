package io.hawkvision.loadgen.source;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** The photographs of a ZIP file, read where they lie; nothing is unpacked to disk. */
final class ZipStore implements PhotoStore {
  private final ZipFile zip;
  private final List<String> photos;

  ZipStore(Path file) throws IOException {
    try {
      this.zip = new ZipFile(file.toFile());
    } catch (ZipException e) {
      throw new IOException(file + " is neither a folder nor a readable ZIP file", e);
    }
    this.photos =
        zip.stream()
            .filter(entry -> !entry.isDirectory())
            .map(ZipEntry::getName)
            .filter(name -> PhotoStore.isPhoto(name) && !name.startsWith("__MACOSX/"))
            .sorted()
            .toList();
  }

  @Override
  public List<String> photos() {
    return photos;
  }

  @Override
  public Buffer read(String path) throws IOException {
    ZipEntry entry = zip.getEntry(path);
    if (entry == null) {
      throw new IOException(zip.getName() + " has no file " + path);
    }
    return Buffer.buffer(bytes(entry));
  }

  private byte[] bytes(ZipEntry entry) throws IOException {
    try (InputStream in = zip.getInputStream(entry)) {
      byte[] bytes = in.readNBytes(MOST_BYTES + 1);
      if (bytes.length > MOST_BYTES) {
        throw new IOException(entry.getName() + " unpacks to more than " + MOST_BYTES + " bytes");
      }
      return bytes;
    }
  }

  @Override
  public Optional<String> text(String path) throws IOException {
    ZipEntry entry = zip.getEntry(path);
    return entry == null
        ? Optional.empty()
        : Optional.of(new String(bytes(entry), StandardCharsets.UTF_8));
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }
}
