package io.hawkvision.loadgen.link;

import io.hawkvision.loadgen.child.ChildProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A link between this network namespace and a second one, through the emulator's process. To be
 * used inside a {@link NetworkNamespace} of its own. One owner thread.
 */
public final class EmulatedLink implements AutoCloseable {
  private static final String NEAR = "10.77.0.1";
  private static final String FAR = "10.77.0.2";
  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final long TOOL_SECONDS = 10;
  private static final Path CONTROL = Path.of("/proc/sys/net/ipv4/tcp_congestion_control");

  private final ChildProcess holder;
  private final ChildProcess emulator;

  private EmulatedLink(ChildProcess holder, ChildProcess emulator) {
    this.holder = holder;
    this.emulator = emulator;
  }

  /** Open, without any impairment, when this returns; nothing is left behind when it throws. */
  public static EmulatedLink start(Path home) throws IOException {
    ChildProcess holder =
        ChildProcess.start(
            launch(
                home,
                "far",
                List.of(
                    LinkAbility.path("unshare"),
                    "--net",
                    "--",
                    "sh",
                    "-c",
                    "echo far ready now; exec cat")));
    try {
      holder.awaitReady();
      ChildProcess emulator = ChildProcess.start(launch(home, "link", emulatorCommand(home)));
      EmulatedLink link = new EmulatedLink(holder, emulator);
      try {
        emulator.awaitReady();
        link.wire();
        return link;
      } catch (IOException | RuntimeException e) {
        emulator.close();
        throw e;
      }
    } catch (IOException | RuntimeException e) {
      holder.close();
      throw e;
    }
  }

  private static ChildProcess.Launch launch(Path home, String name, List<String> command) {
    Path log = home.resolve(".hawk/logs/bench-" + name + ".log");
    return new ChildProcess.Launch(name, command, home, log, PATIENCE);
  }

  /** Before everything else on a busy machine, where that is permitted. */
  private static List<String> emulatorCommand(Path home) {
    List<String> command = new ArrayList<>(Priority.prefix(Priority.LINK));
    command.addAll(List.of(home.resolve("hawk").toString(), "bench", "link"));
    return command;
  }

  private void wire() throws IOException {
    String pid = Long.toString(holder.pid());
    run(List.of("ip", "link", "set", LinkProcess.FAR_DEVICE, "netns", pid));
    run(List.of("ip", "address", "add", NEAR, "peer", FAR, "dev", LinkProcess.NEAR_DEVICE));
    run(List.of("ip", "link", "set", LinkProcess.NEAR_DEVICE, "mtu", "1500", "up"));
    far(List.of("ip", "link", "set", "lo", "up"));
    far(List.of("ip", "address", "add", FAR, "peer", NEAR, "dev", LinkProcess.FAR_DEVICE));
    far(List.of("ip", "link", "set", LinkProcess.FAR_DEVICE, "mtu", "1500", "up"));
    String forget = "echo 1 > /proc/sys/net/ipv4/tcp_no_metrics_save";
    run(List.of("sh", "-c", forget)); // what one cell's TCP learned is not the next one's
    far(List.of("sh", "-c", forget));
  }

  /** To stand in front of a command that is to run at the far end. */
  public List<String> farPrefix() {
    return List.of(LinkAbility.path("nsenter"), "--net=/proc/" + holder.pid() + "/ns/net", "--");
  }

  public String nearAddress() {
    return NEAR;
  }

  public String farAddress() {
    return FAR;
  }

  /**
   * The profile's time 0 is now: its states, losses and counters start anew.
   *
   * @param length of what is to come, for what happens in its middle
   */
  public void begin(LinkProfile profile, long seed, Duration length) throws IOException {
    order("begin " + seed + " " + length.toMillis() + " " + profile.spelling());
  }

  /** No impairment. */
  public void open() throws IOException {
    order("open");
  }

  private void order(String order) throws IOException {
    emulator.tell(order);
    String said = emulator.awaitLine();
    if (!said.equals("ok")) {
      throw new IOException("the link emulator said \"" + said + "\"");
    }
  }

  /** Since the link last began or was opened. */
  public LinkCounters counters() throws IOException {
    emulator.tell("counters");
    String[] ways = emulator.awaitLine().split("/", -1);
    return new LinkCounters(DirectionCounters.parse(ways[0]), DirectionCounters.parse(ways[1]));
  }

  /** What TCP uses at both ends. */
  public String congestionControl() throws IOException {
    return Files.readString(CONTROL).strip();
  }

  /** Whether TCP may use this congestion control in the network namespace of this process. */
  public static boolean offers(String name) throws IOException {
    String before = Files.readString(CONTROL).strip();
    try {
      Files.writeString(CONTROL, name);
      Files.writeString(CONTROL, before);
      return true;
    } catch (IOException e) {
      return false; // unknown, or not allowed
    }
  }

  /** For connections that begin from now on, at both ends. */
  public void congestionControl(String name) throws IOException {
    if (!name.matches("[a-z0-9_]{1,16}")) {
      throw new IOException("no congestion control \"" + name + "\"");
    }
    String set = "echo " + name + " > " + CONTROL;
    try {
      run(List.of("sh", "-c", set));
      far(List.of("sh", "-c", set));
    } catch (IOException e) {
      throw new IOException("congestion control " + name + " is not available here", e);
    }
  }

  private void far(List<String> command) throws IOException {
    List<String> whole = new ArrayList<>(farPrefix());
    whole.addAll(command);
    run(whole);
  }

  private static void run(List<String> command) throws IOException {
    List<String> found = new ArrayList<>(command);
    found.set(0, LinkAbility.path(command.get(0)));
    Process process = new ProcessBuilder(found).redirectErrorStream(true).start();
    process.getOutputStream().close();
    try {
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(TOOL_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
        process.destroyForcibly();
        throw new IOException(String.join(" ", command) + ": " + said.strip());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
      throw new IOException("interrupted", e);
    }
  }

  @Override
  public void close() {
    emulator.close();
    holder.close();
  }
}
