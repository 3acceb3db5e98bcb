package io.hawkvision.loadgen.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Tag("flow")
@Timeout(30)
class ArchiveDownloadTest {
  private static final String CONTENT = "0123456789";
  private static final String MD5 = "781e5e245d69b566979b86e28d23f2c7";

  @TempDir Path folder;
  private final Vertx vertx = Vertx.vertx();
  private final ConcurrentLinkedQueue<String> ranges = new ConcurrentLinkedQueue<>();
  private HttpServer server = vertx.createHttpServer();

  @BeforeEach
  void listen() {
    server =
        vertx
            .createHttpServer()
            .requestHandler(this::serve)
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .orTimeout(10, TimeUnit.SECONDS)
            .join();
  }

  @AfterEach
  void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  private void serve(HttpServerRequest request) {
    String range = request.getHeader("Range");
    ranges.add(String.valueOf(range));
    if (range == null) {
      request.response().end(CONTENT);
      return;
    }
    int from = Integer.parseInt(range.replaceAll("[^0-9]", ""));
    if (from >= CONTENT.length()) {
      request.response().setStatusCode(416).end();
    } else {
      request.response().setStatusCode(206).end(CONTENT.substring(from));
    }
  }

  private ArchiveDownload download(String md5, long mostBytes) {
    URI address = URI.create("http://127.0.0.1:" + server.actualPort() + "/a/photos.tgz");
    PrintStream silent = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
    return new ArchiveDownload(new ArchiveDownload.Source(address, md5, mostBytes), silent);
  }

  @Test
  void into_freshFolder_fetchesOnceAndKeepsTheFile() throws Exception {
    Path file = download(MD5, 100).into(folder);
    assertThat(file).hasFileName("photos.tgz").hasContent(CONTENT);
    assertThat(download(MD5, 100).into(folder)).isEqualTo(file);
    assertThat(ranges).hasSize(1);
  }

  @Test
  void into_brokenDownload_goesOnWhereItStopped() throws Exception {
    Files.writeString(folder.resolve("photos.tgz.partial"), "0123");
    assertThat(download(MD5, 100).into(folder)).hasContent(CONTENT);
    assertThat(List.copyOf(ranges)).containsExactly("bytes=4-");
  }

  @Test
  void into_partialThatIsComplete_needsOnlyTheCheck() throws Exception {
    Files.writeString(folder.resolve("photos.tgz.partial"), CONTENT);
    assertThat(download(MD5, 100).into(folder)).hasContent(CONTENT);
  }

  @Test
  void into_otherChecksum_isRefusedAndThrownAway() throws Exception {
    assertThatThrownBy(() -> download("0".repeat(32), 100).into(folder))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("MD5 " + MD5);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void into_largerThanExpected_isRefused() {
    assertThatThrownBy(() -> download(MD5, 5).into(folder)).hasMessageContaining("larger");
  }
}
