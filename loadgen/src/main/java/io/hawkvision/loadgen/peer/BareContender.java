package io.hawkvision.loadgen.peer;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.hawkvision.loadgen.child.ChildProcess;
import io.hawkvision.loadgen.drive.StopFlag;
import java.io.IOException;
import java.time.Duration;

/** Decode and ONNX Runtime in a process of their own, told what to do. One thread; owns it. */
final class BareContender implements Contender {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String name;
  private final ChildProcess child;

  /** Of a child that has said that it is ready. */
  BareContender(String name, ChildProcess child) {
    this.name = name;
    this.child = child;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void warmUp(PeerLoad load, Duration duration) throws IOException {
    ask(BareRounds.warmUpOrder(duration));
  }

  /** The bare loop has as many threads as the server has; there is nobody to post to. */
  @Override
  public double round(PeerLoad load, long seed, StopFlag stop) throws IOException {
    String said = ask(BareRounds.roundOrder(load, seed));
    try {
      return Double.parseDouble(said);
    } catch (NumberFormatException e) {
      throw new IOException("the bare loop said \"" + said + "\" instead of a number", e);
    }
  }

  @Override
  public PeerRow row() throws IOException {
    return PeerRow.parse(JSON.readTree(ask(BareRounds.ROW_ORDER))).named(name);
  }

  private String ask(String order) throws IOException {
    child.tell(order);
    return child.awaitLine();
  }

  @Override
  public void close() {
    child.close();
  }
}
