package io.hawkvision.loadgen.link;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/**
 * Carries packets one way between two TUN devices: one thread reads and decides when a packet
 * arrives, one delivers it then. The {@link LinkQueue} may be exchanged at any time.
 */
final class Direction {
  private static final int LARGEST_PACKET = 65_536;
  private static final long HIGHEST_MICROS = 60_000_000;

  /** The Linux timer is that late, about; what is left the delivering thread waits out. */
  private static final long COARSE_NANOS = 60_000;

  @SuppressWarnings("ArrayRecordComponent") // copied once, handed to one thread, never compared
  private record Parcel(byte[] packet, long atNanos) {}

  private final String name;
  private final Tun from;
  private final Tun to;
  private final LinkedBlockingQueue<Parcel> parcels = new LinkedBlockingQueue<>();
  private final Histogram latenessMicros = new Histogram(HIGHEST_MICROS, 3);
  private Optional<LinkQueue> queue = Optional.empty();
  private long beganNanos;
  private long packets;
  private long bytes;
  private long lostPackets;
  private long queueDrops;

  Direction(String name, Tun from, Tun to) {
    this.name = name;
    this.from = from;
    this.to = to;
  }

  void start() {
    thread(this::receive, name + "-receive").start();
    thread(this::deliver, name + "-deliver").start();
  }

  private static Thread thread(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  /** From now on packets meet this queue, at its time 0; without one, nothing holds them back. */
  synchronized void begin(Optional<LinkQueue> next) {
    queue = next;
    beganNanos = System.nanoTime();
    packets = 0;
    bytes = 0;
    lostPackets = 0;
    queueDrops = 0;
    latenessMicros.reset();
  }

  synchronized DirectionCounters counters() {
    return new DirectionCounters(
        packets,
        bytes,
        lostPackets,
        queueDrops,
        latenessMicros.getValueAtPercentile(99),
        latenessMicros.getMaxValue());
  }

  private void receive() {
    byte[] buffer = new byte[LARGEST_PACKET];
    try {
      while (true) {
        int length = from.read(buffer);
        if (length > 0) {
          received(buffer, length);
        }
      }
    } catch (IOException e) {
      throw new IllegalStateException("the link broke", e); // ends the process, which is noticed
    }
  }

  private void received(byte[] buffer, int length) {
    long nowNanos = System.nanoTime();
    long atNanos;
    synchronized (this) {
      packets++;
      bytes += length;
      atNanos = nowNanos;
      if (queue.isPresent()) {
        long offered = queue.get().offer(nowNanos - beganNanos, length);
        if (offered == LinkQueue.QUEUE_DROP) {
          queueDrops++;
          return;
        } else if (offered == LinkQueue.LOST) {
          lostPackets++;
          return;
        }
        atNanos = beganNanos + offered;
      }
    }
    byte[] packet = new byte[length];
    System.arraycopy(buffer, 0, packet, 0, length);
    parcels.add(new Parcel(packet, atNanos));
  }

  /** In the order of arrival: delays never reorder. */
  private void deliver() {
    try {
      while (true) {
        Parcel parcel = parcels.take();
        await(parcel.atNanos());
        to.write(parcel.packet(), parcel.packet().length);
        long late = Math.max(0, System.nanoTime() - parcel.atNanos()) / 1000;
        synchronized (this) {
          latenessMicros.recordValue(Math.min(HIGHEST_MICROS, late));
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void await(long atNanos) {
    long left = atNanos - System.nanoTime();
    while (left > COARSE_NANOS) {
      LockSupport.parkNanos(left - COARSE_NANOS);
      left = atNanos - System.nanoTime();
    }
    while (left > 0) {
      Thread.onSpinWait();
      left = atNanos - System.nanoTime();
    }
  }
}
