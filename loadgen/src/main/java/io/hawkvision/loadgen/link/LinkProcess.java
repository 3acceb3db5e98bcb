package io.hawkvision.loadgen.link;

import io.hawkvision.loadgen.drive.Surroundings;
import io.hawkvision.loadgen.source.InvalidInputException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * The emulator, a process of its own so that no garbage of others delays its packets. Takes orders
 * as lines of standard input, ends with it: {@code begin SEED MILLIS PROFILE}, {@code open}, {@code
 * counters}.
 */
@Command(name = "link", hidden = true, description = "The link emulator of bench run.")
public final class LinkProcess implements Callable<Integer> {
  static final String NEAR_DEVICE = "hawk-near";
  static final String FAR_DEVICE = "hawk-far";

  private final Surroundings surroundings;

  public LinkProcess(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException, InvalidInputException {
    PrintStream out = surroundings.out().stream();
    Thread.setDefaultUncaughtExceptionHandler(
        (thread, failure) -> {
          System.err.println("link: " + failure);
          Runtime.getRuntime().halt(CommandLine.ExitCode.SOFTWARE);
        });
    try (Tun near = Tun.create(NEAR_DEVICE);
        Tun far = Tun.create(FAR_DEVICE)) {
      Direction up = new Direction("up", near, far);
      Direction down = new Direction("down", far, near);
      up.start();
      down.start();
      out.println("link ready " + NEAR_DEVICE + " " + FAR_DEVICE);
      out.flush();
      BufferedReader orders =
          new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
      for (String order = orders.readLine(); order != null; order = orders.readLine()) {
        out.println(obey(order, up, down));
        out.flush();
      }
    }
    return CommandLine.ExitCode.OK;
  }

  private static String obey(String order, Direction up, Direction down)
      throws InvalidInputException {
    String[] words = order.split(" ", 4);
    switch (words[0]) {
      case "begin" -> {
        long seed = Long.parseLong(words[1]);
        Duration length = Duration.ofMillis(Long.parseLong(words[2]));
        LinkProfile profile = LinkProfile.of(words[3]);
        up.begin(Optional.of(new LinkQueue(profile, seed, 0, length)));
        down.begin(Optional.of(new LinkQueue(profile, seed, 1, length)));
        return "ok";
      }
      case "open" -> {
        up.begin(Optional.empty());
        down.begin(Optional.empty());
        return "ok";
      }
      case "counters" -> {
        return up.counters().line() + "/" + down.counters().line();
      }
      default -> throw new IllegalArgumentException("no such order: " + order);
    }
  }
}
