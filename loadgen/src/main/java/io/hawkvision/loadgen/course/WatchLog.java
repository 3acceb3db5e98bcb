package io.hawkvision.loadgen.course;

import io.hawkvision.loadgen.post.AskedTarget;
import io.hawkvision.loadgen.post.WatchPage;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The node's watch page, read now and then during a run: the page counts all audits so far, and
 * only several readings tell how many there were by a certain frame. Any thread.
 */
public final class WatchLog {
  /** Where the page comes from. */
  @FunctionalInterface
  public interface Page {
    Buffer get() throws IOException;
  }

  private static final int MOST_READINGS = 10_000;

  private final Page page;
  private final List<WatchPage> readings = new ArrayList<>();
  private Optional<String> problem = Optional.of("the watch page was not read");

  public WatchLog(Page page) {
    this.page = page;
  }

  /** Reads the page once more; a failure is remembered until a later reading succeeds. */
  public synchronized void read() {
    try {
      WatchPage read = WatchPage.read(page.get());
      if (readings.size() == MOST_READINGS) {
        readings.remove(readings.size() - 1); // the last one is always kept
      }
      readings.add(read);
      problem = Optional.empty();
    } catch (IOException e) {
      problem = Optional.of("no watch page: " + e.getMessage());
    }
  }

  /** Why the last reading failed, in words; empty if it did not. */
  public synchronized Optional<String> problem() {
    return problem;
  }

  /** The last word on a target; empty if the node does not watch it. */
  Optional<WatchPage.Target> last(AskedTarget asked) {
    List<WatchPage.Target> all = of(asked);
    return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
  }

  /**
   * The audits by the time the node had served so many frames, between two readings in proportion.
   */
  double audits(AskedTarget asked, long servedFrames) {
    double frames = 0;
    double audits = 0;
    for (WatchPage.Target reading : of(asked)) {
      if (reading.frames() >= servedFrames) {
        double span = reading.frames() - frames;
        double share = span > 0 ? (servedFrames - frames) / span : 1;
        return audits + (reading.audits() - audits) * share;
      }
      frames = reading.frames();
      audits = reading.audits();
    }
    return audits;
  }

  private synchronized List<WatchPage.Target> of(AskedTarget asked) {
    return readings.stream().flatMap(reading -> reading.of(asked).stream()).toList();
  }
}
