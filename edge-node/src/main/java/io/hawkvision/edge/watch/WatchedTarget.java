package io.hawkvision.edge.watch;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;

/**
 * The one place where a target's state changes. Event loops change it one after another; the
 * store's thread and pages read it without a lock.
 */
final class WatchedTarget {
  private final AtomicBoolean unsaved = new AtomicBoolean();
  private volatile TargetState state;

  WatchedTarget(TargetState state) {
    this.state = state;
  }

  TargetState state() {
    return state;
  }

  /** Answers whether this is the first change since the state was last saved. */
  synchronized boolean change(UnaryOperator<TargetState> step) {
    state = step.apply(state);
    return unsaved.compareAndSet(false, true);
  }

  /** The flag falls before the state is read: a change between them is saved twice, never lost. */
  TargetState takeForSaving() {
    unsaved.set(false);
    return state;
  }
}
