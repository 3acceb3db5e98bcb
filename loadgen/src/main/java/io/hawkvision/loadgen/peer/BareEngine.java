package io.hawkvision.loadgen.peer;

import io.hawkvision.loadgen.post.Answer;
import io.hawkvision.loadgen.post.AskedTarget;
import io.hawkvision.loadgen.post.FramePoster;
import io.hawkvision.loadgen.post.Reply;
import io.hawkvision.loadgen.source.LabelledFrame;
import io.hawkvision.zoo.engine.EngineException;
import io.hawkvision.zoo.engine.OrtEngine;
import io.hawkvision.zoo.engine.TensorLease;
import io.hawkvision.zoo.family.Family;
import io.hawkvision.zoo.policy.Scores;
import io.hawkvision.zoo.preprocess.EncodedImage;
import io.hawkvision.zoo.preprocess.ImageLimits;
import io.hawkvision.zoo.preprocess.Preprocessor;
import io.hawkvision.zoo.preprocess.UnreadableImageException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The edge variant on ONNX Runtime without a server around it: pictures decoded on the spot, or
 * tensors that were decoded before. Each of its threads works on one frame at a time.
 */
final class BareEngine implements FramePoster, AutoCloseable {
  private static final int MOST_WAITING = 100_000;

  private final OrtEngine engine;
  private final List<String> labels;
  private final boolean takesTensors;
  private final Preprocessor preprocessor;
  private final ThreadPoolExecutor workers;

  private BareEngine(OrtEngine engine, Family family, int threads, boolean takesTensors) {
    this.engine = engine;
    this.labels = family.labels();
    this.takesTensors = takesTensors;
    this.preprocessor = new Preprocessor(family.edge().input(), ImageLimits.DEFAULT);
    this.workers =
        new ThreadPoolExecutor(
            threads, threads, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(MOST_WAITING));
  }

  static BareEngine open(Family family, int threads, boolean takesTensors) throws EngineException {
    OrtEngine.Options options = new OrtEngine.Options(threads, 1, 1);
    OrtEngine engine = OrtEngine.open(family, family.edge(), options);
    return new BareEngine(engine, family, threads, takesTensors);
  }

  TensorLease acquire() {
    return engine.acquire();
  }

  /** On the calling thread, whose lease it is. */
  String label(byte[] picture, TensorLease lease) throws IOException {
    try {
      if (takesTensors) {
        lease
            .slot(0)
            .duplicate()
            .put(ByteBuffer.wrap(picture).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer());
      } else {
        preprocessor.into(EncodedImage.probe(picture, ImageLimits.DEFAULT), lease.slot(0));
      }
      return labels.get(Scores.argmax(Scores.softmax(engine.run(lease, 1)[0])));
    } catch (EngineException | UnreadableImageException e) {
      throw new IOException("the bare loop failed: " + e.getMessage(), e);
    }
  }

  /** Waits for one of the threads; the wait counts. */
  @Override
  public void post(LabelledFrame frame, AskedTarget target, Consumer<Reply> done) {
    try {
      workers.execute(() -> done.accept(reply(frame)));
    } catch (RejectedExecutionException e) {
      done.accept(new Reply.Failed(System.nanoTime(), "more frames wait than may"));
    }
  }

  private Reply reply(LabelledFrame frame) {
    try (TensorLease lease = engine.acquire()) {
      String label = label(frame.picture().getBytes(), lease);
      Answer answer = new Answer(label, false, false, Optional.empty(), 0, Optional.empty());
      return new Reply.Answered(System.nanoTime(), answer);
    } catch (IOException e) {
      return new Reply.Failed(System.nanoTime(), String.valueOf(e.getMessage()));
    }
  }

  @Override
  public void close() {
    workers.shutdown();
    engine.close();
  }
}
