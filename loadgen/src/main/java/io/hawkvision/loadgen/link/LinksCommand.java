package io.hawkvision.loadgen.link;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hawkvision.loadgen.drive.Surroundings;
import io.hawkvision.loadgen.source.InvalidInputException;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code hawk bench links}: do emulated links do what they claim? */
@Command(
    name = "links",
    description =
        "Sends datagrams and TCP through the emulated links and compares rate, delay and loss with"
            + " what the profiles claim. Needs root and Linux.",
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:every figure is within its tolerance",
      "1:one is not, or links cannot be emulated here",
      "2:wrong usage"
    })
public final class LinksCommand implements Callable<Integer> {
  /** The profile without end-to-end outages is checked; the cut alone differs from lte. */
  private static final List<String> USUAL = List.of("lan", "wifi", "lte", "lte-poor", "satellite");

  private static final List<String> TCP =
      List.of("rate=10,delay=20", "rate=10,delay=20,loss=1", "rate=10,delay=20,loss=5");

  private final Surroundings surroundings;
  private final NetworkNamespace namespace;
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--profile",
      paramLabel = "NAME",
      description = "Only these; also mahimahi:FILE and rate=MBIT,delay=MS,jitter=MS,loss=PERCENT.")
  private List<String> profiles = new ArrayList<>();

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "10",
      description = "Of datagrams in each direction, twice. Default: 10.")
  private int seconds = 10;

  @Option(names = "--json", description = "Print one JSON object, last.")
  private boolean json;

  public LinksCommand(Surroundings surroundings, NetworkNamespace namespace) {
    this.surroundings = surroundings;
    this.namespace = namespace;
  }

  @Override
  public Integer call() throws IOException, InvalidInputException {
    if (seconds < 2 || seconds > 600) {
      throw new InvalidInputException("--seconds must be 2 to 600");
    }
    List<LinkProfile> wanted = new ArrayList<>();
    for (String name : profiles.isEmpty() ? USUAL : profiles) {
      wanted.add(LinkProfile.of(name));
    }
    if (!namespace.isOwn()) {
      Optional<String> missing = LinkAbility.missing();
      if (missing.isPresent()) {
        throw new IOException("links cannot be emulated here: " + missing.get());
      }
      return namespace.reExecute(spec.root().commandLine().getParseResult().originalArgs());
    }
    try (EmulatedLink link = EmulatedLink.start(surroundings.home())) {
      return check(link, wanted) ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }
  }

  private boolean check(EmulatedLink link, List<LinkProfile> wanted)
      throws IOException, InvalidInputException {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    LinkCheck check = new LinkCheck(surroundings.home(), link, seconds);
    List<LinkFigure> figures = new ArrayList<>();
    for (LinkProfile profile : wanted) {
      for (LinkFigure figure : check.datagrams(profile)) {
        figures.add(figure);
        say(figure.words());
      }
    }
    figures.forEach(figure -> figure.json(root.withArray("figures").addObject()));
    if (profiles.isEmpty()) {
      for (String spelling : TCP) {
        TcpBulk.Result bulk = check.tcp(LinkProfile.of(spelling));
        say(bulk.words());
        bulk.json(root.withArray("tcp").addObject());
      }
    }
    long failed = figures.stream().filter(figure -> !figure.isWithin()).count();
    say(
        String.format(
            Locale.ROOT,
            "%d of %d figures within tolerance",
            figures.size() - failed,
            figures.size()));
    if (json) {
      say(root.toString());
    }
    return failed == 0;
  }

  private void say(String words) {
    PrintStream out = surroundings.out().stream();
    out.println(words);
    out.flush();
  }
}
