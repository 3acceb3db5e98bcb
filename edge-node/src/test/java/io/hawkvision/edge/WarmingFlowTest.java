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
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A node that listens and whose networks are not there yet. */
@Tag("flow")
class WarmingFlowTest {
  @Test
  void frameBeforeTheNetworksAreThere_isToldToComeAgain() throws Exception {
    EdgeConfig config =
        EdgeUnderTest.config(Map.of("escalation.enabled", "false"), Optional.empty());
    Vertx vertx = Vertx.vertx();
    try {
      EdgeMeters meters = new EdgeMeters("test");
      NoDatacenter escalator = new NoDatacenter();
      HttpAnswers answers = new HttpAnswers(vertx, 1);
      AtomicReference<Optional<Families>> none = new AtomicReference<>(Optional.empty());
      FramePipeline pipeline =
          new FramePipeline(
              new FramePipeline.Stages(
                  vertx,
                  none::get,
                  Manner.product(new PlanBook(Runnable::run, InstantSource.system())),
                  new Watching(
                      Watch.inMemory(WatchSettings.DEFAULT, WatchClocks.SYSTEM), escalator, 1.5),
                  new EdgeNetwork(vertx, 1),
                  new EdgeNetwork.Shrinking(90, ImageLimits.DEFAULT),
                  escalator,
                  EnergyAccount.off(),
                  answers,
                  new FailureLog(
                      error -> {
                        throw error;
                      })),
              meters,
              config.frame());
      Connections connections = new Connections(10);
      HttpFront front =
          new HttpFront(
              pipeline,
              new WatchFront(
                  vertx,
                  Watch.inMemory(WatchSettings.DEFAULT, WatchClocks.SYSTEM),
                  none::get,
                  answers,
                  Optional.empty()),
              new HttpFront.Sources(vertx, none::get, escalator, meters),
              new HttpFront.Ways(answers, connections));
      int port = new HttpServers(vertx, config.http(), front, connections).listen().await();

      assertThat(status(port, "POST /v1/frames")).isEqualTo(503);
      assertThat(status(port, "GET /v1/families")).isEqualTo(503);
      assertThat(status(port, "GET /readyz")).isEqualTo(503);
      assertThat(status(port, "GET /livez")).isEqualTo(200);
      assertThat(meters.frames(FrameOutcome.OVERLOADED)).isEqualTo(1);
    } finally {
      vertx.close().await();
    }
  }

  private static int status(int port, String request) throws Exception {
    try (RawConnection raw = new RawConnection(port)) {
      raw.write(request + " HTTP/1.1\r\nHost: x\r\nContent-Type: image/jpeg\r\n");
      raw.write("Content-Length: 3\r\n\r\nabc");
      return raw.readStatus();
    }
  }
}
