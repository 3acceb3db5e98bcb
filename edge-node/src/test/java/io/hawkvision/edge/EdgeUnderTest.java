package io.hawkvision.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.hawkvision.edge.escalate.TlsFiles;
import io.hawkvision.edge.observe.EscalationResult;
import io.hawkvision.edge.observe.FrameOutcome;
import io.hawkvision.zoo.engine.NativeHandles;
import io.hawkvision.zoo.family.Family;
import io.hawkvision.zoo.family.FamilyReader;
import io.hawkvision.zoo.family.InvalidFamilyException;
import io.hawkvision.zoo.preprocess.JpegEncoder;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;

/** A whole edge node in this process on a free port, and the client that talks to it. */
final class EdgeUnderTest implements AutoCloseable {
  static final Path FAMILIES = Path.of("src/test/resources/families");
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int MOST_ATTEMPTS = 1000;
  private static final long POLL_NANOS = 20_000_000;

  final RunningEdge edge;
  private final HttpClient client = HttpClient.newHttpClient();
  private final List<Error> errors = new CopyOnWriteArrayList<>();

  private EdgeUnderTest(EdgeConfig config) throws Exception {
    this.edge = RunningEdge.start(config, errors::add);
  }

  /** Alone, with the defaults. */
  static EdgeUnderTest alone() throws Exception {
    return new EdgeUnderTest(config(Map.of("escalation.enabled", "false"), Optional.empty()));
  }

  static EdgeUnderTest alone(Map<String, String> settings) throws Exception {
    Map<String, String> all = new HashMap<>(settings);
    all.put("escalation.enabled", "false");
    return new EdgeUnderTest(config(all, Optional.empty()));
  }

  /** With a datacenter; waits until the link is up. */
  static EdgeUnderTest linkedTo(FakeDatacenter dc) throws Exception {
    return linkedTo(dc, Map.of());
  }

  static EdgeUnderTest linkedTo(FakeDatacenter dc, Map<String, String> settings) throws Exception {
    EdgeUnderTest started = pointedAt(dc.port(), Optional.empty(), settings);
    started.awaitLink("up");
    return started;
  }

  static EdgeUnderTest pointedAt(int port, Optional<TlsFiles> tls, Map<String, String> settings)
      throws Exception {
    Map<String, String> all = new HashMap<>(settings);
    all.put("escalation.endpoint", "127.0.0.1:" + port);
    return new EdgeUnderTest(config(all, tls));
  }

  static EdgeConfig config(Map<String, String> settings, Optional<TlsFiles> tls)
      throws InvalidConfigException {
    Map<String, String> all = new HashMap<>(settings);
    all.putIfAbsent("http.port", "0");
    all.putIfAbsent("infer.families", FAMILIES.toString());
    all.putIfAbsent("frame.default-deadline", "20s");
    all.putIfAbsent("watch.audit-rate", "0"); // an audit by chance would upset counts
    all.putIfAbsent("power.sensor", "modelled"); // the same on every machine, and at once
    EdgeConfig read = EdgeConfig.read(Optional.empty(), Map.of(), all);
    EdgeConfig.Escalation given = read.escalation();
    return new EdgeConfig(
        read.http(),
        read.frame(),
        read.infer(),
        read.answer(),
        new EdgeConfig.Escalation(given.enabled(), given.endpoint(), tls, given.limits()),
        read.watching(),
        read.bench(),
        read.power(),
        read.drain());
  }

  static Family family() throws InvalidFamilyException {
    return FamilyReader.read(FAMILIES.resolve("colours"));
  }

  /** The edge network is sure of this one: its score is near 1. */
  static byte[] clearFrame() {
    return picture(40, 30, 250, 10, 10);
  }

  /** The edge network says red with a score near 0. */
  static byte[] unsureFrame() {
    return picture(40, 30, 134, 128, 128);
  }

  static byte[] picture(int width, int height, int red, int green, int blue) {
    byte[] rgb = new byte[3 * width * height];
    for (int i = 0; i < rgb.length; i += 3) {
      rgb[i] = (byte) red;
      rgb[i + 1] = (byte) green;
      rgb[i + 2] = (byte) blue;
    }
    return JpegEncoder.encode(rgb, width, height, 95);
  }

  URI uri(String pathAndQuery) {
    return URI.create("http://127.0.0.1:" + edge.port() + pathAndQuery);
  }

  HttpRequest.Builder request(String query, byte[] body) {
    return HttpRequest.newBuilder(uri("/v1/frames" + query))
        .header("Content-Type", "image/jpeg")
        .timeout(PATIENCE)
        .POST(HttpRequest.BodyPublishers.ofByteArray(body));
  }

  HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
    return client.send(request, HttpResponse.BodyHandlers.ofString());
  }

  HttpResponse<String> post(String query, byte[] body) throws IOException, InterruptedException {
    return send(request(query, body).build());
  }

  CompletableFuture<HttpResponse<String>> posting(String query, byte[] body) {
    return client.sendAsync(request(query, body).build(), HttpResponse.BodyHandlers.ofString());
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(uri(path)).timeout(PATIENCE).GET().build());
  }

  /** The answer of a frame that must have got one. */
  static JsonObject answer(HttpResponse<String> response) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return new JsonObject(response.body());
  }

  /** The problem document of a request that must have got this one. */
  static JsonObject problem(HttpResponse<String> response, int status, String slug) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
    JsonObject document = new JsonObject(response.body());
    assertThat(document.getString("type")).isEqualTo("/problems/" + slug);
    assertThat(document.getInteger("status")).isEqualTo(status);
    assertThat(document.getString("title")).isNotBlank();
    assertThat(document.getString("detail")).isNotBlank();
    assertThat(document.getString("instance")).matches("/frames/[0-9A-HJKMNP-TV-Z]{26}");
    assertThat(document.getBoolean("retryable")).isNotNull();
    return document;
  }

  /** Asks until the target's certification is settled: the first time it is under way only. */
  JsonObject certified(String query) throws IOException, InterruptedException {
    for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
      JsonObject answer = answer(post(query, clearFrame()));
      if (answer.getJsonObject("accuracy").getString("guarantee").equals("certified")
          && !answer.getBoolean("degraded")) {
        return answer;
      }
      LockSupport.parkNanos(POLL_NANOS);
    }
    throw new AssertionError(query + " was not certified");
  }

  void awaitLink(String state) {
    Eventually.holds(() -> edge.escalator().status().state().equals(state));
  }

  long counted(EscalationResult result) {
    return edge.meters().escalations(result);
  }

  /** Closes the node and checks that nothing is left behind. */
  @Override
  public void close() {
    long failed = edge.meters().frames(FrameOutcome.FAILED);
    edge.close();
    assertThat(errors).isEmpty();
    assertThat(failed).isZero();
    assertThat(NativeHandles.openByKind().values()).as("native handles").containsOnly(0L);
  }
}
