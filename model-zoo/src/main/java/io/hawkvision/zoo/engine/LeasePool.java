package io.hawkvision.zoo.engine;

import io.hawkvision.zoo.engine.NativeHandles.Kind;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.ShortBuffer;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/** A fixed number of direct buffers, all allocated at once. Any thread. */
final class LeasePool {
  private final ArrayBlockingQueue<Slab> free;
  private final int leases;

  /**
   * Allocates.
   *
   * @param slots frames of one lease
   * @param hasHalves whether a lease needs room for its frames as float16, too
   */
  LeasePool(int leases, int slots, int floatsPerFrame, boolean hasHalves) {
    this.leases = leases;
    this.free = new ArrayBlockingQueue<>(leases);
    for (int i = 0; i < leases; i++) {
      free.add(new Slab(slots, floatsPerFrame, hasHalves));
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
    private final ShortBuffer halves;
    private final FloatBuffer[] slots;
    private final int floatsPerFrame;

    private Slab(int slotCount, int floatsPerFrame, boolean hasHalves) {
      int floats = Math.multiplyExact(slotCount, floatsPerFrame);
      this.floatsPerFrame = floatsPerFrame;
      all = bytes(Math.multiplyExact(floats, Float.BYTES)).asFloatBuffer();
      halves = bytes(hasHalves ? floats * Short.BYTES : 0).asShortBuffer();
      slots = new FloatBuffer[slotCount];
      for (int i = 0; i < slotCount; i++) {
        slots[i] = all.slice(i * floatsPerFrame, floatsPerFrame);
      }
    }

    private static ByteBuffer bytes(int count) {
      return ByteBuffer.allocateDirect(count).order(ByteOrder.nativeOrder());
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

    /** So many slots, one after the other. */
    FloatBuffer frames(int from, int count) {
      requireOpen();
      return slab.all.slice(from * slab.floatsPerFrame, count * slab.floatsPerFrame);
    }

    /** Room for the same slots as float16, written by whoever runs them. */
    ShortBuffer halves(int from, int count) {
      requireOpen();
      return slab.halves.slice(from * slab.floatsPerFrame, count * slab.floatsPerFrame);
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
