package io.hawkvision.dc;

import io.hawkvision.dc.intake.MutualTls;
import io.hawkvision.dc.intake.NanoClock;
import io.hawkvision.dc.observe.BuildVersion;
import io.hawkvision.zoo.engine.EndSignals;
import io.hawkvision.zoo.engine.OrtEngine;
import io.hawkvision.zoo.family.Family;
import io.hawkvision.zoo.family.FamilyReader;
import io.hawkvision.zoo.family.InvalidFamilyException;
import io.hawkvision.zoo.preprocess.Preprocessor;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code hawk dc}: reads flags and configuration, starts the node, waits for the signal to stop.
 */
@Command(
    name = "hawk dc",
    description = "Runs a datacenter node: answers what edge nodes escalate.",
    versionProvider = DcNode.Version.class,
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class DcNode implements Callable<Integer> {
  private static final Logger log = LoggerFactory.getLogger(DcNode.class);

  @Spec private @Nullable CommandSpec spec;

  @Option(names = "--config", paramLabel = "FILE", description = "YAML file of settings")
  private @Nullable Path config;

  @Option(names = "--host", paramLabel = "ADDRESS", description = "address of the gRPC port")
  private @Nullable String host;

  @Option(names = "--port", paramLabel = "PORT", description = "gRPC port (mutual TLS)")
  private @Nullable String port;

  @Option(
      names = "--http-port",
      paramLabel = "PORT",
      description = "HTTP port: livez, readyz, metrics")
  private @Nullable String httpPort;

  @Option(names = "--families", paramLabel = "DIR", description = "directory of model families")
  private @Nullable String families;

  @Option(names = "--family", paramLabel = "NAME", description = "serve only this family; repeats")
  private List<String> family = new ArrayList<>();

  @Option(
      names = "--tls",
      paramLabel = "DIR",
      description = "directory of ca.p12, dc.p12 and the file password")
  private @Nullable String tls;

  @Option(names = "--set", paramLabel = "KEY=VALUE", description = "any setting below; repeats")
  private Map<String, String> settings = new LinkedHashMap<>();

  /** Runs the node until the process is told to stop. */
  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  static CommandLine commandLine() {
    CommandLine line = new CommandLine(new DcNode());
    line.getCommandSpec().usageMessage().footer(settingsHelp());
    return line;
  }

  @Override
  public Integer call() {
    try {
      DcConfig read = DcConfig.read(flags());
      preload();
      log.info("configuration {}", shown(read));
      MutualTls stores = mutualTls(read);
      RunningNode node = RunningNode.start(read, stores, surroundings());
      EndSignals.drainAndExit(node::close);
      String address = read.grpc().host() + ":" + node.grpcPort();
      String status = "http://" + read.http().host() + ":" + node.httpPort();
      out().println("dc ready grpc=" + address + " http=" + status);
      out().flush();
      new CountDownLatch(1).await(); // a signal drains the node and ends the process
      return 0;
    } catch (InvalidConfigException e) {
      e.problems().forEach(problem -> err().println("hawk dc: " + problem));
      return 2;
    } catch (StartException e) {
      err().println("hawk dc: " + e.getMessage());
      return e.exitCode();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 1;
    }
  }

  /** The stores, unless this node would be reachable by whoever runs hawk somewhere else. */
  static MutualTls mutualTls(DcConfig config) throws StartException {
    try {
      MutualTls tls = MutualTls.read(config.tls().directory(), config.tls().password());
      requireReach(tls, ConfigKey.HOST, config.grpc().host());
      requireReach(tls, ConfigKey.HTTP_HOST, config.http().host());
      return tls;
    } catch (MutualTls.UnusableTlsException e) {
      throw StartException.wrongUsage(String.valueOf(e.getMessage()));
    }
  }

  /** With the development CA every address that the host stands for must be this machine's own. */
  private static void requireReach(MutualTls tls, ConfigKey key, String host)
      throws StartException {
    boolean loopback;
    try {
      loopback =
          Arrays.stream(InetAddress.getAllByName(host)).allMatch(InetAddress::isLoopbackAddress);
    } catch (UnknownHostException e) {
      throw StartException.wrongUsage(key.key() + " = " + host + " is not an address");
    }
    if (tls.trustsDevelopmentCa() && !loopback) {
      throw StartException.wrongUsage(
          "will not listen on "
              + key.key()
              + " = "
              + host
              + " with the development CA: give certificates of your own with --tls DIR,"
              + " or stay on 127.0.0.1");
    }
  }

  /** The families on disk, checked; those that were asked for. */
  static List<Family> readFamilies(DcConfig.Models wanted) throws StartException {
    if (!Files.isDirectory(wanted.families())) {
      throw StartException.wrongUsage(
          "no model families at " + wanted.families() + ": give --families DIR");
    }
    List<Family> all;
    try {
      all = FamilyReader.readAll(wanted.families());
    } catch (InvalidFamilyException e) {
      throw StartException.failed("cannot read the families: " + String.join("; ", e.problems()));
    }
    List<String> names = all.stream().map(Family::name).distinct().toList();
    for (String name : wanted.names()) {
      if (!names.contains(name)) {
        throw StartException.wrongUsage(
            "no family "
                + name
                + " in "
                + wanted.families()
                + ": there is "
                + String.join(", ", names));
      }
    }
    return all.stream()
        .filter(one -> wanted.names().isEmpty() || wanted.names().contains(one.name()))
        .toList();
  }

  /** OpenCV takes a second to load: time that the ports and certificates need as well. */
  private static void preload() {
    Thread loading = new Thread(Preprocessor::loadNative, "preload");
    loading.setDaemon(true);
    loading.start();
  }

  private static RunningNode.Surroundings surroundings() {
    return new RunningNode.Surroundings(
        DcNode::readFamilies, OrtEngine::open, NanoClock.system(), DcNode::endProcess);
  }

  /** An {@link Error} on a worker: out of memory, a native library gone. Nothing can be trusted. */
  private static void endProcess(Thread thread, Throwable error) {
    log.error("worker died thread={}", thread.getName(), error);
    Runtime.getRuntime().halt(1);
  }

  private DcConfig.Flags flags() {
    List<DcConfig.Flag> given = new ArrayList<>();
    add(given, ConfigKey.HOST, host, "--host");
    add(given, ConfigKey.PORT, port, "--port");
    add(given, ConfigKey.HTTP_PORT, httpPort, "--http-port");
    add(given, ConfigKey.FAMILIES, families, "--families");
    add(given, ConfigKey.FAMILY, family.isEmpty() ? null : String.join(",", family), "--family");
    add(given, ConfigKey.TLS_DIR, tls, "--tls");
    settings.forEach((key, value) -> given.add(new DcConfig.Flag(key, value, "--set")));
    return new DcConfig.Flags(Optional.ofNullable(config), given);
  }

  private static void add(
      List<DcConfig.Flag> given, ConfigKey key, @Nullable String value, String origin) {
    if (value != null) {
      given.add(new DcConfig.Flag(key.key(), value, origin));
    }
  }

  private static String shown(DcConfig config) {
    StringBuilder line = new StringBuilder();
    config.effective().forEach((key, value) -> line.append(key.key() + "=" + value + " "));
    return line.toString().strip();
  }

  private static String[] settingsHelp() {
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add("Settings, for --set, for the file (a.b: as a map) and as HAWK_DC_A_B:");
    Arrays.stream(ConfigKey.values())
        .map(key -> String.format("  %-28s %s%s", key.key(), key.meaning(), standard(key)))
        .forEach(lines::add);
    lines.add("");
    lines.add("Exit codes: 0 done, 1 failed, 2 wrong usage.");
    return lines.toArray(new String[0]);
  }

  private static String standard(ConfigKey key) {
    return key.standard().isEmpty() ? "" : " [" + key.standard() + "]";
  }

  private PrintWriter out() {
    return line().getOut();
  }

  private PrintWriter err() {
    return line().getErr();
  }

  private CommandLine line() {
    if (spec == null) {
      throw new IllegalStateException("not run by picocli");
    }
    return spec.commandLine();
  }

  /** The version of the build. */
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"hawk dc " + BuildVersion.current()};
    }
  }
}
