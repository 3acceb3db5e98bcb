package io.hawkvision.zoo.cli;

import io.hawkvision.zoo.engine.EngineException;
import io.hawkvision.zoo.engine.OrtEngine;
import io.hawkvision.zoo.engine.TensorLease;
import io.hawkvision.zoo.family.Family;
import io.hawkvision.zoo.family.Variant;
import io.hawkvision.zoo.policy.OutcomeTable;
import io.hawkvision.zoo.policy.OutcomeTable.Outcome;
import io.hawkvision.zoo.policy.Scores;
import io.hawkvision.zoo.preprocess.ImageLimits;
import io.hawkvision.zoo.preprocess.Preprocessor;
import io.hawkvision.zoo.preprocess.UnreadableImageException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Runs every variant of a family over labelled frames with the classes that serve, on as many
 * workers as there are processors. The result does not depend on how the work was shared out.
 */
final class OutcomeRun implements AutoCloseable {
  private static final int HASH_DIGITS = 16;

  private final Family family;
  private final int workers;
  private final List<Stage> stages = new ArrayList<>();

  /** One variant ready to answer. */
  private record Stage(OrtEngine engine, Preprocessor preprocessor) {
    float[] logits(LabelledFrame frame) throws EngineException, UnreadableImageException {
      try (TensorLease lease = engine.acquire()) {
        preprocessor.into(frame.image(), lease.slot(0));
        return engine.run(lease, 1)[0];
      }
    }
  }

  OutcomeRun(Family family, int workers) throws EngineException {
    this.family = family;
    this.workers = workers;
    try {
      for (Variant variant : family.variants()) {
        OrtEngine.Options options = new OrtEngine.Options(workers, 1, 1);
        stages.add(
            new Stage(
                OrtEngine.open(family, variant, options),
                new Preprocessor(variant.input(), ImageLimits.DEFAULT)));
      }
    } catch (EngineException | RuntimeException failed) {
      close();
      throw failed;
    }
  }

  /** What the outcomes depend on besides the frames: each network and its preprocessing. */
  static List<String> origin(Family family) {
    List<String> lines = new ArrayList<>();
    for (Variant variant : family.variants()) {
      String preprocessing = new Preprocessor(variant.input(), ImageLimits.DEFAULT).hash();
      lines.add(
          variant.name()
              + " network "
              + variant.sha256().substring(0, HASH_DIGITS)
              + " preprocessing "
              + preprocessing.substring(0, HASH_DIGITS));
    }
    return lines;
  }

  OutcomeTable over(FrameSource source) throws IOException, EngineException {
    ExecutorService pool = Executors.newFixedThreadPool(workers);
    try {
      List<Future<List<Outcome>>> shares = new ArrayList<>();
      for (int worker = 0; worker < workers; worker++) {
        int from = (int) ((long) source.frames() * worker / workers);
        int to = (int) ((long) source.frames() * (worker + 1) / workers);
        shares.add(pool.submit(() -> outcomes(source, from, to)));
      }
      List<String> names = family.variants().stream().map(Variant::name).toList();
      OutcomeTable.Builder table = OutcomeTable.of(names);
      for (Future<List<Outcome>> share : shares) {
        share.get().forEach(table::add);
      }
      return table.build();
    } catch (ExecutionException failed) {
      throw unwrapped(failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", interrupted);
    } finally {
      pool.shutdownNow();
    }
  }

  private List<Outcome> outcomes(FrameSource source, int from, int to)
      throws IOException, EngineException {
    List<Outcome> outcomes = new ArrayList<>();
    for (int i = from; i < to; i++) {
      LabelledFrame frame = source.frame(i);
      try {
        outcomes.add(outcome(frame));
      } catch (UnreadableImageException unreadable) {
        throw new IOException("frame " + i + ": " + unreadable.getMessage(), unreadable);
      }
    }
    return outcomes;
  }

  private Outcome outcome(LabelledFrame frame) throws EngineException, UnreadableImageException {
    List<Integer> predicted = new ArrayList<>();
    double score = 0;
    for (Stage stage : stages) {
      float[] probabilities = Scores.softmax(stage.logits(frame));
      predicted.add(Scores.argmax(probabilities));
      if (stage.engine().variant().equals(family.edge())) {
        score = Scores.margin(probabilities);
      }
    }
    return new Outcome(frame.segment(), frame.order(), frame.label(), score, predicted);
  }

  private static IOException unwrapped(ExecutionException wrapper) throws EngineException {
    @Nullable Throwable cause = wrapper.getCause();
    if (cause instanceof EngineException failed) {
      throw failed;
    }
    if (cause instanceof Error fatal) {
      throw fatal;
    }
    return cause instanceof IOException failed ? failed : new IOException(wrapper);
  }

  @Override
  public void close() {
    stages.forEach(stage -> stage.engine().close());
    stages.clear();
  }
}
