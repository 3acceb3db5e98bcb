package io.hawkvision.loadgen.peer;

import io.hawkvision.loadgen.drive.StopFlag;
import io.hawkvision.loadgen.source.LabelledFrame;
import io.hawkvision.zoo.engine.EngineException;
import io.hawkvision.zoo.engine.TensorLease;
import io.hawkvision.zoo.family.Family;
import io.vertx.core.buffer.Buffer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The child's side of a bare loop that takes part in rounds: reads orders line by line, answers
 * each with one line. Owned by the child's main thread.
 */
public final class BareRounds {
  /**
   * What the child was started with.
   *
   * @param frames the file of frames it was given
   * @param threads that work on frames
   * @param takesTensors whether pictures are decoded before the clock runs, as for peers
   */
  public record Start(Path frames, int threads, boolean takesTensors) {}

  private final BareEngine engine;
  private final Start start;
  private final List<LabelledFrame> frames;
  private final List<byte[]> pictures;
  private final Rounds rounds = new Rounds();

  private BareRounds(BareEngine engine, Start start, List<LabelledFrame> frames) {
    this.engine = engine;
    this.start = start;
    this.frames = List.copyOf(frames);
    this.pictures = frames.stream().map(frame -> frame.picture().getBytes()).toList();
  }

  /** Returns when there are no more orders. */
  public static void serve(Family family, Start start, BufferedReader orders, PrintStream out)
      throws IOException, EngineException {
    List<LabelledFrame> frames = FrameFile.read(start.frames());
    if (start.takesTensors()) {
      frames = tensors(family, frames);
    }
    try (BareEngine engine = BareEngine.open(family, start.threads(), start.takesTensors())) {
      BareRounds rounds = new BareRounds(engine, start, frames);
      out.println("bare ready " + frames.size() + " frames");
      out.flush();
      for (String order = orders.readLine(); order != null; order = orders.readLine()) {
        out.println(rounds.obey(List.of(order.strip().split(" "))));
        out.flush();
      }
    }
  }

  private static List<LabelledFrame> tensors(Family family, List<LabelledFrame> frames)
      throws IOException {
    var form = new TensorForm(TensorForm.Numbers.FP32, family.edge().input().format().layout());
    InputTensors tensors = new InputTensors(family.edge().input(), form);
    List<LabelledFrame> made = new ArrayList<>();
    for (LabelledFrame frame : frames) {
      made.add(
          new LabelledFrame(
              frame.name(), frame.label(), frame.group(), Buffer.buffer(tensors.of(frame))));
    }
    return made;
  }

  static String warmUpOrder(Duration duration) {
    return "warm " + duration.toMillis();
  }

  static String roundOrder(PeerLoad load, long seed) {
    return "round "
        + load.closed().toMillis()
        + " "
        + load.openFrames()
        + " "
        + load.rate()
        + " "
        + seed;
  }

  static final String ROW_ORDER = "row";

  private String obey(List<String> order) throws IOException {
    return switch (order.get(0)) {
      case "warm" -> Double.toString(flatOut(millis(order)).framesPerSecond());
      case "round" -> Double.toString(round(order));
      case ROW_ORDER -> rounds.row("bare", start.takesTensors()).json().toString();
      default -> throw new IOException("the bare loop was given an unknown order: " + order);
    };
  }

  private double round(List<String> order) throws IOException {
    rounds.closed(flatOut(millis(order)));
    var schedule =
        new Rounds.Schedule(
            Long.parseLong(order.get(2)),
            Double.parseDouble(order.get(3)),
            Long.parseLong(order.get(4)));
    rounds.open(engine, frames, schedule, new StopFlag(Thread.currentThread()));
    return rounds.lastFramesPerSecond();
  }

  private static Duration millis(List<String> order) {
    return Duration.ofMillis(Long.parseLong(order.get(1)));
  }

  /** Every thread goes from frame to frame by itself: nothing is handed over. */
  private ConcurrentLoop.Outcome flatOut(Duration duration) throws IOException {
    AtomicInteger next = new AtomicInteger();
    long begun = System.nanoTime();
    long end = begun + duration.toNanos();
    ExecutorService threads = Executors.newFixedThreadPool(start.threads());
    try {
      List<Future<Long>> counts = new ArrayList<>();
      for (int i = 0; i < start.threads(); i++) {
        counts.add(threads.submit(() -> loop(next, end)));
      }
      long answered = 0;
      for (Future<Long> count : counts) {
        answered += count.get();
      }
      return new ConcurrentLoop.Outcome(answered, Map.of(), (System.nanoTime() - begun) / 1e9);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } catch (ExecutionException e) {
      throw new IOException("the bare loop failed", e);
    } finally {
      threads.shutdownNow();
    }
  }

  private long loop(AtomicInteger next, long end) throws IOException {
    long done = 0;
    try (TensorLease lease = engine.acquire()) {
      while (System.nanoTime() - end < 0) {
        int at = Math.floorMod(next.getAndIncrement(), pictures.size());
        if (engine.label(pictures.get(at), lease).isEmpty()) {
          throw new IOException("a label without a name"); // keeps the result in use
        }
        done++;
      }
    }
    return done;
  }
}
