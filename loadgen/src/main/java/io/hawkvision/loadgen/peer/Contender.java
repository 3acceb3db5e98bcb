package io.hawkvision.loadgen.peer;

import io.hawkvision.loadgen.drive.StopFlag;
import java.io.IOException;
import java.time.Duration;

/** A system under measurement. All methods block; one thread. */
interface Contender extends AutoCloseable {
  String name();

  /** Back to back for so long, counting nothing. */
  void warmUp(PeerLoad load, Duration duration) throws IOException;

  /** A closed loop, then an open one; returns the first one's frames per second. */
  double round(PeerLoad load, long seed, StopFlag stop) throws IOException;

  /** All rounds so far. */
  PeerRow row() throws IOException;

  @Override
  void close();
}
