package io.hawkvision.loadgen.peer;

import io.hawkvision.loadgen.child.ChildProcess;
import io.hawkvision.loadgen.drive.StopFlag;
import java.io.IOException;
import java.time.Duration;

/** A server that we started ourselves and end ourselves. One thread; owns both. */
record ChildContender(Contender server, ChildProcess child) implements Contender {
  @Override
  public String name() {
    return server.name();
  }

  @Override
  public void warmUp(PeerLoad load, Duration duration) throws IOException {
    server.warmUp(load, duration);
  }

  @Override
  public double round(PeerLoad load, long seed, StopFlag stop) throws IOException {
    return server.round(load, seed, stop);
  }

  @Override
  public PeerRow row() throws IOException {
    return server.row();
  }

  @Override
  public void close() {
    server.close();
    child.close();
  }
}
