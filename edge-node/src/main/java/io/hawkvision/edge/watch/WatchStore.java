package io.hawkvision.edge.watch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the memory on disk. Any thread reports changes and never waits; the owned thread {@code
 * watch-store} writes what came together, every second. The memory is the truth: after a failure,
 * and where more changes wait than may, the next write is of everything.
 */
final class WatchStore implements Changes, AutoCloseable {
  /** A disk that hangs must not fill the memory. */
  static final int MOST_WAITING = 250_000;

  private static final Logger LOG = LoggerFactory.getLogger(WatchStore.class);
  private static final int MOST_ASIDE = 1000;
  private static final int MOST_DAMAGE_LETTERS = 200;
  private static final long WRITE_SECONDS = 1;
  private static final long CLOSE_SECONDS = 10;

  private final Path file;
  private final Map<String, Supplier<Optional<Object>>> waiting = new ConcurrentHashMap<>();
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread owned = new Thread(task, "watch-store");
            owned.setDaemon(true);
            return owned;
          });
  private final StateCodec.Remembered remembered;
  private final Consumer<Error> onFatal;
  private @Nullable StateFile state;
  private volatile boolean kept;
  private volatile boolean everything;
  private volatile Consumer<BiConsumer<String, Object>> memory = nothing -> {};

  /** What the start found; {@code everything} where the file does not hold it yet. */
  private record Opened(
      @Nullable StateFile state, StateCodec.Remembered remembered, boolean everything) {}

  private WatchStore(Path file, Consumer<Error> onFatal, Opened opened) {
    this.file = file;
    this.onFatal = onFatal;
    this.state = opened.state();
    this.remembered = opened.remembered();
    this.kept = state != null;
    this.everything = opened.everything();
  }

  /**
   * Opens the file; one that cannot be used is moved aside and its loss remembered. Blocks: for the
   * node's start.
   *
   * @throws IOException if another process holds the file
   */
  static WatchStore open(Path file, Consumer<Error> onFatal) throws IOException {
    Opened opened;
    try {
      opened = read(file);
    } catch (StateHeldException e) {
      throw e;
    } catch (IOException e) {
      opened = startSafe(file, e);
    }
    return new WatchStore(file, onFatal, opened);
  }

  private static Opened read(Path file) throws IOException {
    StateFile state = StateFile.open(file);
    try {
      StateCodec.Remembered remembered = StateCodec.decode(state.entries());
      boolean isOlder = !remembered.older().equals(StateCodec.Older.NONE);
      if (isOlder) {
        keepOlder(file, remembered.older());
      }
      return new Opened(state, remembered, isOlder);
    } catch (IOException | RuntimeException e) {
      state.abandon();
      throw e instanceof IOException io ? io : new DamagedStateException("unreadable: " + e);
    }
  }

  /** A copy stays beside the file: the next write leaves only what this version can read. */
  private static void keepOlder(Path file, StateCodec.Older older) throws IOException {
    Path copy = Files.copy(file, beside(file, "older"));
    Files.copy(StateFile.sealOf(file), StateFile.sealOf(copy));
    LOG.warn(
        "watch state of an older version: targets, counts and alarms are taken over; frames={} and"
            + " labels={} lack the scores that a calibration needs and are kept in file={} only",
        older.frames(),
        older.labels(),
        copy);
  }

  private static Opened startSafe(Path file, IOException cause) {
    @Nullable StateFile fresh = null;
    String damage = file + ": " + brief(cause);
    try {
      damage += moveAside(file).map(to -> "; moved to " + to.getFileName()).orElse("");
      fresh = StateFile.open(file);
    } catch (IOException e) {
      damage += "; cannot be replaced: " + brief(e);
    }
    LOG.error(
        "watch state lost, serving on the safe side until recalibration: detail=\"{}\"", damage);
    return new Opened(fresh, StateCodec.Remembered.lost(damage), true);
  }

  /** MVStore describes whole chunks. */
  private static String brief(IOException cause) {
    String text = cause.getClass().getSimpleName() + ": " + cause.getMessage();
    return text.substring(0, Math.min(text.length(), MOST_DAMAGE_LETTERS)).replaceAll("\\s+", " ");
  }

  private static Optional<Path> moveAside(Path file) throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    return Optional.of(Files.move(file, beside(file, "damaged")));
  }

  /** The first free name. */
  private static Path beside(Path file, String kind) throws IOException {
    for (int i = 1; i <= MOST_ASIDE; i++) {
      Path aside = file.resolveSibling(file.getFileName() + "." + kind + "-" + i);
      if (!Files.exists(aside)) {
        return aside;
      }
    }
    throw new IOException(MOST_ASIDE + " " + kind + " files already lie beside it");
  }

  StateCodec.Remembered remembered() {
    return remembered;
  }

  boolean kept() {
    return kept;
  }

  /**
   * Begins to write.
   *
   * @param everythingRemembered walks the whole memory, on the store's thread
   */
  void start(Consumer<BiConsumer<String, Object>> everythingRemembered) {
    memory = everythingRemembered;
    if (everything) {
      flush();
    }
    var unused =
        thread.scheduleWithFixedDelay(
            this::writeWaiting, WRITE_SECONDS, WRITE_SECONDS, TimeUnit.SECONDS);
  }

  @Override
  public void changed(String name, Supplier<Optional<Object>> entry) {
    waiting.put(name, entry);
    if (waiting.size() > MOST_WAITING) {
      everything = true;
      waiting.clear();
    }
  }

  /** Waits until all that was reported before is written. Not for an event loop. */
  void flush() {
    try {
      thread.submit(this::writeWaiting).get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      throw new IllegalStateException("the store's thread failed", e.getCause());
    } catch (RejectedExecutionException e) {
      // Closed: the last write is done.
    }
  }

  private void writeWaiting() {
    if (!everything && waiting.isEmpty()) {
      return;
    }
    try {
      StateFile open = opened();
      if (everything) {
        rewrite(open);
      } else {
        Map<String, Optional<String>> changes = new HashMap<>();
        for (String name : List.copyOf(waiting.keySet())) {
          Supplier<Optional<Object>> entry = waiting.remove(name);
          if (entry != null) {
            changes.put(name, entry.get().map(StateCodec::encode));
          }
        }
        open.write(changes);
      }
      kept = true;
    } catch (IOException | RuntimeException e) {
      fail(e);
    } catch (Error e) {
      onFatal.accept(e);
      throw e;
    }
  }

  private StateFile opened() throws IOException {
    StateFile open = state;
    if (open == null) {
      try {
        open = StateFile.open(file);
      } catch (DamagedStateException e) {
        moveAside(file);
        open = StateFile.open(file);
      }
      state = open;
    }
    return open;
  }

  private void rewrite(StateFile open) throws IOException {
    everything = false;
    waiting.clear();
    Map<String, Optional<String>> entries = new HashMap<>();
    memory.accept((name, entry) -> entries.put(name, Optional.of(StateCodec.encode(entry))));
    open.rewrite(entries);
  }

  private void fail(Exception cause) {
    if (kept) {
      LOG.error("watch state not written, trying again every second: file={}", file, cause);
    }
    kept = false;
    everything = true;
    StateFile broken = state;
    state = null;
    if (broken != null) {
      broken.abandon();
    }
  }

  /** Writes what waits and closes the file. Not for an event loop. */
  @Override
  public void close() {
    thread.execute(this::writeLast);
    thread.shutdown();
    try {
      if (!thread.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
        LOG.error("watch state not written in time: file={}", file);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void writeLast() {
    writeWaiting();
    StateFile open = state;
    state = null;
    if (open != null) {
      try {
        open.close();
      } catch (IOException e) {
        LOG.error("watch state not closed: file={}", file, e);
      }
    }
  }
}
