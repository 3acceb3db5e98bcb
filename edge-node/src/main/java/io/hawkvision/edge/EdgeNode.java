package io.hawkvision.edge;

import io.hawkvision.zoo.engine.EndSignals;
import io.hawkvision.zoo.family.InvalidFamilyException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The edge node's command line. Wiring only. */
@Command(
    name = "hawk edge",
    description = "Runs an edge node: takes frames over HTTP, answers or escalates them.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:done", "1:failed", "2:wrong usage or configuration"})
public final class EdgeNode implements Callable<Integer> {
  private static final Logger LOG = LoggerFactory.getLogger(EdgeNode.class);
  private static final int FAILED = 1;
  private static final int WRONG_USAGE = 2;

  @Option(names = "--config", paramLabel = "FILE", description = "YAML file; flags win over it.")
  private @Nullable Path file;

  @Option(names = "--host", paramLabel = "ADDRESS", description = "Address to listen on.")
  private @Nullable String host;

  @Option(names = "--port", paramLabel = "PORT", description = "Port; 0 takes any free one.")
  private @Nullable String port;

  @Option(names = "--families", paramLabel = "DIR", description = "Folder of model families.")
  private @Nullable String families;

  @Option(names = "--family", paramLabel = "NAME", description = "Serve only these families.")
  private @Nullable List<String> only;

  @Option(names = "--dc", paramLabel = "HOST:PORT", description = "The datacenter node.")
  private @Nullable String dc;

  @Option(names = "--tls", paramLabel = "DIR", description = "Folder of edge.p12, ca.p12.")
  private @Nullable String tls;

  @Option(names = "--no-dc", description = "Serve alone; nothing is escalated.")
  private boolean alone;

  @Option(names = "--set", paramLabel = "KEY=VALUE", description = "Any configuration key.")
  private @Nullable Map<String, String> settings;

  public static void main(String[] arguments) {
    int code = new CommandLine(new EdgeNode()).execute(arguments);
    if (code != 0) {
      System.exit(code);
    }
  }

  @Override
  public Integer call() {
    try {
      EdgeConfig config = EdgeConfig.ofProcess(Optional.ofNullable(file), flags());
      Binding.check(config);
      RunningEdge edge = RunningEdge.start(config, error -> Runtime.getRuntime().halt(FAILED));
      EndSignals.drainAndExit(edge::close);
      String url = "http://" + Binding.shown(config.http().host()) + ":" + edge.port();
      System.out.println("edge ready " + url);
      System.out.flush();
      return 0;
    } catch (InvalidConfigException wrong) {
      wrong.problems().forEach(EdgeNode::complain);
      return WRONG_USAGE;
    } catch (InvalidFamilyException wrong) {
      wrong.problems().forEach(EdgeNode::complain);
      return FAILED;
    } catch (StartException failed) {
      complain(String.valueOf(failed.getMessage()));
      LOG.debug("start failed", failed);
      return FAILED;
    }
  }

  private Map<String, String> flags() {
    Map<String, String> flags = new LinkedHashMap<>(settings == null ? Map.of() : settings);
    put(flags, "http.host", host);
    put(flags, "http.port", port);
    put(flags, "infer.families", families);
    put(flags, "infer.only", only == null ? null : String.join(",", only));
    put(flags, "escalation.endpoint", dc);
    put(flags, "tls.directory", tls);
    put(flags, "escalation.enabled", alone ? "false" : null);
    return flags;
  }

  private static void put(Map<String, String> flags, String key, @Nullable String value) {
    if (value != null) {
      flags.put(key, value);
    }
  }

  private static void complain(String problem) {
    System.err.println("edge: " + problem);
  }
}
