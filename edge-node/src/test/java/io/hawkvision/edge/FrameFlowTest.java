package io.hawkvision.edge;

import static io.hawkvision.edge.EdgeUnderTest.answer;
import static io.hawkvision.edge.EdgeUnderTest.clearFrame;
import static io.hawkvision.edge.EdgeUnderTest.problem;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every way to post a frame wrongly, against one node that must survive all of them; closing it
 * checks that no native handle is left open.
 */
@Tag("flow")
class FrameFlowTest {
  private static EdgeUnderTest edge;

  @BeforeAll
  static void start() throws Exception {
    edge = EdgeUnderTest.alone();
  }

  @AfterAll
  static void stop() {
    edge.close();
  }

  @Test
  void goodFrame_isAnsweredInTheDocumentedShape() throws Exception {
    edge.certified("?accuracy=0.9");
    HttpResponse<String> response =
        edge.send(
            edge.request("?family=colours&accuracy=0.9", clearFrame())
                .header("X-Camera-Id", "cam-7")
                .header("X-Captured-At", "2026-11-24T06:00:00Z")
                .build());
    JsonObject answer = answer(response);

    assertThat(response.headers().firstValue("X-Camera-Id")).contains("cam-7");
    assertThat(response.headers().firstValue("X-Captured-At")).contains("2026-11-24T06:00:00Z");
    assertThat(answer.fieldNames())
        .containsExactly(
            "id",
            "family",
            "version",
            "predictions",
            "answered_by",
            "variant",
            "engine",
            "degraded",
            "accuracy",
            "timing_ms",
            "energy_millijoules");
    assertThat(answer.getString("id")).matches("[0-9A-HJKMNP-TV-Z]{26}");
    assertThat(answer.getInteger("version")).isEqualTo(1);
    JsonObject prediction = answer.getJsonArray("predictions").getJsonObject(0);
    assertThat(prediction.getString("label")).isEqualTo("red");
    assertThat(prediction.getDouble("confidence")).isBetween(0.9, 1.0);
    JsonObject accuracy = answer.getJsonObject("accuracy");
    assertThat(accuracy.getDouble("target")).isEqualTo(0.9);
    assertThat(accuracy.getString("kind")).isEqualTo("absolute");
    assertThat(accuracy.getDouble("lower_bound")).isEqualTo(0.9);
    assertThat(accuracy.getDouble("confidence_level")).isEqualTo(0.95);
    assertThat(accuracy.getString("guarantee")).isEqualTo("certified");
    assertThat(accuracy.getString("certificate")).matches("[0-9a-f]{16}");
    assertThat(answer.getJsonObject("timing_ms").fieldNames())
        .containsExactly("queue", "decode", "infer", "total");
    JsonObject energy = answer.getJsonObject("energy_millijoules");
    assertThat(energy.fieldNames()).containsExactly("edge", "source");
    assertThat(energy.getDouble("edge")).isPositive();
    assertThat(energy.getString("source")).isEqualTo("modelled");
  }

  @Test
  void noFamilyAndNoTarget_meansTheOnlyFamilyAndTheDefaultTarget() throws Exception {
    JsonObject answer = answer(edge.post("", clearFrame()));

    assertThat(answer.getString("family")).isEqualTo("colours");
    assertThat(answer.getJsonObject("accuracy").getString("kind")).isEqualTo("relative");
    assertThat(answer.getJsonObject("accuracy").getDouble("target")).isEqualTo(0.01);
  }

  @Test
  void emptyBody_isMalformed() throws Exception {
    problem(edge.post("", new byte[0]), 400, "malformed-frame");
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/octet-stream", "text/plain", "image/gif", "image", ""})
  void wrongContentType_isUnsupported(String type) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(edge.uri("/v1/frames"))
            .header("Content-Type", type)
            .POST(HttpRequest.BodyPublishers.ofByteArray(clearFrame()))
            .build();
    problem(edge.send(request), 415, "unsupported-media");
  }

  @Test
  void noContentType_isUnsupported() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(edge.uri("/v1/frames"))
            .POST(HttpRequest.BodyPublishers.ofByteArray(clearFrame()))
            .build();
    problem(edge.send(request), 415, "unsupported-media");
  }

  @Test
  void jpegCalledPng_isUnsupported() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(edge.uri("/v1/frames"))
            .header("Content-Type", "image/png")
            .POST(HttpRequest.BodyPublishers.ofByteArray(clearFrame()))
            .build();
    problem(edge.send(request), 415, "unsupported-media");
  }

  @Test
  void bytesThatAreNoPicture_areUnsupported() throws Exception {
    problem(
        edge.post("", "hello, node".getBytes(StandardCharsets.US_ASCII)), 415, "unsupported-media");
  }

  @Test
  void jpegCutAnywhere_isMalformed() throws Exception {
    byte[] whole = EdgeUnderTest.picture(320, 240, 250, 40, 10);
    for (int length : new int[] {3, 30, whole.length / 2, whole.length - 40, whole.length - 2}) {
      problem(edge.post("", Arrays.copyOf(whole, length)), 400, "malformed-frame");
    }
  }

  @Test
  void headerClaimingThirtyThousandPixelsASide_isTooLarge() throws Exception {
    problem(edge.post("", withSize(clearFrame(), 30_000, 30_000)), 413, "frame-too-large");
  }

  @ParameterizedTest
  @CsvSource({
    "?accuracy=0, accuracy",
    "?accuracy=1.5, accuracy",
    "?accuracy=abc, accuracy",
    "?accuracy=NaN, accuracy",
    "?accuracy=, accuracy",
    "?accuracy=-0.5, accuracy",
    "?accuracy_loss=1, accuracy_loss",
    "?agreement=1.01, agreement",
    "?accuracy=0.9&agreement=0.9, agreement",
    "?accuracy=0.9&accuracy=0.8, accuracy",
    "?deadline_ms=-1, deadline_ms",
    "?deadline_ms=0, deadline_ms",
    "?deadline_ms=1e3, deadline_ms",
    "?deadline_ms=60001, deadline_ms",
    "?deadline_ms=99999999999999999999, deadline_ms",
    "?best_effort=yes, best_effort",
    "?quality=high, quality",
  })
  void parameterThatIsNotPermitted_isNamed(String query, String parameter) throws Exception {
    JsonObject document = problem(edge.post(query, clearFrame()), 422, "invalid-parameter");

    assertThat(document.getJsonArray("errors").getJsonObject(0).getString("parameter"))
        .isEqualTo(parameter);
  }

  @Test
  void severalWrongParameters_areNamedAtOnce_withTheNearName() throws Exception {
    JsonObject document =
        problem(
            edge.post("?accurcy=0.9&deadline_ms=-1&agreement=7", clearFrame()),
            422,
            "invalid-parameter");

    JsonArray errors = document.getJsonArray("errors");
    assertThat(errors).hasSize(3);
    assertThat(errors.getJsonObject(0).getString("detail")).contains("'accuracy'");
  }

  @Test
  void brokenPercentEncoding_isInvalid() throws Exception {
    try (RawConnection raw = new RawConnection(edge.edge.port())) {
      raw.write("POST /v1/frames?family=%zz HTTP/1.1\r\nHost: x\r\n");
      raw.write("Content-Type: image/jpeg\r\nContent-Length: 0\r\n\r\n");
      assertThat(raw.readStatus()).isEqualTo(422);
    }
  }

  @Test
  void echoedHeaderTooLong_isInvalid() throws Exception {
    HttpRequest request =
        edge.request("", clearFrame()).header("X-Camera-Id", "c".repeat(129)).build();
    problem(edge.send(request), 422, "invalid-parameter");
  }

  @Test
  void unknownFamily_isNotFound() throws Exception {
    JsonObject document = problem(edge.post("?family=color", clearFrame()), 404, "unknown-family");
    assertThat(document.getString("detail")).contains("'colours'");
  }

  @Test
  void targetBeyondEveryPolicy_isRefused_unlessBestEffortIsAskedFor() throws Exception {
    JsonObject document =
        problem(edge.post("?accuracy=0.99", clearFrame()), 422, "target-unattainable");
    assertThat(document.getDouble("max_certified")).isEqualTo(0.975);
    assertThat(document.getString("best_effort_hint")).contains("best_effort=true");

    JsonObject answer = answer(edge.post("?accuracy=0.99&best_effort=true", clearFrame()));
    assertThat(answer.getJsonObject("accuracy").getDouble("target")).isEqualTo(0.99);
    assertThat(answer.getJsonObject("accuracy").getDouble("estimate")).isEqualTo(0.98);
    assertThat(answer.getJsonObject("accuracy").getString("guarantee")).isEqualTo("best_effort");
    assertThat(answer.getJsonObject("accuracy").containsKey("lower_bound")).isFalse();
  }

  @Test
  void bodyLargerThanAnnounced_fiftyMegabytes_isTooLarge() throws Exception {
    problem(edge.post("", new byte[50_000_000]), 413, "frame-too-large");
  }

  @Test
  void chunkedBodyOfFiftyMegabytes_isCutOff() throws Exception {
    try (RawConnection raw = new RawConnection(edge.edge.port())) {
      raw.write("POST /v1/frames HTTP/1.1\r\nHost: x\r\nContent-Type: image/jpeg\r\n");
      raw.write("Transfer-Encoding: chunked\r\n\r\n");
      raw.writeChunks(50, 1_000_000);
      assertThat(raw.readStatus()).isEqualTo(413);
    }
  }

  @Test
  void expectContinue_isAnsweredBeforeTheBody() throws Exception {
    byte[] frame = clearFrame();
    try (RawConnection raw = new RawConnection(edge.edge.port())) {
      raw.write("POST /v1/frames HTTP/1.1\r\nHost: x\r\nContent-Type: image/jpeg\r\n");
      raw.write("Expect: 100-continue\r\nContent-Length: " + frame.length + "\r\n\r\n");
      assertThat(raw.readStatus()).isEqualTo(100);
      raw.write(frame);
      assertThat(raw.readStatus()).isEqualTo(200);
    }
  }

  @Test
  void expectContinueOfTooMuch_isRefusedWithoutTheBody() throws Exception {
    try (RawConnection raw = new RawConnection(edge.edge.port())) {
      raw.write("POST /v1/frames HTTP/1.1\r\nHost: x\r\nContent-Type: image/jpeg\r\n");
      raw.write("Expect: 100-continue\r\nContent-Length: 50000000\r\n\r\n");
      assertThat(raw.readStatus()).isEqualTo(413);
      assertThat(raw.readToEnd()).isTrue();
    }
  }

  @Test
  void bodyThatNeverEnds_isRefusedAtItsDeadline() throws Exception {
    try (RawConnection raw = new RawConnection(edge.edge.port())) {
      raw.write("POST /v1/frames?deadline_ms=100 HTTP/1.1\r\nHost: x\r\n");
      raw.write("Content-Type: image/jpeg\r\nContent-Length: 1000\r\n\r\nabc");
      assertThat(raw.readStatus()).isEqualTo(504);
    }
  }

  @Test
  void callerGoneInTheMiddleOfABody_givesItsBytesBack() throws Exception {
    try (RawConnection raw = new RawConnection(edge.edge.port())) {
      raw.write("POST /v1/frames HTTP/1.1\r\nHost: x\r\n");
      raw.write("Content-Type: image/jpeg\r\nContent-Length: 100000\r\n\r\nabcdef");
    }
    Eventually.holds(() -> metric("edge_queue_depth{queue=\"held-bytes\"}") == 0);
  }

  @Test
  void framesOnOneConnection_afterARefusal_areStillAnswered() throws Exception {
    byte[] frame = clearFrame();
    try (RawConnection raw = new RawConnection(edge.edge.port())) {
      raw.write("POST /v1/frames?accuracy=7 HTTP/1.1\r\nHost: x\r\nContent-Type: image/jpeg\r\n");
      raw.write("Content-Length: " + frame.length + "\r\n\r\n");
      raw.write(frame);
      assertThat(raw.readStatus()).isEqualTo(422);
      raw.write("POST /v1/frames HTTP/1.1\r\nHost: x\r\nContent-Type: image/jpeg\r\n");
      raw.write("Content-Length: " + frame.length + "\r\n\r\n");
      raw.write(frame);
      assertThat(raw.readStatus()).isEqualTo(200);
    }
  }

  @Test
  void otherMethodsAndPaths_areRefused() throws Exception {
    HttpResponse<String> response = edge.get("/v1/frames");
    problem(response, 405, "method-not-allowed");
    assertThat(response.headers().firstValue("Allow")).contains("POST");
    problem(edge.get("/v1/frame"), 404, "not-found");
    problem(edge.get("/"), 404, "not-found");
    HttpRequest delete = HttpRequest.newBuilder(edge.uri("/readyz")).DELETE().build();
    problem(edge.send(delete), 405, "method-not-allowed");
  }

  @Test
  void bytesThatAreNoHttp_areRefused() throws Exception {
    try (RawConnection raw = new RawConnection(edge.edge.port())) {
      raw.write("GET /" + "x".repeat(10_000) + " HTTP/1.1\r\nHost: x\r\n\r\n");
      assertThat(raw.readStatus()).isEqualTo(400);
    }
  }

  @Test
  void readiness_saysWhatIsServedAndHowTheLinkIs() throws Exception {
    HttpResponse<String> response = edge.get("/readyz");
    assertThat(response.statusCode()).isEqualTo(200);
    JsonObject ready = new JsonObject(response.body());
    assertThat(ready.getBoolean("ready")).isTrue();
    assertThat(ready.getString("engine")).isEqualTo("onnx");
    assertThat(ready.getJsonArray("families").getJsonObject(0).getString("name"))
        .isEqualTo("colours");
    assertThat(ready.getJsonObject("dc").getString("state")).isEqualTo("off");
    assertThat(edge.get("/livez").statusCode()).isEqualTo(200);
  }

  @Test
  void families_areListedWithTheirEstimates() throws Exception {
    JsonObject family =
        new JsonObject(edge.get("/v1/families").body()).getJsonArray("families").getJsonObject(0);

    assertThat(family.getString("name")).isEqualTo("colours");
    assertThat(family.getJsonArray("labels")).containsExactly("red", "green", "deep blue");
    JsonObject edgeVariant = family.getJsonArray("variants").getJsonObject(0);
    assertThat(edgeVariant.getString("tier")).isEqualTo("edge");
    assertThat(edgeVariant.getDouble("estimated_accuracy")).isEqualTo(0.8215);
    JsonObject estimated = family.getJsonObject("estimated");
    assertThat(estimated.getDouble("lowest_accuracy")).isEqualTo(0.8215);
    assertThat(estimated.getDouble("highest_accuracy")).isEqualTo(0.98);
    JsonObject certified = family.getJsonObject("certified");
    assertThat(certified.getInteger("independent_frames")).isEqualTo(4000);
    assertThat(certified.getDouble("highest_accuracy")).isEqualTo(0.975);
  }

  @Test
  void metrics_countEveryFrameOnce() throws Exception {
    double before = metric("edge_frames_total{outcome=\"edge\"}");
    double rejected = metric("edge_frames_total{outcome=\"rejected\"}");
    answer(edge.post("", clearFrame()));
    problem(edge.post("", new byte[0]), 400, "malformed-frame");
    assertThat(metric("edge_frames_total{outcome=\"edge\"}")).isEqualTo(before + 1);
    assertThat(metric("edge_frames_total{outcome=\"rejected\"}")).isEqualTo(rejected + 1);
    assertThat(metric("edge_native_open{kind=\"ort-session\"}")).isEqualTo(1);
    assertThat(metric("edge_native_open{kind=\"mat\"}")).isZero();
    assertThat(metric("edge_queue_limit{queue=\"admission\"}")).isEqualTo(256);
    assertThat(metric("edge_stage_duration_seconds_count{stage=\"infer\"}")).isPositive();
  }

  private static double metric(String name) {
    try {
      return edge.get("/metrics")
          .body()
          .lines()
          .filter(line -> line.startsWith(name + " "))
          .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
          .sum();
    } catch (Exception unreadable) {
      throw new AssertionError(unreadable);
    }
  }

  /** Overwrites width and height in the frame header of a JPEG. */
  private static byte[] withSize(byte[] jpeg, int width, int height) {
    byte[] changed = jpeg.clone();
    for (int i = 2; i < changed.length - 9; i++) {
      if ((changed[i] & 0xFF) == 0xFF && (changed[i + 1] & 0xFF) == 0xC0) {
        changed[i + 5] = (byte) (height >> 8);
        changed[i + 6] = (byte) height;
        changed[i + 7] = (byte) (width >> 8);
        changed[i + 8] = (byte) width;
        return changed;
      }
    }
    throw new AssertionError("no frame header");
  }
}
