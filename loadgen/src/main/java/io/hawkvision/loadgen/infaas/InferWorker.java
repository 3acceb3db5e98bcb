package io.hawkvision.loadgen.infaas;

import io.hawkvision.loadgen.schedule.NanoClock;
import io.hawkvision.zoo.engine.Engine;
import io.hawkvision.zoo.engine.EngineException;
import io.hawkvision.zoo.engine.TensorLease;
import io.hawkvision.zoo.policy.Scores;
import io.hawkvision.zoo.preprocess.UnreadableImageException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decodes and infers one frame after the other, as the edge's workers do. Runs on an {@code
 * infer-onnx} thread; ends when the dispatcher is closed.
 */
final class InferWorker implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(InferWorker.class);

  private final Dispatcher dispatcher;
  private final LoadedEngines engines;
  private final Catalogue catalogue;
  private final EdgeSlowdown slowdown;

  InferWorker(
      Dispatcher dispatcher, LoadedEngines engines, Catalogue catalogue, EdgeSlowdown slowdown) {
    this.dispatcher = dispatcher;
    this.engines = engines;
    this.catalogue = catalogue;
    this.slowdown = slowdown;
  }

  @Override
  public void run() {
    try {
      Optional<FrameTask> task = dispatcher.take();
      while (task.isPresent()) {
        dispatcher.ended(task.get(), end(task.get()));
        task = dispatcher.take();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private JobEnd end(FrameTask task) {
    try {
      return infer(task);
    } catch (Refusal refusal) {
      return new JobEnd.Refused(refusal);
    } catch (UnreadableImageException unreadable) {
      return new JobEnd.Refused(Pictures.refusal(unreadable));
    } catch (EngineException | RuntimeException broken) {
      LOG.error("frame failed variant={}", task.key(), broken);
      return new JobEnd.Refused(new Refusal(Refusal.Kind.INTERNAL, "The inference failed."));
    }
  }

  private JobEnd infer(FrameTask task) throws UnreadableImageException, EngineException {
    long startNanos = NanoClock.SYSTEM.nanos();
    requireTime(task, startNanos);
    Engine engine = engines.of(task.key());
    try (TensorLease lease = engine.acquire()) {
      long begun = slowdown.begin();
      catalogue.network(task.key()).preprocessor().into(task.job().image(), lease.slot(0));
      slowdown.stretch(begun);
      long decodedNanos = NanoClock.SYSTEM.nanos();
      requireTime(task, decodedNanos);
      begun = slowdown.begin();
      float[] probabilities = Scores.softmax(engine.run(lease, 1)[0]);
      slowdown.stretch(begun);
      long doneNanos = NanoClock.SYSTEM.nanos();
      var times =
          new JobEnd.Times(
              startNanos - task.readyNanos(),
              task.loadNanos(),
              decodedNanos - startNanos,
              doneNanos - decodedNanos);
      return new JobEnd.Answered(task.key(), task.shortfall(), probabilities, times);
    }
  }

  private static void requireTime(FrameTask task, long nowNanos) {
    if (task.job().span().leftNanos(nowNanos) <= 0) {
      throw new Refusal(
          Refusal.Kind.DEADLINE_EXCEEDED, "The deadline passed before the inference.");
    }
  }
}
