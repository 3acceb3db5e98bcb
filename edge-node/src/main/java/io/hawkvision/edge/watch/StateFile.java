package io.hawkvision.edge.watch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.h2.mvstore.type.StringDataType;

/**
 * One open MVStore file of named texts. MVStore falls back to an older chunk where the newest is
 * unreadable and does not check the text inside its pages, so each commit also stores how often it
 * was written, how many entries there are and the sum of their hashes, and a file beside it holds
 * the last count: an older state is found out like a wrong one. Opened by the node's start, then
 * touched by the store's thread only.
 */
final class StateFile implements AutoCloseable {
  private static final String MAP = "watch-1";
  private static final String SEAL = "seal";
  private static final int COMPACT_MILLIS = 200;
  private static final int COMMITS_PER_COMPACTION = 60;
  private static final int FILL_PERCENT = 50;
  private static final int COMPACT_BYTES = 1 << 20;

  private final MVStore store;
  private final MVMap<String, String> map;
  private final Path sealFile;
  private Seal seal;

  /** What makes an older or a wrong state show. */
  private record Seal(long commits, long entries, long hashes) {
    static final Seal FIRST = new Seal(0, 0, 0);

    String text() {
      String fields = commits + " " + entries + " " + Long.toHexString(hashes);
      return fields + " " + Long.toHexString(Mixing.hash(fields));
    }

    static Seal parse(String text) throws DamagedStateException {
      String[] fields = text.split(" ", -1);
      try {
        Seal seal =
            new Seal(
                Long.parseLong(fields[0]),
                Long.parseLong(fields[1]),
                Long.parseUnsignedLong(fields[2], 16));
        if (seal.text().equals(text)) {
          return seal;
        }
      } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
        // Said below, as for a seal that reads well and is wrong.
      }
      throw new DamagedStateException("the seal is damaged");
    }
  }

  private StateFile(MVStore store, MVMap<String, String> map, Path sealFile, Seal seal) {
    this.store = store;
    this.map = map;
    this.sealFile = sealFile;
    this.seal = seal;
  }

  /**
   * Opens or creates.
   *
   * @throws DamagedStateException if the file is not what was written last
   * @throws StateHeldException if another process has it open
   */
  static StateFile open(Path file) throws IOException {
    boolean fresh = !Files.exists(file);
    Path sealFile = sealOf(file);
    if (fresh) {
      Path parent = file.toAbsolutePath().getParent();
      if (parent != null) {
        Files.createDirectories(parent);
      }
      writeSeal(sealFile, Seal.FIRST);
    } else if (!Files.isRegularFile(file) || Files.size(file) == 0) {
      throw new DamagedStateException("not a file with content");
    }
    return openStore(file, sealFile, fresh);
  }

  /** The file beside a state that belongs to it. */
  static Path sealOf(Path file) {
    return file.resolveSibling(file.getFileName() + ".seal");
  }

  private static StateFile openStore(Path file, Path sealFile, boolean fresh) throws IOException {
    MVStore store = null;
    boolean opened = false;
    try {
      store =
          new MVStore.Builder()
              .fileName(file.toAbsolutePath().toString())
              .autoCommitDisabled()
              .open();
      if (store.isReadOnly()) {
        throw new IOException("the file is read-only");
      }
      StateFile state = read(store, sealFile, fresh);
      opened = true;
      return state;
    } catch (MVStoreException e) {
      if (e.getErrorCode() == DataUtils.ERROR_FILE_LOCKED) {
        throw new StateHeldException(file);
      }
      throw new DamagedStateException(String.valueOf(e.getMessage()));
    } catch (RuntimeException | AssertionError | OutOfMemoryError | StackOverflowError e) {
      // MVStore trusts what it reads: a damaged length asks for an array that cannot be, a damaged
      // page makes it contradict itself. Nothing is served yet, so nothing else is in doubt.
      throw new DamagedStateException("unreadable: " + e);
    } finally {
      if (!opened && store != null) {
        store.closeImmediately();
      }
    }
  }

  private static StateFile read(MVStore store, Path sealFile, boolean fresh) throws IOException {
    if (fresh == store.hasMap(MAP)) {
      throw new DamagedStateException("not a watch's state");
    }
    MVMap<String, String> map =
        store.openMap(
            MAP,
            new MVMap.Builder<String, String>()
                .keyType(StringDataType.INSTANCE)
                .valueType(StringDataType.INSTANCE));
    StateFile state =
        new StateFile(store, map, sealFile, fresh ? Seal.FIRST : checked(map, sealFile));
    if (fresh) {
      state.write(Map.of());
    }
    return state;
  }

  private static Seal checked(MVMap<String, String> map, Path sealFile) throws IOException {
    String text = map.get(SEAL);
    if (text == null) {
      throw new DamagedStateException("there is no seal");
    }
    Seal seal = Seal.parse(text);
    long entries = 0;
    long hashes = 0;
    for (Map.Entry<String, String> entry : map.entrySet()) {
      if (!entry.getKey().equals(SEAL)) {
        entries++;
        hashes += hash(entry.getKey(), entry.getValue());
      }
      if (entries > seal.entries()) {
        break; // Damaged pages may lead in circles.
      }
    }
    if (entries != seal.entries() || hashes != seal.hashes()) {
      throw new DamagedStateException("the entries are not those that were sealed");
    }
    if (!Files.isRegularFile(sealFile)) {
      throw new DamagedStateException(sealFile.getFileName() + " is missing");
    }
    // The commit comes before this file: after a kill the store may be ahead, never behind.
    if (seal.commits() < Seal.parse(Files.readString(sealFile)).commits()) {
      throw new DamagedStateException("an older state than the last one written");
    }
    return seal;
  }

  Map<String, String> entries() {
    Map<String, String> entries = new HashMap<>(map);
    entries.remove(SEAL);
    return entries;
  }

  /** One commit: an empty value removes its entry. */
  void write(Map<String, Optional<String>> changes) throws IOException {
    try {
      long entries = seal.entries();
      long hashes = seal.hashes();
      for (Map.Entry<String, Optional<String>> change : changes.entrySet()) {
        String name = change.getKey();
        Optional<String> value = change.getValue();
        String before = value.isPresent() ? map.put(name, value.get()) : map.remove(name);
        if (before != null) {
          entries--;
          hashes -= hash(name, before);
        }
        if (value.isPresent()) {
          entries++;
          hashes += hash(name, value.get());
        }
      }
      seal = new Seal(seal.commits() + 1, entries, hashes);
      map.put(SEAL, seal.text());
      store.commit();
      if (seal.commits() % COMMITS_PER_COMPACTION == 0) {
        store.compact(FILL_PERCENT, COMPACT_BYTES);
      }
    } catch (MVStoreException e) {
      throw new IOException("cannot write the state", e);
    }
    writeSeal(sealFile, seal);
  }

  /** One commit that leaves nothing but these. */
  void rewrite(Map<String, Optional<String>> entries) throws IOException {
    Map<String, Optional<String>> changes = new HashMap<>();
    for (String name : map.keySet()) {
      if (!name.equals(SEAL)) {
        changes.put(name, Optional.empty());
      }
    }
    changes.putAll(entries);
    write(changes);
  }

  private static long hash(String name, String value) {
    return Mixing.hash(name.length() + " " + name + value);
  }

  private static void writeSeal(Path sealFile, Seal seal) throws IOException {
    Path part = sealFile.resolveSibling(sealFile.getFileName() + ".part");
    Files.writeString(part, seal.text());
    Files.move(part, sealFile, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  @Override
  public void close() throws IOException {
    try {
      store.close(COMPACT_MILLIS);
    } catch (MVStoreException e) {
      throw new IOException("cannot close the state", e);
    }
  }

  /** Gives the file up as it is, after a failure. */
  void abandon() {
    store.closeImmediately();
  }
}
