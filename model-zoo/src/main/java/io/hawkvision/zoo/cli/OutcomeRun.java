package io.hawkvision.zoo.cli;

import io.hawkvision.zoo.engine.EngineException;
import io.hawkvision.zoo.family.Family;
import io.hawkvision.zoo.family.SplitModel;
import io.hawkvision.zoo.family.Variant;
import io.hawkvision.zoo.policy.EdgeScores;
import io.hawkvision.zoo.policy.OutcomeTable;
import io.hawkvision.zoo.policy.OutcomeTable.Outcome;
import io.hawkvision.zoo.policy.OutcomeTable.Place;
import io.hawkvision.zoo.policy.Part;
import io.hawkvision.zoo.policy.Policy;
import io.hawkvision.zoo.policy.PreGateFeatures;
import io.hawkvision.zoo.policy.Route;
import io.hawkvision.zoo.policy.Scores;
import io.hawkvision.zoo.preprocess.ImageLimits;
import io.hawkvision.zoo.preprocess.Preprocessor;
import io.hawkvision.zoo.preprocess.Thumbnailer;
import io.hawkvision.zoo.preprocess.UnreadableImageException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Runs every route of a family over labelled frames with the classes that serve, on as many workers
 * as there are processors. The result does not depend on how the work was shared out. Frames that
 * cannot be read are left out and named.
 */
final class OutcomeRun implements AutoCloseable {
  private static final int HASH_DIGITS = 16;

  /** Frames of one task: small, so that all workers stop at about the same time. */
  private static final int CHUNK = 64;

  private final Family family;
  private final int workers;
  private final Thumbnailer thumbnailer = new Thumbnailer(ImageLimits.DEFAULT);

  /** The edge variant first, the best variant last, other routes between. */
  private final List<RoutePredictor> predictors = new ArrayList<>();

  private final VariantPredictor edge;
  private final UplinkMeter posted = new UplinkMeter();

  /** Outcomes of one source, in its order, and the frames that could not be read. */
  record Measured(List<Outcome> outcomes, List<String> unreadable) {
    Measured {
      outcomes = List.copyOf(outcomes);
      unreadable = List.copyOf(unreadable);
    }
  }

  OutcomeRun(Family family, int workers) throws EngineException {
    this.family = family;
    this.workers = workers;
    try {
      this.edge = new VariantPredictor(family, family.edge(), workers);
      predictors.add(edge);
      if (family.split().isPresent()) {
        predictors.add(new SplitPredictor(family, family.split().get(), workers));
      }
      for (Variant variant : family.variants()) {
        if (!variant.equals(family.edge())) {
          predictors.add(new VariantPredictor(family, variant, workers));
        }
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
    family
        .split()
        .ifPresent(
            split ->
                lines.add(
                    SplitModel.ROUTE
                        + " encoder "
                        + split.encoder().sha256().substring(0, HASH_DIGITS)
                        + " tail "
                        + split.tail().network().sha256().substring(0, HASH_DIGITS)
                        + " codec "
                        + split.codec().sha256().substring(0, HASH_DIGITS)));
    return lines;
  }

  /** Mean bytes on the wire by level, of the frames answered so far. */
  private List<String> uplink() {
    List<String> lines = new ArrayList<>();
    if (posted.frames() > 0) {
      lines.add(posted.line(Policy.LEVEL_ORIGINAL));
    }
    predictors.forEach(predictor -> lines.addAll(predictor.uplink()));
    return lines;
  }

  /** All routes, in the order of the table's columns. */
  List<Route> routes() {
    return predictors.stream().flatMap(predictor -> predictor.routes().stream()).toList();
  }

  /** A table of these outcomes. */
  OutcomeTable table(List<Measured> measured) {
    List<String> lines = new ArrayList<>(origin(family));
    lines.addAll(uplink());
    OutcomeTable.Builder table = OutcomeTable.of(routes()).origin(lines);
    measured.forEach(part -> part.outcomes().forEach(table::add));
    return table.build();
  }

  /** Answers every frame of a source by every route. */
  Measured over(Part part, FrameSource source, Progress progress)
      throws IOException, EngineException {
    ExecutorService pool = Executors.newFixedThreadPool(workers);
    try {
      List<Future<Chunk>> chunks = new ArrayList<>();
      for (int from = 0; from < source.frames(); from += CHUNK) {
        Chunk chunk = new Chunk(part, source, progress);
        int first = from;
        int end = Math.min(source.frames(), from + CHUNK);
        chunks.add(pool.submit(() -> chunk.run(first, end)));
      }
      List<Outcome> outcomes = new ArrayList<>();
      List<String> unreadable = new ArrayList<>();
      for (Future<Chunk> chunk : chunks) {
        outcomes.addAll(chunk.get().outcomes);
        unreadable.addAll(chunk.get().unreadable);
      }
      return new Measured(outcomes, unreadable);
    } catch (ExecutionException failed) {
      throw unwrapped(failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", interrupted);
    } finally {
      pool.shutdownNow();
    }
  }

  /** Frames of a source that one worker answers in order. */
  private final class Chunk {
    private final Part part;
    private final FrameSource source;
    private final Progress progress;
    private final List<Outcome> outcomes = new ArrayList<>();
    private final List<String> unreadable = new ArrayList<>();
    private Optional<Seen> before = Optional.empty();

    Chunk(Part part, FrameSource source, Progress progress) {
      this.part = part;
      this.source = source;
      this.progress = progress;
    }

    Chunk run(int from, int to) throws EngineException {
      if (from > 0) {
        before = seen(from - 1);
      }
      for (int i = from; i < to && !Thread.currentThread().isInterrupted(); i++) {
        answer(i);
        progress.step();
      }
      return this;
    }

    private Optional<Seen> seen(int i) {
      try {
        LabelledFrame frame = source.frame(i);
        return Optional.of(new Seen(frame, thumbnailer.luminance(frame.image())));
      } catch (IOException | UnreadableImageException named) {
        return Optional.empty(); // the chunk it belongs to names it
      }
    }

    private void answer(int i) throws EngineException {
      try {
        LabelledFrame frame = source.frame(i);
        Seen now = new Seen(frame, thumbnailer.luminance(frame.image()));
        PreGateFeatures features = now.featuresAfter(before);
        outcomes.add(outcome(part, frame, features));
        before = Optional.of(now);
      } catch (IOException | UnreadableImageException failure) {
        before = Optional.empty();
        unreadable.add(source.name(i) + ": " + failure.getMessage());
      }
    }
  }

  /** A frame and its thumbnail, for the frame that follows. */
  @SuppressWarnings("ArrayRecordComponent") // never compared, lives as long as two frames
  private record Seen(LabelledFrame frame, byte[] thumbnail) {
    PreGateFeatures featuresAfter(Optional<Seen> before) {
      return before
          .filter(seen -> seen.frame.segment() == frame.segment())
          .filter(seen -> seen.frame.order() + 1 == frame.order())
          .map(seen -> PreGateFeatures.ofNext(thumbnail, seen.thumbnail))
          .orElseGet(() -> PreGateFeatures.ofFirst(thumbnail));
    }
  }

  private Outcome outcome(Part part, LabelledFrame frame, PreGateFeatures features)
      throws EngineException, UnreadableImageException {
    posted.add(frame.image().bytes().length);
    float[] probabilities = edge.probabilities(frame);
    List<Integer> predicted = new ArrayList<>(predictors.size());
    predicted.add(Scores.argmax(probabilities));
    for (RoutePredictor predictor : predictors.subList(1, predictors.size())) {
      predicted.addAll(predictor.predict(frame));
    }
    Place place = new Place(part, frame.segment(), frame.order());
    return new Outcome(place, frame.label(), EdgeScores.of(probabilities), features, predicted);
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
    predictors.forEach(RoutePredictor::close);
    predictors.clear();
  }
}
