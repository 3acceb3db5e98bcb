package io.hawkvision.loadgen.peer;

import io.hawkvision.loadgen.drive.SingleFrames;
import io.hawkvision.loadgen.drive.StopFlag;
import io.hawkvision.loadgen.post.Reply;
import io.hawkvision.loadgen.source.LabelledFrame;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A server that frames are posted to from this process. One thread; owns its poster. */
final class PostedContender implements Contender {
  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final long PAUSE_MILLIS = 200;

  private final String name;
  private final PeerPoster poster;
  private final List<LabelledFrame> frames;
  private final Rounds rounds = new Rounds();

  private PostedContender(String name, PeerPoster poster, List<LabelledFrame> frames) {
    this.name = name;
    this.poster = poster;
    this.frames = List.copyOf(frames);
  }

  /**
   * Prepares all frames and waits for the first answer: what never answers is not measured. Closes
   * the poster when it throws.
   */
  static PostedContender open(String name, PeerPoster poster, List<LabelledFrame> frames)
      throws IOException {
    try {
      List<LabelledFrame> prepared = new ArrayList<>();
      for (LabelledFrame frame : frames) {
        prepared.add(poster.prepare(frame));
      }
      awaitAnswer(name, poster, prepared.get(0));
      return new PostedContender(name, poster, prepared);
    } catch (IOException | RuntimeException e) {
      poster.close();
      throw e;
    }
  }

  private static void awaitAnswer(String name, PeerPoster poster, LabelledFrame frame)
      throws IOException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    SingleFrames single = new SingleFrames(poster);
    Reply reply = single.ask(frame, Rounds.LOWEST);
    while (reply instanceof Reply.Failed failed) {
      if (System.nanoTime() - end > 0) {
        throw new IOException(name + " does not answer a frame: " + failed.cause());
      }
      SingleFrames.pause(PAUSE_MILLIS);
      reply = single.ask(frame, Rounds.LOWEST);
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void warmUp(PeerLoad load, Duration duration) throws IOException {
    closed(load, duration);
  }

  private ConcurrentLoop.Outcome closed(PeerLoad load, Duration duration) throws IOException {
    return new ConcurrentLoop(poster, Rounds.LOWEST, frames).run(duration, load.concurrency());
  }

  @Override
  public double round(PeerLoad load, long seed, StopFlag stop) throws IOException {
    rounds.closed(closed(load, load.closed()));
    rounds.open(poster, frames, new Rounds.Schedule(load.openFrames(), load.rate(), seed), stop);
    return rounds.lastFramesPerSecond();
  }

  @Override
  public PeerRow row() {
    return rounds.row(name, poster.preparesTensors());
  }

  @Override
  public void close() {
    poster.close();
  }
}
