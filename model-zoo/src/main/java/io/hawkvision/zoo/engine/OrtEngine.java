package io.hawkvision.zoo.engine;

import static java.util.Objects.requireNonNull;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import io.hawkvision.zoo.engine.NativeHandles.Kind;
import io.hawkvision.zoo.family.Family;
import io.hawkvision.zoo.family.ImageInput;
import io.hawkvision.zoo.family.Sha256;
import io.hawkvision.zoo.family.Variant;
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
  private final OrtEnvironment environment;
  private final OrtSession session;
  private final LeasePool pool;
  private final int labels;
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

  private OrtEngine(Family family, Variant variant, Options options, OrtSession session) {
    this.variant = variant;
    this.options = options;
    this.environment = OrtRuntime.environment();
    this.session = session;
    this.labels = family.labels().size();
    this.pool = new LeasePool(options.leases(), options.maxBatch(), variant.input().floats());
  }

  /** Loads and checks the variant's file; its bytes must still have the manifest's SHA-256. */
  public static OrtEngine open(Family family, Variant variant, Options options)
      throws EngineException {
    requireNonNull(options, "options");
    byte[] model = sealedBytes(variant);
    OrtSession session = session(variant, model, options);
    try {
      ModelShape.require(session, variant, family.labels().size(), options.maxBatch());
      return new OrtEngine(family, variant, options, session);
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

  private static OrtSession session(Variant variant, byte[] model, Options options)
      throws EngineException {
    try (SessionOptions session = new SessionOptions()) {
      session.setIntraOpNumThreads(options.intraOpThreads());
      session.setInterOpNumThreads(1);
      session.setExecutionMode(SessionOptions.ExecutionMode.SEQUENTIAL);
      session.setOptimizationLevel(SessionOptions.OptLevel.ALL_OPT);
      session.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
      session.addConfigEntry("session.intra_op.allow_spinning", "0");
      session.addConfigEntry("session.inter_op.allow_spinning", "0");
      OrtSession opened = OrtRuntime.environment().createSession(model, session);
      NativeHandles.opened(Kind.ORT_SESSION);
      return opened;
    } catch (OrtException refused) {
      throw new EngineException(variant.name() + ": not a network ONNX Runtime takes", refused);
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
      return runOpen(own, frames);
    } catch (OrtException failed) {
      throw new EngineException(variant.name() + ": the run failed", failed);
    } finally {
      use.readLock().unlock();
    }
  }

  private float[][] runOpen(LeasePool.Lease lease, int frames)
      throws OrtException, EngineException {
    ImageInput input = variant.input();
    long[] shape = {frames, 3, input.height(), input.width()};
    OnnxTensor tensor =
        OnnxTensor.createTensor(environment, lease.first(frames * input.floats()), shape);
    NativeHandles.opened(Kind.ORT_TENSOR);
    try (OrtSession.Result result =
        session.run(Map.of(input.name(), tensor), Set.of(variant.output().name()))) {
      return logits(result, frames);
    } finally {
      tensor.close();
      NativeHandles.closed(Kind.ORT_TENSOR);
    }
  }

  private float[][] logits(OrtSession.Result result, int frames)
      throws OrtException, EngineException {
    Object value = result.get(0).getValue();
    if (!(value instanceof float[][] rows) || rows.length != frames || rows[0].length != labels) {
      throw new EngineException(variant.name() + ": the output changed its shape");
    }
    return rows;
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
