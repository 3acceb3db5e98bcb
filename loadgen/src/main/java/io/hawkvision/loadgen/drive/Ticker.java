package io.hawkvision.loadgen.drive;

/** Calls a view again and again from an owned thread, and once more when closed. */
public final class Ticker implements AutoCloseable {
  private final Runnable view;
  private final long periodMillis;
  private final Thread thread;

  public Ticker(Runnable view, long periodMillis) {
    this.view = view;
    this.periodMillis = periodMillis;
    this.thread = new Thread(this::tick, "ticker");
    thread.setDaemon(true);
  }

  public void start() {
    thread.start();
  }

  private void tick() {
    try {
      while (true) {
        Thread.sleep(periodMillis);
        view.run();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    thread.interrupt();
    boolean interrupted = Thread.interrupted();
    try {
      thread.join(1_000);
    } catch (InterruptedException e) {
      interrupted = true;
    }
    view.run();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
