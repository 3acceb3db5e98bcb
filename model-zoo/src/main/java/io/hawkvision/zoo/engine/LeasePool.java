package io.hawkvision.zoo.engine;

import io.hawkvision.zoo.engine.NativeHandles.Kind;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/** A fixed number of direct buffers, all allocated at once. Any thread. */
final class LeasePool {
  private final ArrayBlockingQueue<Slab> free;
  private final int leases;

  LeasePool(int leases, int maxBatch, int floatsPerFrame) {
    this.leases = leases;
    this.free = new ArrayBlockingQueue<>(leases);
    for (int i = 0; i < leases; i++) {
      free.add(new Slab(maxBatch, floatsPerFrame));
    }
  }

  Lease acquire() {
    Slab slab = free.poll();
    if (slab == null) {
      throw new IllegalStateException("all " + leases + " tensor leases are out");
    }
    NativeHandles.opened(Kind.TENSOR_LEASE);
    return new Lease(this, slab);
  }

  private void giveBack(Slab slab) {
    free.add(slab);
    NativeHandles.closed(Kind.TENSOR_LEASE);
  }

  /** The memory itself; outlives its leases. */
  private static final class Slab {
    private final FloatBuffer all;
    private final FloatBuffer[] slots;

    private Slab(int maxBatch, int floatsPerFrame) {
      all =
          ByteBuffer.allocateDirect(Math.multiplyExact(maxBatch * Float.BYTES, floatsPerFrame))
              .order(ByteOrder.nativeOrder())
              .asFloatBuffer();
      slots = new FloatBuffer[maxBatch];
      for (int i = 0; i < maxBatch; i++) {
        slots[i] = all.slice(i * floatsPerFrame, floatsPerFrame);
      }
    }
  }

  /** One use of a slab. */
  static final class Lease implements TensorLease {
    private final LeasePool pool;
    private final Slab slab;
    private final AtomicBoolean closed = new AtomicBoolean();

    private Lease(LeasePool pool, Slab slab) {
      this.pool = pool;
      this.slab = slab;
    }

    @Override
    public FloatBuffer slot(int i) {
      requireOpen();
      return slab.slots[i].clear();
    }

    /** The first so many slots, one after the other. */
    FloatBuffer first(int floats) {
      requireOpen();
      return slab.all.slice(0, floats);
    }

    boolean belongsTo(LeasePool other) {
      return pool == other;
    }

    @Override
    public void close() {
      if (closed.compareAndSet(false, true)) {
        pool.giveBack(slab);
      }
    }

    private void requireOpen() {
      if (closed.get()) {
        throw new IllegalStateException("the lease is closed");
      }
    }
  }
}
