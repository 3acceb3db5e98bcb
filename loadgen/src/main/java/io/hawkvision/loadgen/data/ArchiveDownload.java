package io.hawkvision.loadgen.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.math.BigInteger;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;

/**
 * One public file, fetched once and checked. A broken download goes on where it stopped; a file
 * with another checksum is thrown away. Blocks the calling thread; every wait is bounded.
 */
final class ArchiveDownload {
  /** Where it lies and what it is; MD5 is what its publisher gives. */
  record Source(URI address, String md5, long mostBytes) {}

  private static final int WAIT_MILLIS = 30_000;
  private static final int PARTIAL_CONTENT = 206;
  private static final int RANGE_NOT_SATISFIABLE = 416;

  private final Source source;
  private final PrintStream progress;

  ArchiveDownload(Source source, PrintStream progress) {
    this.source = source;
    this.progress = progress;
  }

  /** Leaves the checked file in the folder, and finds it there the next time. */
  Path into(Path folder) throws IOException {
    String name = Path.of(source.address().getPath()).getFileName().toString();
    Path done = folder.resolve(name);
    if (Files.exists(done) && md5(done).equals(source.md5())) {
      return done;
    }
    Files.createDirectories(folder);
    Path partial = folder.resolve(name + ".partial");
    fetch(partial);
    String md5 = md5(partial);
    if (!md5.equals(source.md5())) {
      Files.delete(partial);
      throw new IOException(
          "refused: " + source.address() + " has MD5 " + md5 + " instead of " + source.md5());
    }
    Files.move(partial, done, StandardCopyOption.REPLACE_EXISTING);
    return done;
  }

  private void fetch(Path partial) throws IOException {
    long have = Files.exists(partial) ? Files.size(partial) : 0;
    HttpURLConnection connection = connect(have);
    try {
      int status = connection.getResponseCode();
      if (status == RANGE_NOT_SATISFIABLE) {
        return; // nothing is left to fetch; the checksum decides
      }
      if (status != HttpURLConnection.HTTP_OK && status != PARTIAL_CONTENT) {
        throw new IOException(source.address() + " answered HTTP " + status);
      }
      copy(connection, partial, status == PARTIAL_CONTENT ? have : 0);
    } finally {
      connection.disconnect();
    }
  }

  private HttpURLConnection connect(long from) throws IOException {
    URLConnection connection = source.address().toURL().openConnection();
    if (!(connection instanceof HttpURLConnection http)) {
      throw new IOException("not an HTTP address: " + source.address());
    }
    http.setConnectTimeout(WAIT_MILLIS);
    http.setReadTimeout(WAIT_MILLIS);
    http.setInstanceFollowRedirects(false);
    if (from > 0) {
      http.setRequestProperty("Range", "bytes=" + from + "-");
    }
    return http;
  }

  private void copy(HttpURLConnection connection, Path partial, long from) throws IOException {
    StandardOpenOption mode =
        from > 0 ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING;
    long expected = from + connection.getContentLengthLong();
    long have = from;
    long said = from;
    try (InputStream in = connection.getInputStream();
        OutputStream out = Files.newOutputStream(partial, StandardOpenOption.CREATE, mode)) {
      byte[] block = new byte[1 << 16];
      for (int got = in.read(block); got >= 0; got = in.read(block)) {
        have += got;
        if (have > source.mostBytes()) {
          throw new IOException("refused: " + source.address() + " is larger than expected");
        }
        out.write(block, 0, got);
        if (have - said >= 10_000_000) {
          said = have;
          progress.printf(Locale.ROOT, "%d of %d MB%n", have / 1_000_000, expected / 1_000_000);
        }
      }
    }
    if (have < expected) {
      throw new IOException("the connection ended early; the next try goes on from there");
    }
  }

  private static String md5(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      MessageDigest digest = MessageDigest.getInstance("MD5");
      byte[] block = new byte[1 << 16];
      for (int got = in.read(block); got >= 0; got = in.read(block)) {
        digest.update(block, 0, got);
      }
      return String.format(Locale.ROOT, "%032x", new BigInteger(1, digest.digest()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
