package io.hawkvision.loadgen.drive;

import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Calls a view again and again from an owned thread, and once more when closed. */
public final class Ticker implements AutoCloseable {
  private final ScheduledExecutorService thread;
  private final Runnable view;

  public Ticker(Runnable view, long periodMillis) {
    this.view = view;
    var executor =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread made = new Thread(task, "ticker");
              made.setDaemon(true);
              return made;
            });
    this.thread = executor;
    executor.scheduleAtFixedRate(view, periodMillis, periodMillis, TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    thread.shutdownNow();
    boolean interrupted = Thread.interrupted();
    try {
      thread.awaitTermination(1, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      interrupted = true;
    }
    view.run();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
