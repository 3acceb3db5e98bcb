package io.hawkvision.loadgen.peer;

import io.hawkvision.loadgen.child.ChildProcess;
import io.hawkvision.loadgen.drive.StopFlag;
import io.hawkvision.loadgen.drive.Surroundings;
import io.hawkvision.loadgen.post.HttpPoster;
import io.hawkvision.loadgen.schedule.NanoClock;
import io.hawkvision.loadgen.source.CameraSource;
import io.hawkvision.loadgen.source.FrameSource;
import io.hawkvision.loadgen.source.InvalidInputException;
import io.hawkvision.loadgen.source.LabelledFrame;
import io.hawkvision.loadgen.source.PhotoSource;
import io.hawkvision.zoo.family.Family;
import io.hawkvision.zoo.family.FamilyReader;
import io.hawkvision.zoo.family.InvalidFamilyException;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Our edge as a child, the bare loops as children and any peers by URL, measured in turns with the
 * same network and frames. Blocks the calling thread, which owns the children.
 */
public final class PeerRun {
  private static final int EVERY = 5;

  /** Load average per core from which on others' work shows in the figures. */
  private static final double BUSY = 0.3;

  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final int LEAST_CONNECTIONS = 64;

  private final Surroundings surroundings;
  private final PeerOptions options;
  private final Family family;
  private final List<LabelledFrame> frames;
  private final List<Contender> contenders = new ArrayList<>();
  private final double loadBefore =
      ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();

  private PeerRun(
      Surroundings surroundings, PeerOptions options, Family family, List<LabelledFrame> frames) {
    this.surroundings = surroundings;
    this.options = options;
    this.family = family;
    this.frames = List.copyOf(frames);
  }

  /** Prints what it does, writes the JSON file, and returns what is to be printed at the end. */
  public static PeerReport call(Surroundings surroundings, PeerOptions options, StopFlag stop)
      throws IOException, InvalidInputException {
    List<String> problems = options.problems();
    if (!problems.isEmpty()) {
      throw new InvalidInputException(String.join("\n", problems));
    }
    List<PeerUrl> peers = options.peers(); // before anything is started
    Family family = family(surroundings.home(), options.family);
    PeerRun run = new PeerRun(surroundings, options, family, frames(options, family));
    PeerReport report = run.measured(peers, stop);
    Path file = options.out(surroundings.home());
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    Files.writeString(file, report.json() + "\n", StandardCharsets.UTF_8);
    return report;
  }

  private static Family family(Path home, String name) throws InvalidInputException {
    Path folder = home.resolve("model-zoo/families").resolve(name);
    if (!name.matches("[A-Za-z0-9._-]+") || !Files.isDirectory(folder)) {
      throw new InvalidInputException("there is no family " + name);
    }
    try {
      return FamilyReader.read(folder);
    } catch (InvalidFamilyException e) {
      throw new InvalidInputException("family " + name + ": " + e.getMessage());
    }
  }

  private static List<LabelledFrame> frames(PeerOptions options, Family family)
      throws IOException, InvalidInputException {
    try (FrameSource source =
        options.photos().isPresent()
            ? PhotoSource.open(options.photos().get(), family.labels(), options.seed)
            : CameraSource.roadside(new CameraSource.View(options.seed, EVERY), family.labels())) {
      long count = Math.min(options.frames, source.size().orElse(options.frames));
      List<LabelledFrame> frames = new ArrayList<>();
      for (long i = 0; i < count; i++) {
        frames.add(source.frame(i));
      }
      return frames;
    }
  }

  private PeerReport measured(List<PeerUrl> peers, StopFlag stop) throws IOException {
    Path file = Files.createTempFile("hawk-peer-frames", ".bin");
    try {
      FrameFile.write(file, frames);
      start(peers, file);
      PeerTrial trial = new PeerTrial(contenders, options.load(), out());
      say("warming " + contenders.size() + " systems up ...");
      trial.warmUp(options.warmUp(), stop);
      return new PeerReport(trial.run(options.rounds, options.seed, stop), notes());
    } finally {
      contenders.forEach(Contender::close);
      Files.deleteIfExists(file);
    }
  }

  private void start(List<PeerUrl> peers, Path file) throws IOException {
    say("starting our edge and two bare loops (logs in .hawk/logs) ...");
    contenders.add(ours());
    contenders.add(bare("bare loop", file, List.of()));
    contenders.add(bare("bare loop, tensors in", file, List.of("--tensors")));
    for (PeerUrl peer : peers) {
      contenders.add(posted(peer.toString(), peer));
    }
  }

  private PostedContender posted(String name, PeerUrl url) throws IOException {
    var limits = new HttpPoster.Limits(Math.max(LEAST_CONNECTIONS, options.concurrency), TIMEOUT);
    return PostedContender.open(
        name, PeerPosters.open(url, family, limits, NanoClock.SYSTEM), frames);
  }

  private Contender ours() throws IOException {
    ChildProcess edge =
        child(
            "edge",
            List.of(
                hawk(),
                "edge",
                "--port",
                "0",
                "--no-dc",
                "--family",
                family.name(),
                "--set",
                "infer.workers=" + options.threads,
                "--set",
                "watch.audit-rate=0"));
    try {
      URI node = URI.create(edge.awaitReady().strip());
      PeerUrl url = new PeerUrl(PeerUrl.Protocol.HAWK, node.getHost(), node.getPort(), "", true);
      return new ChildContender(posted("ours", url), edge);
    } catch (IOException | RuntimeException e) {
      edge.close();
      throw e;
    }
  }

  private Contender bare(String name, Path file, List<String> more) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                hawk(),
                "bench",
                "bare-loop",
                "--family",
                family.name(),
                "--frames",
                file.toString(),
                "--threads",
                Integer.toString(options.threads)));
    command.addAll(more);
    ChildProcess child = child("bare", command);
    try {
      child.awaitReady();
      return new BareContender(name, child);
    } catch (IOException | RuntimeException e) {
      child.close();
      throw e;
    }
  }

  private ChildProcess child(String name, List<String> command) throws IOException {
    Path home = surroundings.home();
    Path log = home.resolve(".hawk/logs/peer-" + name + contenders.size() + ".log");
    return ChildProcess.start(new ChildProcess.Launch(name, command, home, log, PATIENCE));
  }

  private String hawk() {
    return surroundings.home().resolve("hawk").toString();
  }

  private List<String> notes() {
    PeerLoad load = options.load();
    int cores = Runtime.getRuntime().availableProcessors();
    List<String> notes = new ArrayList<>();
    notes.add(
        String.format(
            Locale.ROOT,
            "frames/s: closed loop, %d under way, median of %d rounds; p50, p99: open loop, %.0f"
                + " frames/s, %d frames, from the intended send time",
            load.concurrency(),
            options.rounds,
            load.rate(),
            load.openFrames() * options.rounds));
    notes.add(
        "client, our edge and whatever peer is on this machine share its "
            + cores
            + " cores; the bare loops have no client and no network");
    notes.add(
        "where the client decoded the JPEG it did so before the clock ran: compare such a peer with"
            + " the bare loop that takes tensors");
    if (loadBefore > BUSY * cores) {
      notes.add(
          String.format(
              Locale.ROOT,
              "the machine was busy before the run began (load average %.1f on %d cores): these are"
                  + " not the figures of a quiet one",
              loadBefore,
              cores));
    }
    return notes;
  }

  private void say(String words) {
    out().println(words);
    out().flush();
  }

  private PrintStream out() {
    return surroundings.out().stream();
  }
}
