package io.hawkvision.zoo.cli;

import io.hawkvision.zoo.preprocess.ImageLimits;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Pictures of a ZIP, read entry by entry and never unpacked: a name that leads elsewhere has
 * nothing to lead to, and an entry that unfolds to gigabytes is read to the limit of one picture.
 */
final class ZipPictures implements Pictures {
  private static final int MAX_ENTRIES = 2_000_000;
  private static final int MAX_TABLE_BYTES = 64 << 20;

  private final Path place;
  private final ZipFile zip;
  private final List<String> names;

  private ZipPictures(Path place, ZipFile zip, List<String> names) {
    this.place = place;
    this.zip = zip;
    this.names = names;
  }

  static ZipPictures of(Path file) throws IOException {
    ZipFile zip;
    try {
      zip = new ZipFile(file.toFile());
    } catch (IOException | IllegalArgumentException broken) {
      throw new IOException(file + " is no ZIP file: " + broken.getMessage(), broken);
    }
    try {
      return new ZipPictures(file, zip, names(file, zip));
    } catch (IOException | RuntimeException refused) {
      zip.close();
      throw refused;
    }
  }

  private static List<String> names(Path file, ZipFile zip) throws IOException {
    if (zip.size() > MAX_ENTRIES) {
      throw new IOException(file + " has " + zip.size() + " entries, over " + MAX_ENTRIES);
    }
    TreeSet<String> names = new TreeSet<>();
    for (Enumeration<? extends ZipEntry> all = zip.entries(); all.hasMoreElements(); ) {
      String name = all.nextElement().getName();
      if (leadsOutside(name)) {
        throw new IOException(file + ": the entry \"" + name + "\" leads outside");
      }
      boolean isHidden = name.startsWith("__MACOSX/") || name.contains("/._");
      if (Pictures.isPicture(name) && !isHidden && !names.add(name)) {
        throw new IOException(file + ": the entry \"" + name + "\" stands there twice");
      }
    }
    return List.copyOf(names);
  }

  private static boolean leadsOutside(String name) {
    return name.startsWith("/")
        || name.contains("\\")
        || List.of(name.split("/", -1)).contains("..")
        || name.matches("[A-Za-z]:.*");
  }

  @Override
  public List<String> names() {
    return names;
  }

  @Override
  public byte[] read(String name) throws IOException {
    ZipEntry entry = zip.getEntry(name);
    if (entry == null) {
      throw new IOException("no such entry");
    }
    return bounded(entry, ImageLimits.DEFAULT.maxBytes() + 1);
  }

  private byte[] bounded(ZipEntry entry, int limit) throws IOException {
    try (InputStream in = zip.getInputStream(entry)) {
      return in.readNBytes(limit);
    }
  }

  @Override
  public Optional<String> table() throws IOException {
    ZipEntry entry = zip.getEntry(TABLE);
    if (entry == null) {
      return Optional.empty();
    }
    byte[] bytes = bounded(entry, MAX_TABLE_BYTES + 1);
    if (bytes.length > MAX_TABLE_BYTES) {
      throw new IOException(place + ": " + TABLE + " is larger than " + MAX_TABLE_BYTES + " bytes");
    }
    return Optional.of(new String(bytes, StandardCharsets.UTF_8));
  }

  @Override
  public String place() {
    return place.toString();
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }
}
