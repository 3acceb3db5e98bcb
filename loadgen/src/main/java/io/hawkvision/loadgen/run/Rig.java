package io.hawkvision.loadgen.run;

import io.hawkvision.loadgen.child.ChildProcess;
import io.hawkvision.loadgen.link.EmulatedLink;
import io.hawkvision.loadgen.link.Priority;
import io.hawkvision.loadgen.plan.SystemName;
import io.hawkvision.loadgen.post.FrameQuery;
import io.hawkvision.loadgen.post.HttpPoster;
import io.hawkvision.loadgen.schedule.NanoClock;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The running nodes of one stage: one datacenter node, and one edge node for each system, all alive
 * at the same time. One owner thread, to which the kernel ties their lives.
 */
final class Rig implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final Pattern GRPC = Pattern.compile("grpc=(\\S+:\\d+)( .*)?");
  private static final int CONNECTIONS = 1024;

  /** Beyond the deadline, so that the node's own word on a late frame is heard. */
  private static final Duration GRACE = Duration.ofSeconds(3);

  /**
   * What a rig is built from.
   *
   * @param link empty where none is emulated: the nodes meet on the loopback interface
   */
  record Setup(Path home, Optional<EmulatedLink> link, int deadlineMillis) {}

  /** One system under test. */
  record Running(SystemName system, ChildProcess process, HttpPoster poster) {}

  private final ChildProcess datacenter;
  private final Map<SystemName, Running> systems = new TreeMap<>();

  private Rig(ChildProcess datacenter) {
    this.datacenter = datacenter;
  }

  /** Ready to be measured when this returns; nothing is left behind when it throws. */
  static Rig start(
      Setup setup, PlannedCell.Stage stage, Collection<SystemName> systems, Tuned tuned)
      throws IOException {
    ChildProcess datacenter = ChildProcess.start(datacenter(setup, stage));
    Rig rig = new Rig(datacenter);
    try {
      Matcher ready = GRPC.matcher(datacenter.awaitReady());
      if (!ready.matches()) {
        throw new IOException("the dc node's ready line names no gRPC address");
      }
      SystemCommands commands =
          new SystemCommands(setup.home(), pki(setup), ready.group(1), stage, tuned);
      for (SystemName system : systems) {
        rig.add(system, commands.of(system), setup);
      }
      return rig;
    } catch (IOException | RuntimeException e) {
      rig.close();
      throw e;
    }
  }

  private void add(SystemName system, SystemCommands.Command command, Setup setup)
      throws IOException {
    Path log = setup.home().resolve(".hawk/logs/bench-" + system.word() + ".log");
    ChildProcess process =
        ChildProcess.start(
            new ChildProcess.Launch(
                command.readyName(),
                Stream.concat(asNode(setup).stream(), command.words().stream()).toList(),
                setup.home(),
                log,
                PATIENCE));
    try {
      URI url = URI.create(process.awaitReady().strip());
      FrameQuery query =
          new FrameQuery(Optional.empty(), OptionalInt.of(setup.deadlineMillis()), false);
      HttpPoster.Limits limits =
          new HttpPoster.Limits(CONNECTIONS, Duration.ofMillis(setup.deadlineMillis()).plus(GRACE));
      HttpPoster poster = new HttpPoster(url, query, limits, NanoClock.SYSTEM);
      systems.put(system, new Running(system, process, poster));
    } catch (IOException | RuntimeException e) {
      process.close();
      throw e;
    }
  }

  /** In a namespace of its own the generator has priority, which the nodes must not inherit. */
  private static List<String> asNode(Setup setup) {
    return setup.link().isPresent() ? Priority.prefix(Priority.NODES) : List.of();
  }

  /** The development CA is for the loopback interface; the benchmark has one of its own. */
  private static Path pki(Setup setup) {
    return setup.home().resolve(setup.link().isPresent() ? ".hawk/bench-pki" : ".hawk/pki");
  }

  private static ChildProcess.Launch datacenter(Setup setup, PlannedCell.Stage stage) {
    List<String> words = new ArrayList<>(asNode(setup));
    String host = "127.0.0.1";
    if (setup.link().isPresent()) {
      words.addAll(setup.link().get().farPrefix());
      host = setup.link().get().farAddress();
    }
    words.addAll(
        List.of(
            setup.home().resolve("hawk").toString(),
            "dc",
            "--host",
            host,
            "--port",
            "0",
            "--http-port",
            "0",
            "--family",
            stage.family(),
            "--tls",
            pki(setup).toString()));
    Path log = setup.home().resolve(".hawk/logs/bench-dc.log");
    return new ChildProcess.Launch("dc", words, setup.home(), log, PATIENCE);
  }

  Running system(SystemName system) {
    Running running = systems.get(system);
    if (running == null) {
      throw new IllegalArgumentException(system + " is not part of this rig");
    }
    return running;
  }

  Collection<Running> all() {
    return List.copyOf(systems.values());
  }

  ChildProcess datacenter() {
    return datacenter;
  }

  /** Who is no longer there, if anybody. */
  Optional<String> dead() {
    if (!datacenter.isAlive()) {
      return Optional.of("the datacenter node");
    }
    return systems.values().stream()
        .filter(running -> !running.process().isAlive())
        .map(running -> "the node of " + running.system().word())
        .findFirst();
  }

  @Override
  public void close() {
    systems.values().forEach(running -> running.process().askToEnd());
    datacenter.askToEnd();
    for (Running running : systems.values()) {
      running.poster().close();
      running.process().close();
    }
    datacenter.close();
  }
}
