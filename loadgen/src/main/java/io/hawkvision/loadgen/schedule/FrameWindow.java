package io.hawkvision.loadgen.schedule;

import io.hawkvision.loadgen.source.LabelledFrame;
import java.io.IOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;

/**
 * Frames made ahead by an owned thread, in slot order, bounded in number and in bytes; taken by the
 * sending thread, which thereby never renders or reads a file.
 */
public final class FrameWindow implements AutoCloseable {
  /** How much may lie ready: so many frames, and no more than so many KiB. */
  public record Bound(int frames, int kibibytes) {
    public static final Bound DEFAULT = new Bound(2048, 64 << 10);

    public Bound {
      if (frames < 1 || kibibytes < 1) {
        throw new IllegalArgumentException("a window needs room for a frame");
      }
    }

    int permits(LabelledFrame frame) {
      return Math.min(kibibytes, (frame.bytes() + 1023) >> 10);
    }
  }

  private sealed interface Item {
    record Ready(LabelledFrame frame) implements Item {}

    record Broken(IOException cause) implements Item {}
  }

  /** Makes the frame of a slot; called by the window's thread only. */
  @FunctionalInterface
  public interface Maker {
    LabelledFrame frame(long slot) throws IOException;
  }

  private final long slots;
  private final Maker source;
  private final Bound bound;
  private final BlockingQueue<Item> queue;
  private final Semaphore kibibytes;
  private final CountDownLatch full = new CountDownLatch(1);
  private final Thread maker;

  public FrameWindow(Leg leg, FrameShelf shelf, Bound bound) {
    this(leg.slots(), slot -> shelf.frame(leg.frame(slot)), bound);
  }

  public FrameWindow(long slots, Maker source, Bound bound) {
    this.slots = slots;
    this.source = source;
    this.bound = bound;
    this.queue = new ArrayBlockingQueue<>(bound.frames());
    this.kibibytes = new Semaphore(bound.kibibytes());
    this.maker = new Thread(this::make, "frame-window");
    maker.setDaemon(true);
    maker.start();
  }

  /** Waits until the window is full, or holds all, or the source broke. */
  public void awaitFull() throws InterruptedException {
    full.await();
  }

  /** In slot order; waits for the maker when it has fallen behind. */
  public LabelledFrame take() throws InterruptedException, IOException {
    Item item = queue.take();
    if (item instanceof Item.Ready ready) {
      kibibytes.release(bound.permits(ready.frame()));
      return ready.frame();
    }
    IOException cause = ((Item.Broken) item).cause();
    throw new IOException("a frame could not be made: " + cause, cause);
  }

  private void make() {
    try {
      for (long slot = 0; slot < slots; slot++) {
        put(source.frame(slot));
      }
    } catch (IOException e) {
      giveUp(e);
    } catch (RuntimeException e) {
      giveUp(new IOException(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      full.countDown();
    }
  }

  private void put(LabelledFrame frame) throws InterruptedException {
    int permits = bound.permits(frame);
    Item item = new Item.Ready(frame);
    if (!kibibytes.tryAcquire(permits)) {
      full.countDown();
      kibibytes.acquire(permits);
    }
    if (!queue.offer(item)) {
      full.countDown();
      queue.put(item);
    }
  }

  private void giveUp(IOException cause) {
    full.countDown();
    try {
      queue.put(new Item.Broken(cause));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends the maker and waits for it, so that the source may be used again or closed. */
  @Override
  public void close() {
    maker.interrupt();
    boolean interrupted = false;
    while (maker.isAlive()) {
      try {
        maker.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
