package io.hawkvision.edge;

import static io.hawkvision.edge.EdgeUnderTest.answer;
import static io.hawkvision.edge.EdgeUnderTest.clearFrame;
import static io.hawkvision.edge.EdgeUnderTest.problem;
import static io.hawkvision.edge.EdgeUnderTest.unsureFrame;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.hawkvision.proto.Escalation;
import io.hawkvision.zoo.engine.NativeHandles;
import io.vertx.core.json.JsonArray;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The node as a whole: its bounds, its start and its end. */
@Tag("flow")
class NodeFlowTest {
  @Test
  void thousandIdleConnections_doNotStopService() throws Exception {
    List<RawConnection> idle = new ArrayList<>();
    try (EdgeUnderTest edge = EdgeUnderTest.alone()) {
      for (int i = 0; i < 1000; i++) {
        idle.add(new RawConnection(edge.edge.port()));
      }
      assertThat(answer(edge.post("", clearFrame())).getString("answered_by")).isEqualTo("edge");
    } finally {
      for (RawConnection connection : idle) {
        connection.close();
      }
    }
  }

  @Test
  void connectionsAtTheBound_idleOnesMakeRoom_busyOnesStay() throws Exception {
    byte[] frame = clearFrame();
    List<RawConnection> idle = new ArrayList<>();
    try (EdgeUnderTest edge = EdgeUnderTest.alone(Map.of("http.max-connections", "4"));
        RawConnection busy = new RawConnection(edge.edge.port())) {
      busy.write("POST /v1/frames HTTP/1.1\r\nHost: x\r\nContent-Type: image/jpeg\r\n");
      busy.write("Expect: 100-continue\r\nContent-Length: " + frame.length + "\r\n\r\n");
      assertThat(busy.readStatus()).isEqualTo(100);
      for (int i = 0; i < 10; i++) {
        RawConnection connection = new RawConnection(edge.edge.port());
        connection.write("GET /livez HTTP/1.1\r\n"); // a head that never ends
        idle.add(connection);
      }
      assertThat(answer(edge.post("", frame)).getString("answered_by")).isEqualTo("edge");
      busy.write(frame);
      assertThat(busy.readStatus()).isEqualTo(200);
      assertThat(idle.get(0).readToEnd()).isTrue();
    } finally {
      for (RawConnection connection : idle) {
        connection.close();
      }
    }
  }

  @Test
  void framesInFlightAtTheBound_nextOneIsRefusedAtOnce() throws Exception {
    try (FakeDatacenter dc = new FakeDatacenter(EdgeUnderTest.family()).silent();
        EdgeUnderTest edge = EdgeUnderTest.linkedTo(dc, Map.of("frame.in-flight", "1"))) {
      CompletableFuture<HttpResponse<String>> first = edge.posting("", unsureFrame());
      Escalation held = dc.taken();

      HttpResponse<String> refused = edge.post("", clearFrame());
      assertThat(problem(refused, 503, "overloaded").getBoolean("retryable")).isTrue();
      assertThat(refused.headers().firstValue("Retry-After")).contains("1");

      dc.answer(held);
      answer(first.get(30, TimeUnit.SECONDS));
      answer(edge.post("", clearFrame()));
    }
  }

  @Test
  void heldBytesAtTheBound_nextBodyIsRefused() throws Exception {
    byte[] large = EdgeUnderTest.picture(640, 480, 134, 128, 128);
    String size = Integer.toString(large.length + 1024);
    try (FakeDatacenter dc = new FakeDatacenter(EdgeUnderTest.family()).silent();
        EdgeUnderTest edge =
            EdgeUnderTest.linkedTo(dc, Map.of("frame.max-bytes", size, "frame.held-bytes", size))) {
      CompletableFuture<HttpResponse<String>> first = edge.posting("", large);
      Escalation held = dc.taken();

      problem(edge.post("", large), 503, "overloaded");

      dc.answer(held);
      answer(first.get(30, TimeUnit.SECONDS));
      Eventually.holds(() -> edge.edge.meters().scrape().contains("held-bytes\"} 0.0"));
    }
  }

  @Test
  void topK_listsThatManyPredictions_bestFirst() throws Exception {
    try (EdgeUnderTest edge = EdgeUnderTest.alone(Map.of("answer.top-k", "5"))) {
      JsonArray predictions = answer(edge.post("", unsureFrame())).getJsonArray("predictions");
      assertThat(predictions).hasSize(3);
      assertThat(predictions.getJsonObject(0).getString("label")).isEqualTo("red");
      assertThat(predictions.getJsonObject(0).getDouble("confidence"))
          .isGreaterThanOrEqualTo(predictions.getJsonObject(1).getDouble("confidence"));
    }
  }

  @Test
  void severalEventLoops_shareOnePortAndOneLink() throws Exception {
    try (FakeDatacenter dc = new FakeDatacenter(EdgeUnderTest.family());
        EdgeUnderTest edge = EdgeUnderTest.linkedTo(dc, Map.of("http.event-loops", "3"))) {
      List<CompletableFuture<HttpResponse<String>>> posted = new ArrayList<>();
      for (int i = 0; i < 24; i++) {
        posted.add(edge.posting("", unsureFrame()));
      }
      for (CompletableFuture<HttpResponse<String>> one : posted) {
        assertThat(answer(one.get(30, TimeUnit.SECONDS)).getString("answered_by")).isEqualTo("dc");
      }
      assertThat(dc.hellos).hasSize(1);
    }
  }

  @Test
  void closing_letsTheFrameUnderWayFinish() throws Exception {
    try (FakeDatacenter dc = new FakeDatacenter(EdgeUnderTest.family()).silent()) {
      EdgeUnderTest edge = EdgeUnderTest.linkedTo(dc);
      CompletableFuture<HttpResponse<String>> posted = edge.posting("", unsureFrame());
      Escalation held = dc.taken();
      CompletableFuture<Void> closing = CompletableFuture.runAsync(edge::close);
      Eventually.holds(() -> refusesConnections(edge.edge.port()));

      dc.answer(held);

      assertThat(answer(posted.get(30, TimeUnit.SECONDS)).getString("answered_by")).isEqualTo("dc");
      closing.get(30, TimeUnit.SECONDS);
    }
  }

  @Test
  void busyPort_isSaidInOneLine_andNothingIsLeftOpen() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = taken.getLocalPort();
      StartException failed =
          catchThrowableOfType(
              StartException.class,
              () -> EdgeUnderTest.alone(Map.of("http.port", Integer.toString(port))));
      assertThat(failed).hasMessageContaining("cannot listen on 127.0.0.1:" + port);
      assertThat(failed.getMessage()).doesNotContain("\n");
    }
    assertThat(NativeHandles.openByKind().values()).containsOnly(0L);
  }

  @Test
  void goldenVectorThatDoesNotMatch_keepsTheNodeFromStarting(@TempDir Path root) throws Exception {
    copyFamily(root.resolve("colours"));
    Path manifest = root.resolve("colours/family.yaml");
    Files.writeString(
        manifest, Files.readString(manifest).replace("edge-s: [4.4375", "edge-s: [4.9999"));

    assertThatThrownBy(() -> EdgeUnderTest.alone(Map.of("infer.families", root.toString())))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("golden");
    assertThat(NativeHandles.openByKind().values()).containsOnly(0L);
  }

  @Test
  void familyThatIsNotThere_isWrongUsage_withTheNearName() {
    assertThatThrownBy(() -> EdgeUnderTest.alone(Map.of("infer.only", "colour")))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessageContaining("'colours'");
  }

  @Test
  void twoFamilies_needOneToBeNamed(@TempDir Path root) throws Exception {
    copyFamily(root.resolve("colours"));
    copyFamily(root.resolve("tints"));
    Path manifest = root.resolve("tints/family.yaml");
    Files.writeString(manifest, Files.readString(manifest).replace("name: colours", "name: tints"));
    try (EdgeUnderTest edge = EdgeUnderTest.alone(Map.of("infer.families", root.toString()))) {
      problem(edge.post("", clearFrame()), 422, "invalid-parameter");
      assertThat(answer(edge.post("?family=tints", clearFrame())).getString("family"))
          .isEqualTo("tints");
    }
  }

  @Test
  void unreadableCertificates_areSaidAtStart() throws Exception {
    EdgeConfig config = EdgeConfig.read(Optional.empty(), Map.of("HAWK_HOME", "/none"), Map.of());
    assertThatThrownBy(() -> Binding.check(config))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessageContaining("tls");
  }

  private static boolean refusesConnections(int port) {
    try {
      new RawConnection(port).close();
      return false;
    } catch (IOException refused) {
      return true;
    }
  }

  private static void copyFamily(Path target) throws Exception {
    Path source = EdgeUnderTest.FAMILIES.resolve("colours");
    try (Stream<Path> files = Files.walk(source)) {
      for (Path file : files.toList()) {
        Files.copy(file, target.resolve(source.relativize(file).toString()));
      }
    }
  }
}
