package io.hawkvision.loadgen.infaas;

import io.hawkvision.loadgen.drive.Surroundings;
import io.hawkvision.zoo.engine.EndSignals;
import io.hawkvision.zoo.engine.EngineException;
import io.hawkvision.zoo.family.Family;
import io.hawkvision.zoo.family.FamilyReader;
import io.hawkvision.zoo.family.InvalidFamilyException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The baseline's command line, for the benchmark that starts it: says {@code infaas ready URL},
 * then serves until SIGTERM. Main thread.
 */
@Command(
    name = "infaas-node",
    hidden = true,
    sortOptions = false,
    description = "A baseline: all variants on the edge box, loaded and evicted under a budget.")
public final class InfaasCommand implements Callable<Integer> {
  private static final int FAILED = 1;
  private static final double MIB = 1 << 20;
  private static final double NANOS_PER_MILLI = 1e6;
  private static final int HIGHEST_PORT = 65_535;

  private final Surroundings surroundings;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(names = "--port", defaultValue = "0", description = "Port; 0 takes any free one.")
  private int port;

  @Option(
      names = "--family",
      paramLabel = "NAME",
      required = true,
      description = "A family to serve; may be given several times.")
  private List<String> families = new ArrayList<>();

  @Option(
      names = "--memory-budget",
      defaultValue = "64MiB",
      converter = ByteSize.Reader.class,
      description = "What loaded variants may take together. Default: ${DEFAULT-VALUE}.")
  private ByteSize budget = new ByteSize(64 << 20);

  @Option(
      names = "--edge-slowdown",
      defaultValue = "1",
      description = "How many times slower this machine plays. Default: ${DEFAULT-VALUE}.")
  private double slowdown = 1;

  @Option(
      names = "--workers",
      defaultValue = "0",
      description = "Threads that decode and infer. Default: as at the edge, 2 or all cores.")
  private int workers;

  public InfaasCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    EdgeBox box = box();
    try (InfaasNode node = InfaasNode.start(box, read(), port, this::end)) {
      describe(node.catalogue());
      return serve(node);
    } catch (EngineException | InvalidFamilyException failed) {
      throw new IOException("the node did not start: " + failed.getMessage(), failed);
    }
  }

  private EdgeBox box() {
    if (port < 0 || port > HIGHEST_PORT) {
      throw new ParameterException(spec.commandLine(), "--port must be 0 to " + HIGHEST_PORT);
    }
    int threads = workers == 0 ? Math.min(2, Runtime.getRuntime().availableProcessors()) : workers;
    try {
      return new EdgeBox(threads, new MemoryBudget(budget.bytes()), new EdgeSlowdown(slowdown));
    } catch (IllegalArgumentException refused) {
      throw new ParameterException(
          spec.commandLine(), String.valueOf(refused.getMessage()), refused);
    }
  }

  private List<Family> read() throws InvalidFamilyException {
    Path folder = surroundings.home().resolve("model-zoo/families");
    List<Family> read = new ArrayList<>();
    for (String name : families.stream().distinct().toList()) {
      read.add(FamilyReader.read(folder.resolve(name)));
    }
    return read;
  }

  /** Blocks until SIGTERM; the caller then closes the node, before the JVM goes down. */
  private int serve(InfaasNode node) throws IOException {
    CountDownLatch asked = new CountDownLatch(1);
    EndSignals.to(number -> asked.countDown());
    PrintStream out = surroundings.out().stream();
    out.println("infaas ready http://127.0.0.1:" + node.port());
    out.flush();
    try {
      asked.await();
      return CommandLine.ExitCode.OK;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  /** So that a tight and an ample budget can be chosen. */
  private void describe(Catalogue catalogue) {
    PrintStream err = surroundings.err().stream();
    long all = 0;
    for (Network network : catalogue.networks()) {
      Profile profile = network.profile();
      all += profile.bytes();
      err.println(
          String.format(
              Locale.ROOT,
              "infaas: %-20s %6.1f MiB  %7.2f ms  accuracy %.4f",
              profile.key(),
              profile.bytes() / MIB,
              profile.nanos() / NANOS_PER_MILLI,
              profile.worth().accuracy()));
    }
    err.println(
        String.format(
            Locale.ROOT,
            "infaas: all together %.1f MiB, budget %.1f MiB, slowdown %s",
            all / MIB,
            budget.bytes() / MIB,
            slowdown));
    err.flush();
  }

  private void end(Thread thread, Throwable error) {
    error.printStackTrace(surroundings.err().stream());
    surroundings.err().stream().flush();
    Runtime.getRuntime().halt(FAILED);
  }
}
