package io.hawkvision.dc;

import io.hawkvision.dc.intake.NanoClock;
import io.hawkvision.zoo.family.Family;
import io.hawkvision.zoo.family.Tier;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/** A whole node on free ports with a fake engine and a clock that stands until it is moved. */
final class TestNode implements AutoCloseable {
  private static final long PATIENCE_NANOS = 20_000_000_000L;

  final FakeEngine engine;
  final RunningNode node;
  private final AtomicLong nowNanos;

  private TestNode(FakeEngine engine, RunningNode node, AtomicLong nowNanos) {
    this.engine = engine;
    this.node = node;
    this.nowNanos = nowNanos;
  }

  /** One worker, no batches, no linger, unless {@code keysAndValues} say otherwise. */
  static TestNode start(Path directory, String... keysAndValues) throws Exception {
    DcConfig config = config(keysAndValues);
    int maxBatch = config.compute().maxBatchFrames();
    FakeEngine engine = new FakeEngine(Fixtures.variant("dc-m", Tier.DC), maxBatch);
    Family family = Fixtures.sealedFamily("signs", directory, engine);
    AtomicLong nowNanos = new AtomicLong(1_000);
    RunningNode.Surroundings around =
        new RunningNode.Surroundings(
            wanted -> List.of(family),
            (f, variant, options) -> engine,
            (NanoClock) nowNanos::get,
            (thread, error) -> error.printStackTrace());
    RunningNode node = RunningNode.start(config, DcNode.mutualTls(config), around);
    return new TestNode(engine, node, nowNanos);
  }

  static DcConfig config(String... keysAndValues) throws InvalidConfigException {
    List<DcConfig.Flag> flags = new ArrayList<>();
    String[] standard = {
      "port",
      "0",
      "http-port",
      "0",
      "families",
      "none",
      "tls.dir",
      TestPki.own().toString(),
      "workers.count",
      "1",
      "batch.max-frames",
      "1",
      "batch.max-linger",
      "0ms",
      "power.sensor",
      "modelled"
    };
    for (String[] pairs : new String[][] {standard, keysAndValues}) {
      for (int i = 0; i < pairs.length; i += 2) {
        flags.add(new DcConfig.Flag(pairs[i], pairs[i + 1], "test"));
      }
    }
    return DcConfig.read(new DcConfig.Flags(Optional.empty(), flags), Map.of());
  }

  EdgeClient edge() throws Exception {
    return EdgeClient.connect(node.grpcPort()).hello();
  }

  void advanceMillis(long millis) {
    nowNanos.addAndGet(millis * 1_000_000);
  }

  HttpResponse<String> get(String path) throws Exception {
    return request("GET", path);
  }

  HttpResponse<String> request(String method, String path) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + node.httpPort() + path);
    HttpRequest request =
        HttpRequest.newBuilder(uri).method(method, HttpRequest.BodyPublishers.noBody()).build();
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
  }

  /** Spins until something that another thread does has happened. */
  static void eventually(String what, BooleanSupplier happened) {
    long startedAtNanos = System.nanoTime();
    while (!happened.getAsBoolean()) {
      if (System.nanoTime() - startedAtNanos > PATIENCE_NANOS) {
        throw new AssertionError("never happened: " + what);
      }
      Thread.onSpinWait();
    }
  }

  @Override
  public void close() {
    engine.release();
    node.close();
  }
}
