package io.hawkvision.zoo.cli;

import io.hawkvision.zoo.engine.EngineException;
import io.hawkvision.zoo.policy.Route;
import io.hawkvision.zoo.preprocess.UnreadableImageException;
import java.util.List;

/**
 * Something that answers a frame by one route or several: a variant, or the split model at each of
 * its levels and received fractions. Called by all workers of an {@link OutcomeRun} at once; what
 * it answers may depend on the frame and nothing else.
 */
interface RoutePredictor extends AutoCloseable {
  List<Route> routes();

  /** One label index for each route, in their order. */
  List<Integer> predict(LabelledFrame frame) throws EngineException, UnreadableImageException;

  /** What frames took on the wire so far, lines of a table's origin; none where nothing is sent. */
  default List<String> uplink() {
    return List.of();
  }

  @Override
  void close();
}
