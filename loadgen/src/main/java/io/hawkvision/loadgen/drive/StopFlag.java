package io.hawkvision.loadgen.drive;

/** Asks the sending thread to end early; may be raised from any thread, once. */
public final class StopFlag {
  private final Thread sender;
  private volatile boolean raised;

  /** For the thread that will send; it gets woken from any wait by an interrupt. */
  public StopFlag(Thread sender) {
    this.sender = sender;
  }

  public void raise() {
    raised = true;
    sender.interrupt();
  }

  public boolean isRaised() {
    return raised;
  }
}
