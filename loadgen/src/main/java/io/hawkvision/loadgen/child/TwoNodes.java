package io.hawkvision.loadgen.child;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A datacenter node and an edge node that escalates to it, on free ports of this machine. */
public final class TwoNodes implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final Pattern GRPC = Pattern.compile("grpc=(\\S+:\\d+)( .*)?");

  private final ChildProcess dc;
  private final ChildProcess edge;
  private final URI edgeUrl;

  private TwoNodes(ChildProcess dc, ChildProcess edge, URI edgeUrl) {
    this.dc = dc;
    this.edge = edge;
    this.edgeUrl = edgeUrl;
  }

  /**
   * Both are ready when this returns; neither is left behind when it throws. They serve the one
   * family, or all there are.
   *
   * @param owner begins the names of their logs
   */
  public static TwoNodes start(Path home, String owner, Optional<String> family)
      throws IOException {
    List<String> only = family.map(name -> List.of("--family", name)).orElse(List.of());
    List<String> dcArguments = new ArrayList<>(List.of("--port", "0", "--http-port", "0"));
    dcArguments.addAll(only);
    ChildProcess dc = ChildProcess.start(launch(home, owner, "dc", dcArguments));
    try {
      Matcher ready = GRPC.matcher(dc.awaitReady());
      if (!ready.matches()) {
        throw new IOException("the dc node's ready line names no gRPC address");
      }
      List<String> edgeArguments = new ArrayList<>(List.of("--port", "0", "--dc", ready.group(1)));
      edgeArguments.addAll(only);
      return withEdge(dc, ChildProcess.start(launch(home, owner, "edge", edgeArguments)));
    } catch (IOException | RuntimeException e) {
      dc.close();
      throw e;
    }
  }

  private static TwoNodes withEdge(ChildProcess dc, ChildProcess edge) throws IOException {
    try {
      return new TwoNodes(dc, edge, URI.create(edge.awaitReady().strip()));
    } catch (IOException | RuntimeException e) {
      edge.close();
      throw e;
    }
  }

  private static ChildProcess.Launch launch(
      Path home, String owner, String name, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(home.resolve("hawk").toString());
    command.add(name);
    command.addAll(arguments);
    Path log = home.resolve(".hawk/logs/" + owner + "-" + name + ".log");
    return new ChildProcess.Launch(name, command, home, log, PATIENCE);
  }

  public URI edgeUrl() {
    return edgeUrl;
  }

  public boolean areAlive() {
    return dc.isAlive() && edge.isAlive();
  }

  @Override
  public void close() {
    dc.askToEnd();
    edge.close();
    dc.close();
  }
}
