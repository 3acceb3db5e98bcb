package io.hawkvision.loadgen.peer;

import io.hawkvision.loadgen.post.AskedTarget;
import io.hawkvision.loadgen.post.HttpPoster;
import io.hawkvision.loadgen.post.Reply;
import io.hawkvision.loadgen.schedule.NanoClock;
import io.hawkvision.loadgen.source.CameraSource;
import io.hawkvision.loadgen.source.LabelledFrame;
import io.hawkvision.zoo.family.Family;
import io.hawkvision.zoo.family.FamilyReader;
import io.hawkvision.zoo.preprocess.EncodedImage;
import io.hawkvision.zoo.preprocess.ImageLimits;
import io.hawkvision.zoo.preprocess.Preprocessor;
import io.hawkvision.zoo.roadside.RoadsideCamera;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

/** The shipped roadside family, its camera's frames, and what a peer should get of them. */
final class PeerFixtures {
  static final int SIDE = 96;
  static final int LABELS = 20;

  private PeerFixtures() {}

  static Path root() {
    return Path.of(System.getProperty("hawk.root", ".."));
  }

  static Family family() throws Exception {
    return FamilyReader.read(root().resolve("model-zoo/families/roadside"));
  }

  static List<LabelledFrame> frames(int count) throws Exception {
    CameraSource camera = CameraSource.roadside(new CameraSource.View(7, 5), RoadsideCamera.LABELS);
    return LongStream.range(0, count).mapToObj(camera::frame).toList();
  }

  static LabelledFrame frame() throws Exception {
    return frames(1).get(0);
  }

  /** The network's input, written down in another way than the poster does. */
  static byte[] tensor(Family family, LabelledFrame frame) throws Exception {
    FloatBuffer floats =
        ByteBuffer.allocateDirect(Float.BYTES * family.edge().input().floats())
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();
    EncodedImage image = EncodedImage.probe(frame.picture().getBytes(), ImageLimits.DEFAULT);
    new Preprocessor(family.edge().input(), ImageLimits.DEFAULT).into(image, floats);
    ByteBuffer bytes =
        ByteBuffer.allocate(Float.BYTES * floats.limit()).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < floats.limit(); i++) {
      bytes.putInt(Float.floatToIntBits(floats.get(i)));
    }
    return bytes.array();
  }

  /** Logits with one label far ahead. */
  static float[] logits(int best) {
    float[] logits = new float[LABELS];
    logits[best] = 9.5f;
    return logits;
  }

  static byte[] littleEndian(float[] values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(Float.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
    for (float value : values) {
      bytes.putFloat(value);
    }
    return bytes.array();
  }

  static PeerPoster open(String url, long timeoutMillis) throws Exception {
    var limits = new HttpPoster.Limits(2, Duration.ofMillis(timeoutMillis));
    return PeerPosters.open(PeerUrl.parse(url), family(), limits, NanoClock.SYSTEM);
  }

  static Reply post(PeerPoster poster, LabelledFrame frame) throws Exception {
    CompletableFuture<Reply> reply = new CompletableFuture<>();
    poster.post(poster.prepare(frame), AskedTarget.accuracy(0.01), reply::complete);
    return reply.get(20, TimeUnit.SECONDS);
  }

  /** The label, or why there is none. */
  static String said(Reply reply) {
    return reply instanceof Reply.Answered answered
        ? "label " + answered.answer().label()
        : ((Reply.Failed) reply).cause();
  }
}
