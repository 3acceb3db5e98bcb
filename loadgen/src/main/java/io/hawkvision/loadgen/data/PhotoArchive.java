package io.hawkvision.loadgen.data;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.tukaani.xz.XZInputStream;

/**
 * Reads the regular files of a {@code .tar}, {@code .tar.gz} or {@code .tar.xz}, told apart by
 * their first bytes. Refuses the whole archive for one entry that is a link or device, points
 * outside, or goes over a bound; nothing of it is trusted.
 */
final class PhotoArchive {
  /** The most an archive may unpack to, in all and per file. */
  record Bounds(int entries, long totalBytes, long fileBytes) {
    static final Bounds DEFAULT = new Bounds(200_000, 4L << 30, 16L << 20);
  }

  private static final int XZ_MEMORY_KIBIBYTES = 256 << 10;
  private static final int MAGIC_BYTES = 6;

  private final Path file;
  private final Bounds bounds;

  PhotoArchive(Path file, Bounds bounds) {
    this.file = file;
    this.bounds = bounds;
  }

  void read(PhotoSink sink) throws IOException {
    try (InputStream raw = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
        InputStream plain = decompressed(raw);
        InputStream bounded = new BoundedStream(plain, bounds.totalBytes());
        TarArchiveInputStream tar = new TarArchiveInputStream(bounded)) {
      int entries = 0;
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        if (++entries > bounds.entries()) {
          throw refused("has more than " + bounds.entries() + " entries");
        }
        String path = checked(entry, tar);
        if (!entry.isDirectory()) {
          sink.file(path, new BoundedStream(tar, bounds.fileBytes()));
        }
      }
      if (entries == 0) {
        throw refused("is no tar archive, or an empty one");
      }
    } catch (IllegalArgumentException e) {
      throw new IOException(file + " is damaged: " + e.getMessage(), e);
    }
  }

  private String checked(TarArchiveEntry entry, TarArchiveInputStream tar) throws IOException {
    String name = entry.getName();
    if (!entry.isDirectory() && !isRegularFile(entry)) {
      throw refused("holds something that is no regular file: " + name);
    }
    if (!tar.canReadEntryData(entry)) {
      throw refused("holds a file in a format that is not read here: " + name);
    }
    if (entry.getSize() > bounds.fileBytes()) {
      throw refused("holds a file of " + entry.getSize() + " bytes: " + name);
    }
    return SafePath.of(name).orElseThrow(() -> refused("holds a path that leads out: " + name));
  }

  private static boolean isRegularFile(TarArchiveEntry entry) {
    return switch (entry.getLinkFlag()) {
      case TarConstants.LF_NORMAL, TarConstants.LF_OLDNORM, TarConstants.LF_CONTIG -> true;
      default -> false;
    };
  }

  private InputStream decompressed(InputStream raw) throws IOException {
    raw.mark(MAGIC_BYTES);
    byte[] magic = raw.readNBytes(MAGIC_BYTES);
    raw.reset();
    if (starts(magic, 0xFD, '7', 'z', 'X', 'Z', 0)) {
      return new XZInputStream(raw, XZ_MEMORY_KIBIBYTES);
    }
    return starts(magic, 0x1F, 0x8B) ? new GZIPInputStream(raw, 1 << 16) : raw;
  }

  private static boolean starts(byte[] bytes, int... expected) {
    if (bytes.length < expected.length) {
      return false;
    }
    for (int i = 0; i < expected.length; i++) {
      if ((bytes[i] & 0xFF) != expected[i]) {
        return false;
      }
    }
    return true;
  }

  private IOException refused(String why) {
    return new IOException("refused: " + file + " " + why);
  }
}
