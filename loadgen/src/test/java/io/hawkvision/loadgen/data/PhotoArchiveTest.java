package io.hawkvision.loadgen.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

@Tag("unit")
class PhotoArchiveTest {
  private static final PhotoArchive.Bounds SMALL = new PhotoArchive.Bounds(10, 100_000, 1_000);

  @TempDir Path folder;

  private interface Entries {
    void write(TarArchiveOutputStream tar) throws IOException;
  }

  private static byte[] tar(Entries entries) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
      tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
      entries.write(tar);
    }
    return bytes.toByteArray();
  }

  private static void file(TarArchiveOutputStream tar, String name, String content)
      throws IOException {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    TarArchiveEntry entry = new TarArchiveEntry(name, true);
    entry.setSize(bytes.length);
    tar.putArchiveEntry(entry);
    tar.write(bytes);
    tar.closeArchiveEntry();
  }

  private Map<String, String> read(byte[] archive) throws IOException {
    return read(archive, SMALL);
  }

  private Map<String, String> read(byte[] archive, PhotoArchive.Bounds bounds) throws IOException {
    Path file = folder.resolve("archive");
    Files.write(file, archive);
    Map<String, String> files = new TreeMap<>();
    new PhotoArchive(file, bounds)
        .read(
            (path, content) ->
                files.put(path, new String(content.readAllBytes(), StandardCharsets.UTF_8)));
    return files;
  }

  @Test
  void read_plainGzipAndXz_giveTheSameFiles() throws Exception {
    byte[] tar =
        tar(
            entries -> {
              file(entries, "./train/n1/a.jpg", "A");
              file(entries, "val/n2/" + "long".repeat(40) + ".jpg", "B");
            });
    Map<String, String> expected =
        Map.of("train/n1/a.jpg", "A", "val/n2/" + "long".repeat(40) + ".jpg", "B");
    assertThat(read(tar)).isEqualTo(expected);
    ByteArrayOutputStream gz = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(gz)) {
      out.write(tar);
    }
    assertThat(read(gz.toByteArray())).isEqualTo(expected);
    ByteArrayOutputStream xz = new ByteArrayOutputStream();
    try (OutputStream out = new XZOutputStream(xz, new LZMA2Options(0))) {
      out.write(tar);
    }
    assertThat(read(xz.toByteArray())).isEqualTo(expected);
  }

  @Test
  void read_pathThatLeadsOut_refusesTheArchive() throws Exception {
    for (String name : new String[] {"../evil.jpg", "a/../../evil.jpg", "/etc/evil.jpg"}) {
      byte[] tar = tar(entries -> file(entries, name, "x"));
      assertThatThrownBy(() -> read(tar))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("a path that leads out");
    }
  }

  @Test
  void read_linkOrDevice_refusesTheArchive() throws Exception {
    byte[] kinds = {
      TarConstants.LF_SYMLINK, TarConstants.LF_LINK, TarConstants.LF_CHR, TarConstants.LF_FIFO
    };
    for (byte kind : kinds) {
      byte[] tar =
          tar(
              entries -> {
                TarArchiveEntry entry = new TarArchiveEntry("train/n1/a.jpg", kind);
                entry.setLinkName("/etc/passwd");
                entries.putArchiveEntry(entry);
                entries.closeArchiveEntry();
              });
      assertThatThrownBy(() -> read(tar)).hasMessageContaining("no regular file");
    }
  }

  @Test
  void read_bomb_isRefusedAtItsBound() throws Exception {
    byte[] large = tar(entries -> file(entries, "a.jpg", "x".repeat(1_001)));
    assertThatThrownBy(() -> read(large)).hasMessageContaining("a file of 1001 bytes");
    byte[] many =
        tar(
            entries -> {
              for (int i = 0; i < 11; i++) {
                file(entries, "a" + i + ".jpg", "x");
              }
            });
    assertThatThrownBy(() -> read(many)).hasMessageContaining("more than 10 entries");
    byte[] much =
        tar(
            entries -> {
              for (int i = 0; i < 10; i++) {
                file(entries, "a" + i + ".jpg", "x".repeat(1_000));
              }
            });
    var bounds = new PhotoArchive.Bounds(10, 10_000, 1_000);
    assertThatThrownBy(() -> read(much, bounds)).hasMessageContaining("unpacks to more than");
  }

  @Test
  void read_noArchive_saysSo() {
    assertThatThrownBy(() -> read("hello".getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(IOException.class);
    assertThatThrownBy(() -> read(new byte[0])).hasMessageContaining("no tar archive");
  }

  @Test
  void safePath_oddNames_areRefused() {
    assertThat(SafePath.of("./a//b/c.jpg")).contains("a/b/c.jpg");
    assertThat(SafePath.of("a/b\\..\\c")).isEmpty();
    assertThat(SafePath.of("a\nb")).isEmpty();
    assertThat(SafePath.of("")).isEmpty();
  }
}
