package io.hawkvision.zoo.engine;

import static java.util.Objects.requireNonNull;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.hawkvision.zoo.engine.NativeHandles.Kind;
import io.hawkvision.zoo.family.ElementType;
import io.hawkvision.zoo.family.Family;
import io.hawkvision.zoo.family.ImageInput;
import io.hawkvision.zoo.family.Sha256;
import io.hawkvision.zoo.family.Variant;
import io.hawkvision.zoo.onnx.OnnxFile;
import io.hawkvision.zoo.onnx.UnusableModelException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * One variant on ONNX Runtime: a single session that all workers share. Runs hold the read lock, so
 * that closing waits for them and never frees a session in use.
 */
public final class OrtEngine implements Engine {
  private final Variant variant;
  private final Options options;
  private final OrtSession session;
  private final BatchSize batch;
  private final LeasePool pool;
  private final LogitRows logits;
  private final ReadWriteLock use = new ReentrantReadWriteLock();
  private boolean closed;

  /**
   * Sizes.
   *
   * @param leases how many runs may be prepared at a time: one for each worker, or a few more
   * @param maxBatch frames of one run
   * @param intraOpThreads threads of one run; 1 unless cores are idle
   */
  public record Options(int leases, int maxBatch, int intraOpThreads) {
    public Options {
      if (leases < 1 || maxBatch < 1 || intraOpThreads < 1) {
        throw new IllegalArgumentException("engine sizes must be positive");
      }
    }
  }

  private OrtEngine(Opened opened, Options options, int labels) {
    this.variant = opened.variant();
    this.options = options;
    this.session = opened.session();
    this.batch = opened.batch();
    this.logits = new LogitRows(variant, labels);
    this.pool =
        new LeasePool(
            options.leases(),
            batch.slots(options.maxBatch()),
            variant.input().floats(),
            variant.input().format().type() == ElementType.FLOAT16);
  }

  /** A session whose inputs and outputs are as the variant says. */
  private record Opened(Variant variant, OrtSession session, BatchSize batch) {}

  /** Loads and checks the variant's file; its bytes must still have the manifest's SHA-256. */
  public static OrtEngine open(Family family, Variant variant, Options options)
      throws EngineException {
    requireNonNull(options, "options");
    byte[] model = sealedBytes(variant);
    requireSound(variant, model);
    OrtSession session = OrtRuntime.session(variant.name(), model, options.intraOpThreads());
    try {
      int labels = family.labels().size();
      BatchSize batch = ModelShape.require(session, variant, labels);
      return new OrtEngine(new Opened(variant, session, batch), options, labels);
    } catch (EngineException | RuntimeException unusable) {
      close(session, variant);
      throw unusable;
    }
  }

  private static byte[] sealedBytes(Variant variant) throws EngineException {
    try {
      byte[] bytes = Files.readAllBytes(variant.file());
      if (!Sha256.of(bytes).equals(variant.sha256())) {
        throw new EngineException(variant.name() + ": the file is not the one of the manifest");
      }
      return bytes;
    } catch (IOException unreadable) {
      throw new EngineException(variant.name() + ": the file cannot be read", unreadable);
    }
  }

  /** Other files, unknown operators and false sizes are refused before native code reads them. */
  private static void requireSound(Variant variant, byte[] model) throws EngineException {
    try {
      OnnxFile.parse(String.valueOf(variant.file().getFileName()), model);
    } catch (UnusableModelException unsound) {
      throw new EngineException(variant.name() + ": " + unsound.getMessage());
    }
  }

  @Override
  public String name() {
    return "onnx";
  }

  @Override
  public Variant variant() {
    return variant;
  }

  @Override
  public int maxBatch() {
    return options.maxBatch();
  }

  @Override
  public TensorLease acquire() {
    return pool.acquire();
  }

  @Override
  public float[][] run(TensorLease lease, int frames) throws EngineException {
    return guarded(lease, frames, own -> runOpen(own, frames));
  }

  /**
   * Logits and stems of the lease's first {@code frames} slots.
   *
   * @throws IllegalStateException when the variant has no stem
   */
  public Inference runWithStem(TensorLease lease, int frames) throws EngineException {
    String stem =
        variant
            .stem()
            .orElseThrow(() -> new IllegalStateException(variant.name() + " has no stem"));
    return guarded(lease, frames, own -> stems(own, frames, stem));
  }

  /** Something to do with a lease of this engine while the session is open. */
  private interface Run<T> {
    T of(LeasePool.Lease lease) throws OrtException, EngineException;
  }

  private <T> T guarded(TensorLease lease, int frames, Run<T> run) throws EngineException {
    if (!(lease instanceof LeasePool.Lease own) || !own.belongsTo(pool)) {
      throw new IllegalArgumentException("a lease of another engine");
    }
    if (frames < 1 || frames > options.maxBatch()) {
      throw new IllegalArgumentException(frames + " frames, not 1 to " + options.maxBatch());
    }
    use.readLock().lock();
    try {
      if (closed) {
        throw new EngineException(variant.name() + ": the engine is closed");
      }
      return run.of(own);
    } catch (OrtException failed) {
      throw new EngineException(variant.name() + ": the run failed", failed);
    } finally {
      use.readLock().unlock();
    }
  }

  /** A network of fixed batch runs again and again until all frames are through. */
  private float[][] runOpen(LeasePool.Lease lease, int frames)
      throws OrtException, EngineException {
    int step = batch.step(frames);
    if (step == frames) {
      return runOnce(lease, 0, frames, frames);
    }
    float[][] all = new float[frames][];
    for (int from = 0; from < frames; from += step) {
      float[][] rows = runOnce(lease, from, step, Math.min(step, frames - from));
      System.arraycopy(rows, 0, all, from, rows.length);
    }
    return all;
  }

  /** An integer network takes any batch, which ModelShape has made sure of. */
  private Inference stems(LeasePool.Lease lease, int frames, String stem)
      throws OrtException, EngineException {
    ImageInput input = variant.input();
    Set<String> outputs = Set.of(variant.output().name(), stem);
    try (InputTensor tensor = InputTensor.of(lease, input, 0, frames);
        OrtSession.Result result = session.run(Map.of(input.name(), tensor.tensor()), outputs)) {
      float[][] rows = logits.of(result.get(variant.output().name()).orElseThrow(), frames, frames);
      return new Inference(rows, Stems.of(result.get(stem).orElseThrow(), frames));
    }
  }

  private float[][] runOnce(LeasePool.Lease lease, int from, int step, int used)
      throws OrtException, EngineException {
    ImageInput input = variant.input();
    try (InputTensor tensor = InputTensor.of(lease, input, from, step);
        OrtSession.Result result =
            session.run(Map.of(input.name(), tensor.tensor()), Set.of(variant.output().name()))) {
      return logits.of(result.get(0), step, used);
    }
  }

  @Override
  public void close() {
    use.writeLock().lock();
    try {
      if (!closed) {
        closed = true;
        close(session, variant);
      }
    } finally {
      use.writeLock().unlock();
    }
  }

  private static void close(OrtSession session, Variant variant) {
    try {
      session.close();
      NativeHandles.closed(Kind.ORT_SESSION);
    } catch (OrtException failed) {
      throw new IllegalStateException(variant.name() + ": the session did not close", failed);
    }
  }
}
