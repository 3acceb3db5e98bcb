package io.hawkvision.edge.watch;

import static io.hawkvision.edge.watch.WatchFixtures.FAMILY;
import static io.hawkvision.edge.watch.WatchFixtures.KEY;
import static io.hawkvision.edge.watch.WatchFixtures.RATE;
import static io.hawkvision.edge.watch.WatchFixtures.audit;
import static io.hawkvision.edge.watch.WatchFixtures.frameIds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.h2.mvstore.MVStore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
class WatchRestartTest {
  private static final WatchKey DRIFTED = WatchFixtures.target(0.02);
  private static final Stance SAFE = new Stance(0, true, false);

  @TempDir private Path folder;
  private final Hands hands = new Hands();
  private Path file = Path.of("unset");

  @BeforeEach
  void nameTheFile() {
    file = folder.resolve("watch.mv");
  }

  private Watch open(Path path) throws IOException {
    Watch watch =
        Watch.open(
            WatchSettings.DEFAULT,
            path,
            hands.clocks(),
            error -> {
              throw error;
            });
    watch.register(FAMILY);
    return watch;
  }

  /** What everything that counts looks like; the store's own line differs after a loss. */
  private record Seen(List<WatchPage.TargetRow> rows, WatchPage.Labels counts, Object labels) {
    static Seen of(Watch watch) {
      WatchPage page = watch.page("roadside");
      return new Seen(page.targets(), page.labels(), watch.labels("roadside"));
    }
  }

  private static void use(Watch watch, long seed, int frames) {
    SplittableRandom random = new SplittableRandom(seed);
    watch.stance(KEY, RATE);
    watch.stance(DRIFTED, RATE);
    List<String> ids = frameIds(seed).limit(frames).toList();
    for (String id : ids) {
      watch.frame(KEY);
      watch.answered(KEY, random.nextInt(10) == 0, 0.7 + 0.1 * random.nextDouble());
      watch.audited(KEY, audit(id, random.nextInt(40) == 0));
    }
    frameIds(seed + 1000)
        .limit(60)
        .forEach(
            id -> {
              watch.frame(DRIFTED);
              watch.audited(DRIFTED, audit(id, true));
            });
    watch.auditLost(KEY);
    ids.stream().limit(5).forEach(id -> watch.label(id, "yield"));
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to.getParent());
    Files.copy(from, to);
    Files.copy(seal(from), seal(to));
  }

  private static Path seal(Path path) {
    return path.resolveSibling(path.getFileName() + ".seal");
  }

  private void assertSafe(Watch watch) {
    assertThat(watch.stance(KEY, RATE)).isEqualTo(SAFE);
    assertThat(watch.stance(WatchFixtures.target(0.5), RATE)).isEqualTo(SAFE);
    WatchPage page = watch.page("roadside");
    assertThat(page.store().damage()).isPresent();
    assertThat(page.targets())
        .allSatisfy(
            row -> {
              assertThat(row.state()).isNotEqualTo(WatchPage.State.WATCHING);
              assertThat(row.safeShare()).isZero();
              assertThat(row.safeAtFrame()).hasValue(0);
            });
  }

  @Test
  void restart_bringsEverythingBackExactly_andGoesOnFromThere() throws IOException {
    Seen before;
    try (Watch watch = open(file)) {
      use(watch, 1, 300);
      before = Seen.of(watch);
      assertThat(watch.page("roadside").store().kept()).isTrue();
    }
    try (Watch watch = open(file)) {
      assertThat(Seen.of(watch)).isEqualTo(before);
      assertThat(watch.stance(DRIFTED, RATE).safeShare()).isZero();
      assertThat(watch.label(frameIds(1).skip(7).findFirst().orElseThrow(), "stop"))
          .isEqualTo(LabelOutcome.ACCEPTED);
      use(watch, 2, 50);
      before = Seen.of(watch);
    }
    try (Watch watch = open(file)) {
      assertThat(Seen.of(watch)).isEqualTo(before);
      assertThat(watch.page("roadside").store().damage()).isEmpty();
    }
  }

  @Test
  void kill_losesNothingThatWasWritten() throws IOException {
    try (Watch watch = open(file)) {
      for (int seed = 1; seed <= 70; seed++) {
        use(watch, seed, 5);
        watch.flush();
      }
      Seen before = Seen.of(watch);
      Path image = folder.resolve("image").resolve("watch.mv");
      copy(file, image);
      try (Watch again = open(image)) {
        assertThat(Seen.of(again)).isEqualTo(before);
      }
    }
  }

  @Test
  void file_writtenManyTimes_staysSmall() throws IOException {
    try (Watch watch = open(file)) {
      use(watch, 1, 100);
      for (int i = 0; i < 2_000; i++) {
        watch.frame(KEY);
        watch.flush();
      }
    }
    assertThat(Files.size(file)).isLessThan(1 << 20);
  }

  @Test
  void secondNode_onTheSameFile_isRefused() throws IOException {
    try (Watch watch = open(file)) {
      use(watch, 1, 10);
      assertThatThrownBy(() -> open(file))
          .isInstanceOf(IOException.class)
          .hasMessageContaining(file.toString())
          .hasMessageContaining("held by another node");
      assertThat(watch.stance(KEY, RATE).safeShare()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "not a store at all, but some text that a human wrote\n"})
  void foreignFile_isMovedAside_andTheNodeStartsSafe(String content) throws IOException {
    Files.writeString(file, content);
    try (Watch watch = open(file)) {
      assertSafe(watch);
    }
    assertThat(folder.resolve("watch.mv.damaged-1")).hasContent(content);
  }

  @Test
  void anotherProgramsStore_isMovedAside_andTheNodeStartsSafe() throws IOException {
    try (MVStore other = MVStore.open(file.toString())) {
      other.openMap("accounts").put("a", "b");
    }
    try (Watch watch = open(file)) {
      assertSafe(watch);
    }
    assertThat(folder.resolve("watch.mv.damaged-1")).exists();
  }

  @Test
  void folderInTheFilesPlace_isMovedAside_andTheNodeStartsSafe() throws IOException {
    Files.createDirectories(file.resolve("inside"));
    try (Watch watch = open(file)) {
      assertSafe(watch);
    }
    assertThat(folder.resolve("watch.mv.damaged-1").resolve("inside")).isDirectory();
  }

  @Test
  void placeThatCannotBeWritten_startsSafe_andSaysThatNothingIsKept() throws IOException {
    Path noFolder = Files.writeString(folder.resolve("file"), "in the way");
    try (Watch watch = open(noFolder.resolve("watch.mv"))) {
      assertSafe(watch);
      use(watch, 1, 10);
      watch.flush();
      assertThat(watch.page("roadside").store().kept()).isFalse();
    }
    assertThat(noFolder).hasContent("in the way");
  }

  @Test
  void placeThatBecomesWritable_isWrittenWholly() throws IOException {
    Path inTheWay = Files.writeString(folder.resolve("file"), "in the way");
    Path late = inTheWay.resolve("watch.mv");
    Seen before;
    try (Watch watch = open(late)) {
      use(watch, 1, 10);
      watch.flush();
      Files.delete(inTheWay);
      watch.flush();
      assertThat(watch.page("roadside").store().kept()).isTrue();
      before = Seen.of(watch);
    }
    try (Watch watch = open(late)) {
      assertThat(Seen.of(watch)).isEqualTo(before);
      assertSafe(watch);
    }
  }

  @Test
  void loss_isRememberedOverRestarts_untilANewManifestOrTheFileIsRemoved() throws IOException {
    Files.writeString(file, "garbage");
    open(file).close();
    try (Watch watch = open(file)) {
      assertSafe(watch);
      watch.register(new WatchedFamily("roadside", "bb22", Set.of("stop")));
      WatchKey renewed = new WatchKey("roadside", 4, "bb22", "relative", 0.01);
      assertThat(watch.stance(renewed, RATE)).isEqualTo(new Stance(1, false, false));
      assertThat(watch.page("roadside").store().damage()).isEmpty();
      assertThat(watch.stance(KEY, RATE)).isEqualTo(SAFE);
    }
    Files.delete(file);
    try (Watch watch = open(file)) {
      assertThat(watch.stance(KEY, RATE)).isEqualTo(new Stance(1, false, false));
    }
  }

  @Test
  void damagedFiles_areAllKept() throws IOException {
    for (int i = 1; i <= 3; i++) {
      Files.writeString(file, "garbage " + i);
      open(file).close();
    }
    for (int i = 1; i <= 3; i++) {
      assertThat(folder.resolve("watch.mv.damaged-" + i)).hasContent("garbage " + i);
    }
  }

  /** What version 1 knew of targets counts on; what it knew of frames is too little for labels. */
  @Test
  void olderVersion_keepsTargets_andLeavesFramesAndLabelsInANamedCopy() throws IOException {
    Map<String, Optional<String>> entries = new HashMap<>();
    List<WatchPage.TargetRow> rows;
    try (Watch watch = Watch.inMemory(WatchSettings.DEFAULT, hands.clocks())) {
      use(watch, 1, 50);
      rows = watch.page("roadside").targets();
    }
    try (Watch watch = open(file)) {
      use(watch, 1, 50);
    }
    StateFile state = StateFile.open(file);
    state.entries().forEach((name, text) -> entries.put(name, Optional.of(text)));
    entries.keySet().removeIf(name -> !name.startsWith(StateNames.TARGET));
    entries.put("frame 01A", Optional.of("{\"frameId\":\"01A\",\"score\":0.5}"));
    entries.put("label 01B", Optional.of("{\"frameId\":\"01B\",\"score\":0.5}"));
    state.rewrite(entries);
    state.close();

    for (int start = 0; start < 2; start++) {
      try (Watch watch = open(file)) {
        WatchPage page = watch.page("roadside");
        assertThat(page.targets()).isEqualTo(rows);
        assertThat(page.store().damage()).isEmpty();
        assertThat(page.labels()).isEqualTo(new WatchPage.Labels(0, 0, 0, 0));
        assertThat(watch.stance(DRIFTED, RATE).safeShare()).isZero();
        assertThat(watch.label("01A", "stop")).isEqualTo(LabelOutcome.UNKNOWN_ID);
      }
    }
    assertThat(folder.resolve("watch.mv.older-2")).doesNotExist();
    StateFile copy = StateFile.open(folder.resolve("watch.mv.older-1"));
    assertThat(copy.entries()).containsKeys("frame 01A", "label 01B");
    copy.close();
  }

  /** Rolling the file back would make an alarm unhappen. */
  @Test
  void olderState_isFoundOut() throws IOException {
    Path older = folder.resolve("older").resolve("watch.mv");
    try (Watch watch = open(file)) {
      watch.stance(KEY, RATE);
      watch.flush();
      copy(file, older);
      use(watch, 1, 10);
      watch.flush();
    }
    Files.copy(older, file, StandardCopyOption.REPLACE_EXISTING);
    try (Watch watch = open(file)) {
      assertSafe(watch);
      assertThat(watch.page("roadside").store().damage().orElseThrow()).contains("older state");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "garbage", "1 2 3 4", "7 0 0"})
  void damagedSeal_startsSafe(String content) throws IOException {
    try (Watch watch = open(file)) {
      use(watch, 1, 10);
    }
    Files.writeString(seal(file), content);
    try (Watch watch = open(file)) {
      assertSafe(watch);
    }
  }

  /** Either the same state or the safe start; never an exception, never a silently fresh one. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void anyDamage_isHarmlessOrFoundOut(boolean killed) throws IOException {
    Path image = folder.resolve("image").resolve("watch.mv");
    Seen before;
    try (Watch watch = open(file)) {
      for (int seed = 1; seed <= 6; seed++) {
        use(watch, seed, 20);
        watch.flush();
      }
      before = Seen.of(watch);
      if (killed) {
        copy(file, image);
      }
    }
    if (!killed) {
      copy(file, image);
    }
    byte[] whole = Files.readAllBytes(image);
    int safe = 0;
    for (int seed = 0; seed < 100; seed++) {
      Path damaged = folder.resolve("run-" + seed).resolve("watch.mv");
      copy(image, damaged);
      Files.write(damaged, damage(whole, seed));
      try (Watch watch = open(damaged)) {
        if (watch.page("roadside").store().damage().isPresent()) {
          safe++;
          assertSafe(watch);
          assertThat(damaged.resolveSibling("watch.mv.damaged-1")).exists();
        } else {
          assertThat(Seen.of(watch)).as("seed %d", seed).isEqualTo(before);
        }
      }
    }
    assertThat(safe).isBetween(15, 99);
  }

  private static byte[] damage(byte[] whole, int seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int at = random.nextInt(whole.length);
    byte[] bytes = whole.clone();
    switch (seed % 5) {
      case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
      case 1 -> {
        for (int i = 0; i < 64; i++) {
          bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
        }
      }
      case 2 -> bytes = Arrays.copyOf(whole, at);
      case 3 -> Arrays.fill(bytes, at, Math.min(bytes.length, at + 4096), (byte) 0);
      default -> {
        byte[] noise = "{\"frames\":0}".getBytes(StandardCharsets.UTF_8);
        System.arraycopy(noise, 0, bytes, Math.min(at, bytes.length - noise.length), noise.length);
      }
    }
    return bytes;
  }
}
