package io.hawkvision.dc;

import io.hawkvision.zoo.engine.Engine;
import io.hawkvision.zoo.engine.EngineException;
import io.hawkvision.zoo.engine.TensorLease;
import io.hawkvision.zoo.family.Variant;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An engine whose logits are the first value of a slot and the frames of the run, and whose runs
 * can be held up.
 */
public final class FakeEngine implements Engine {
  private final Variant variant;
  private final int maxBatch;
  private final Semaphore gate = new Semaphore(Integer.MAX_VALUE / 2);
  private final Semaphore started = new Semaphore(0);
  private final AtomicInteger openLeases = new AtomicInteger();
  private final List<Integer> batches = new CopyOnWriteArrayList<>();
  private volatile boolean failing;
  private volatile boolean exhausted;
  private volatile int slots = Integer.MAX_VALUE;
  private volatile boolean closed;

  public FakeEngine(Variant variant, int maxBatch) {
    this.variant = variant;
    this.maxBatch = maxBatch;
  }

  /** From now on runs wait for {@link #release}. */
  public void hold() {
    gate.drainPermits();
    started.drainPermits();
  }

  public void release() {
    gate.release(Integer.MAX_VALUE / 2);
  }

  /** Waits until a run has begun. */
  public void awaitRun() throws InterruptedException {
    started.acquire();
  }

  public void failing(boolean fails) {
    failing = fails;
  }

  /** From now on there is no lease to be had. */
  public void exhausted(boolean none) {
    exhausted = none;
  }

  /** From now on a lease throws beyond this many slots. */
  public void slots(int most) {
    slots = most;
  }

  public boolean isClosed() {
    return closed;
  }

  public int openLeases() {
    return openLeases.get();
  }

  /** Frames of each run since the start, warm-up included. */
  public List<Integer> batches() {
    return batches;
  }

  @Override
  public String name() {
    return "fake";
  }

  @Override
  public Variant variant() {
    return variant;
  }

  @Override
  public int maxBatch() {
    return maxBatch;
  }

  @Override
  public TensorLease acquire() {
    if (exhausted) {
      throw new IllegalStateException("told to have no lease");
    }
    openLeases.incrementAndGet();
    return new Lease(variant.input().floats(), Math.min(maxBatch, slots), openLeases);
  }

  @Override
  public float[][] run(TensorLease lease, int frames) throws EngineException {
    batches.add(frames);
    started.release();
    gate.acquireUninterruptibly();
    if (failing) {
      throw new EngineException("told to fail");
    }
    float[][] logits = new float[frames][];
    for (int i = 0; i < frames; i++) {
      logits[i] = new float[] {lease.slot(i).get(0), lease.slot(i).get(1)};
    }
    return logits;
  }

  @Override
  public void close() {
    closed = true;
  }

  private static final class Lease implements TensorLease {
    private final List<FloatBuffer> slots;
    private final AtomicInteger open;

    Lease(int floats, int frames, AtomicInteger open) {
      this.open = open;
      this.slots =
          java.util.stream.IntStream.range(0, frames)
              .mapToObj(
                  i ->
                      ByteBuffer.allocateDirect(floats * Float.BYTES)
                          .order(ByteOrder.nativeOrder())
                          .asFloatBuffer())
              .toList();
    }

    @Override
    public FloatBuffer slot(int i) {
      return slots.get(i);
    }

    @Override
    public void close() {
      open.decrementAndGet();
    }
  }
}
