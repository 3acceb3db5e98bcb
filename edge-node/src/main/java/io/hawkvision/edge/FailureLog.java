package io.hawkvision.edge;

import io.hawkvision.edge.frame.FrameId;
import io.hawkvision.edge.frame.ServingException;
import io.hawkvision.edge.frame.ServingException.DeadlineExceeded;
import io.hawkvision.edge.frame.ServingException.EngineUnavailable;
import io.hawkvision.edge.frame.ServingException.Internal;
import io.hawkvision.edge.frame.ServingException.ModelWarming;
import io.hawkvision.edge.frame.ServingException.Overloaded;
import io.hawkvision.edge.observe.FrameOutcome;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where failures end: logs what a human must see, once, and names the rest. Event loops. */
final class FailureLog {
  private static final Logger LOG = LoggerFactory.getLogger(FailureLog.class);

  private final Consumer<Error> onError;

  /** An {@link Error} is handed on: after one, nothing in the process can be trusted. */
  FailureLog(Consumer<Error> onError) {
    this.onError = onError;
  }

  ServingException refusal(FrameId id, Throwable failure) {
    if (failure instanceof Error error) {
      LOG.error("process is ending frame={}", id, failure);
      onError.accept(error);
    }
    if (!(failure instanceof ServingException refusal)) {
      LOG.error("frame failed frame={}", id, failure);
      return new Internal(failure);
    }
    if (refusal instanceof EngineUnavailable) {
      LOG.error("engine failed frame={}", id, refusal.getCause());
    }
    return refusal;
  }

  static FrameOutcome outcome(ServingException refusal) {
    if (refusal instanceof Overloaded || refusal instanceof ModelWarming) {
      return FrameOutcome.OVERLOADED;
    } else if (refusal instanceof DeadlineExceeded) {
      return FrameOutcome.EXPIRED;
    } else if (refusal instanceof Internal || refusal instanceof EngineUnavailable) {
      return FrameOutcome.FAILED;
    }
    return FrameOutcome.REJECTED;
  }
}
