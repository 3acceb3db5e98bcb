package io.hawkvision.edge.infer;

import io.hawkvision.edge.frame.Deadline;
import io.hawkvision.edge.frame.Pictures;
import io.hawkvision.edge.frame.ServingException;
import io.hawkvision.edge.frame.Stage;
import io.hawkvision.edge.infer.Inference.StageTimes;
import io.hawkvision.zoo.engine.EngineException;
import io.hawkvision.zoo.engine.TensorLease;
import io.hawkvision.zoo.family.ImageInput;
import io.hawkvision.zoo.policy.Scores;
import io.hawkvision.zoo.power.ThreadCpu;
import io.hawkvision.zoo.preprocess.EncodedImage;
import io.hawkvision.zoo.preprocess.ImageLimits;
import io.hawkvision.zoo.preprocess.InputJpeg;
import io.hawkvision.zoo.preprocess.UnreadableImageException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;

/**
 * Runs decode and network of one frame as one task on a named worker: one hop, and the picture's
 * planes go straight into the engine's own buffer. Called on event loops; the task itself runs on
 * an {@code infer-onnx} thread. There are as many threads as the engine has buffers, so that a task
 * never waits for one.
 */
public final class EdgeNetwork {
  private final WorkerExecutor workers;
  private final Slowdown slowdown;

  public EdgeNetwork(Vertx vertx, int threads) {
    this(vertx, threads, Slowdown.NONE);
  }

  /** One that is as slow as a slower machine's. */
  public EdgeNetwork(Vertx vertx, int threads, Slowdown slowdown) {
    this.workers = vertx.createSharedWorkerExecutor("infer-onnx", threads);
    this.slowdown = slowdown;
  }

  /** Completes on the caller's event loop; the future fails with a {@link ServingException}. */
  public Future<Inference> infer(ServedFamily served, EncodedImage image, Deadline deadline) {
    long queuedNanos = System.nanoTime();
    return workers.executeBlocking(() -> run(served, image, deadline, queuedNanos), false);
  }

  /**
   * The picture shrunk to what a variant of the datacenter looks at, or itself where that saves
   * nothing. Completes on the caller's event loop.
   */
  public Future<EncodedImage> shrink(EncodedImage image, ImageInput input, Shrinking shrinking) {
    return workers.executeBlocking(
        () -> {
          long begun = slowdown.begin();
          try {
            return InputJpeg.shrink(image, input, shrinking.quality(), shrinking.limits());
          } catch (UnreadableImageException unreadable) {
            throw Pictures.refusal(unreadable);
          } finally {
            slowdown.after(begun);
          }
        },
        false);
  }

  /** How a shrunk picture is encoded. */
  public record Shrinking(int quality, ImageLimits limits) {}

  public Future<Void> close() {
    return workers.close();
  }

  private Inference run(
      ServedFamily served, EncodedImage image, Deadline deadline, long queuedNanos) {
    long startNanos = System.nanoTime();
    long startCpuNanos = ThreadCpu.nanos();
    deadline.require(Stage.QUEUE);
    try (TensorLease lease = served.engine().acquire()) {
      long begun = slowdown.begin();
      served.preprocessor().into(image, lease.slot(0));
      begun = slowdown.after(begun);
      long decodedNanos = System.nanoTime();
      deadline.require(Stage.DECODE);
      float[] probabilities = Scores.softmax(served.engine().run(lease, 1)[0]);
      slowdown.after(begun);
      long doneNanos = System.nanoTime();
      return new Inference(
          probabilities,
          Scores.margin(probabilities),
          new StageTimes(
              startNanos - queuedNanos,
              decodedNanos - startNanos,
              doneNanos - decodedNanos,
              ThreadCpu.since(startCpuNanos)));
    } catch (UnreadableImageException unreadable) {
      throw Pictures.refusal(unreadable);
    } catch (EngineException broken) {
      throw new ServingException.EngineUnavailable(broken);
    }
  }
}
