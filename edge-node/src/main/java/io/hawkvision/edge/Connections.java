package io.hawkvision.edge;

import io.hawkvision.edge.frame.BoundedGate;
import io.vertx.core.http.HttpConnection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Bounds the open connections. At the bound the connection that has been idle longest makes room,
 * so that idle callers, or ones that never finish a request's head, cannot shut others out; a
 * connection with a request under way is never closed. Any event loop; the lock is held for a set
 * operation only.
 */
final class Connections {
  private final BoundedGate gate;
  private final Object lock = new Object();
  private final Set<HttpConnection> open = new HashSet<>();
  private final Set<HttpConnection> idle = new LinkedHashSet<>();

  Connections(int most) {
    this.gate = new BoundedGate(most);
  }

  BoundedGate gate() {
    return gate;
  }

  void opened(HttpConnection connection) {
    Optional<HttpConnection> leaving;
    synchronized (lock) {
      leaving = gate.tryTake(1) ? Optional.empty() : Optional.of(eldestIdleOr(connection));
      if (leaving.isPresent() && leaving.get() != connection) {
        idle.remove(leaving.get());
        open.remove(leaving.get());
      }
      if (leaving.isEmpty() || leaving.get() != connection) {
        open.add(connection);
        idle.add(connection);
        connection.closeHandler(gone -> closed(connection));
      }
    }
    leaving.ifPresent(HttpConnection::close);
  }

  void busy(HttpConnection connection) {
    synchronized (lock) {
      idle.remove(connection);
    }
  }

  void idle(HttpConnection connection) {
    synchronized (lock) {
      if (open.contains(connection)) {
        idle.add(connection);
      }
    }
  }

  private void closed(HttpConnection connection) {
    synchronized (lock) {
      idle.remove(connection);
      if (open.remove(connection)) {
        gate.giveBack(1);
      }
    }
  }

  /** Whose place the newcomer takes; the newcomer itself where all others are busy. */
  private HttpConnection eldestIdleOr(HttpConnection newcomer) {
    Iterator<HttpConnection> eldest = idle.iterator();
    return eldest.hasNext() ? eldest.next() : newcomer;
  }
}
