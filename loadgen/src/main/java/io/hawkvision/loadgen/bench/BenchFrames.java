package io.hawkvision.loadgen.bench;

import io.hawkvision.loadgen.source.LabelledFrame;
import io.hawkvision.zoo.roadside.RoadsideCamera;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.stream.LongStream;

/** The frames both sides run, rendered before the clock starts. */
final class BenchFrames {
  private static final long SEED = 7;
  private static final int DISTINCT = 200;
  private static final int STRIDE = 5;

  private BenchFrames() {}

  static List<LabelledFrame> render() {
    RoadsideCamera camera = new RoadsideCamera(SEED);
    return LongStream.range(0, DISTINCT)
        .mapToObj(i -> camera.frame(i * STRIDE))
        .map(
            frame ->
                new LabelledFrame(
                    "bench/" + frame.index(),
                    RoadsideCamera.LABELS.get(frame.label()),
                    frame.scene(),
                    Buffer.buffer(frame.jpeg())))
        .toList();
  }
}
