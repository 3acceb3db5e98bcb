package io.hawkvision.loadgen.drive;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets Ctrl-C end a run with its partial report: a shutdown hook raises the flag, then holds the
 * JVM's end back until the owner has closed this, or a bound has passed.
 */
public final class Interruption implements AutoCloseable {
  private static final int LONGEST_REPORT_SECONDS = 15;

  private final StopFlag flag;
  private final CountDownLatch reported = new CountDownLatch(1);
  private final Thread hook;

  private Interruption(StopFlag flag) {
    this.flag = flag;
    this.hook = new Thread(this::hold, "interruption");
  }

  /** Guards the calling thread; to be closed when the report is out. */
  public static Interruption ofThisThread() {
    Interruption interruption = new Interruption(new StopFlag(Thread.currentThread()));
    Runtime.getRuntime().addShutdownHook(interruption.hook);
    return interruption;
  }

  public StopFlag flag() {
    return flag;
  }

  void hold() {
    flag.raise();
    try {
      if (!reported.await(LONGEST_REPORT_SECONDS, TimeUnit.SECONDS)) {
        System.err.println("hawk: gave up waiting for the partial report");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    reported.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // the JVM is going down, the hook is running: it ends with the latch above
    }
  }
}
