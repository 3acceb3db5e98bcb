package io.hawkvision.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.hawkvision.edge.answer.HttpAnswers;
import io.hawkvision.edge.escalate.NoDatacenter;
import io.hawkvision.edge.infer.EdgeNetwork;
import io.hawkvision.edge.observe.EdgeMeters;
import io.hawkvision.edge.observe.FrameOutcome;
import io.hawkvision.edge.watch.Watch;
import io.hawkvision.edge.watch.WatchClocks;
import io.hawkvision.edge.watch.WatchSettings;
import io.hawkvision.zoo.power.EnergyAccount;
import io.hawkvision.zoo.preprocess.ImageLimits;
import io.vertx.core.Vertx;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a frame holds comes back, though what it meets fails in a way nobody foresaw. */
@Tag("flow")
class FrameFailureFlowTest {
  @Test
  void inferenceThatThrowsAtOnce_isInternal_andKeepsNeitherPlaceNorBytes() throws Exception {
    EdgeConfig config =
        EdgeUnderTest.config(
            Map.of("escalation.enabled", "false", "frame.in-flight", "1"), Optional.empty());
    Vertx vertx = Vertx.vertx();
    try (Families families = FamilyLoading.open(FamilyLoading.read(config.infer()), config)) {
      EdgeMeters meters = new EdgeMeters("test");
      EdgeNetwork closed = new EdgeNetwork(vertx, 1);
      closed.close().await();
      HttpAnswers answers = new HttpAnswers(vertx, 1);
      FramePipeline pipeline =
          new FramePipeline(
              new FramePipeline.Stages(
                  vertx,
                  () -> Optional.of(families),
                  Manner.product(new PlanBook(Runnable::run, InstantSource.system())),
                  new Watching(
                      Watch.inMemory(WatchSettings.DEFAULT, WatchClocks.SYSTEM),
                      new NoDatacenter(),
                      1.5),
                  closed,
                  new EdgeNetwork.Shrinking(90, ImageLimits.DEFAULT),
                  new NoDatacenter(),
                  EnergyAccount.off(),
                  answers,
                  new FailureLog(
                      error -> {
                        throw error;
                      })),
              meters,
              config.frame());
      int port =
          vertx
              .createHttpServer()
              .requestHandler(pipeline::serve)
              .listen(0, "127.0.0.1")
              .await()
              .actualPort();

      for (int i = 0; i < 3; i++) {
        assertThat(post(port)).isEqualTo(500);
      }
      assertThat(meters.frames(FrameOutcome.FAILED)).isEqualTo(3);
      assertThat(meters.scrape())
          .contains("edge_queue_depth{queue=\"admission\"} 0.0")
          .contains("edge_queue_depth{queue=\"held-bytes\"} 0.0");
    } finally {
      vertx.close().await();
    }
  }

  private static int post(int port) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v1/frames"))
            .header("Content-Type", "image/jpeg")
            .POST(HttpRequest.BodyPublishers.ofByteArray(EdgeUnderTest.clearFrame()))
            .build();
    return HttpClient.newHttpClient()
        .send(request, HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }
}
