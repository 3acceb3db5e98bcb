package io.hawkvision.edge.watch;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Watches whether promises still hold. Event loops report frames, audits and labels and ask for the
 * {@link Stance}; none of these calls waits for a disk. {@link #open}, {@link #page}, {@link
 * #labels} and {@link #close} walk or write much: not for an event loop.
 */
public final class Watch implements AutoCloseable {
  private final WatchSettings settings;
  private final WatchClocks clocks;
  private final AuditRule rule;
  private final AuditBudget budget;
  private final SceneGaps gaps;
  private final SceneGaps scoreGaps;
  private final Optional<WatchStore> store;
  private final Changes changes;
  private final WatchedTargets targets;
  private final AuditedFrames frames;
  private final Distrust distrust;
  private final Map<String, WatchedFamily> families = new ConcurrentHashMap<>();

  private Watch(WatchSettings settings, WatchClocks clocks, Optional<WatchStore> store) {
    this.settings = settings;
    this.clocks = clocks;
    this.store = store;
    this.changes = store.<Changes>map(kept -> kept).orElse((name, entry) -> {});
    this.rule = new AuditRule(settings.sampling());
    this.budget = new AuditBudget(settings.sampling().auditsPerSecond(), clocks.monotonic());
    this.gaps = new SceneGaps(settings.sampling().sceneFrames(), settings.memory().cameras());
    this.scoreGaps = new SceneGaps(settings.sampling().sceneFrames(), settings.memory().cameras());
    this.targets =
        new WatchedTargets(
            settings.memory().targets(),
            key -> changes.changed(StateNames.target(key), Optional::empty));
    this.frames = new AuditedFrames(settings, changes);
    StateCodec.Remembered remembered =
        store.map(WatchStore::remembered).orElse(StateCodec.Remembered.NOTHING);
    this.distrust = new Distrust(remembered.distrust(), changes);
    remembered.targets().forEach(state -> targets.put(new WatchedTarget(state)));
    frames.restore(remembered.frames(), remembered.labels());
  }

  /**
   * A watch that remembers. A file that is damaged, foreign or not writable is moved aside as
   * {@code NAME.damaged-N}, and every promise made before counts as broken off: nothing is answered
   * locally under a manifest known by then.
   *
   * @param onFatal gets an error on the store's thread, after which nothing here can be trusted
   * @throws IOException if another node holds the file
   */
  public static Watch open(
      WatchSettings settings, Path stateFile, WatchClocks clocks, Consumer<Error> onFatal)
      throws IOException {
    WatchStore store = WatchStore.open(stateFile, onFatal);
    Watch watch = new Watch(settings, clocks, Optional.of(store));
    store.start(watch::remember);
    return watch;
  }

  /** A watch that forgets all when it is closed. */
  public static Watch inMemory(WatchSettings settings, WatchClocks clocks) {
    return new Watch(settings, clocks, Optional.empty());
  }

  private void remember(BiConsumer<String, Object> entries) {
    targets.all().forEach(target -> rememberTarget(target, entries));
    frames.forEach(entries);
    distrust.kept().ifPresent(kept -> entries.accept(StateNames.DAMAGE, kept));
  }

  private static void rememberTarget(WatchedTarget target, BiConsumer<String, Object> entries) {
    TargetState state = target.takeForSaving();
    entries.accept(StateNames.target(state.key()), state);
  }

  /** A family as it is served from now on; before its first frame. */
  public void register(WatchedFamily family) {
    families.put(family.family(), family);
    distrust.meet(family.family(), family.manifestHash());
  }

  /** Counts a frame served under a target. */
  public void frame(WatchKey key) {
    change(targets.of(key), TargetState::frame);
  }

  /**
   * How a target is to be served, and by which rate it is judged from now on.
   *
   * @param rate of the certificate that serves it
   */
  public Stance stance(WatchKey key, NullRate rate) {
    requireNonNull(rate, "rate");
    WatchedTarget target = targets.of(key);
    if (!target.state().rate().equals(rate)) {
      change(target, state -> state.against(rate));
    }
    distrust.meet(key.family(), key.manifestHash());
    return stance(target.state());
  }

  private Stance stance(TargetState state) {
    Stance measured = state.stance(settings.tests());
    return distrust.doubts(state.key().family(), state.key().manifestHash())
        ? new Stance(0, true, measured.broken())
        : measured;
  }

  /**
   * A frame's score, to be told once for each frame under a certificate whoever answered it; of one
   * camera the tests hear one within so many frames.
   *
   * @param isUnsure whether the certified policy escalates a frame of this score
   */
  public void scored(WatchKey key, String camera, boolean isUnsure) {
    if (scoreGaps.pass(key, camera)) {
      scoreGaps.begin(key, camera);
      change(targets.of(key), state -> state.scored(isUnsure, settings.tests()));
    }
  }

  /** To be asked once for each frame the edge answered itself under its certificate. */
  public Draw draw(WatchKey key, AuditCandidate candidate) {
    boolean newScene = gaps.pass(key, candidate.camera());
    Draw drawn = rule.draw(candidate);
    if (drawn == Draw.NONE) {
      return Draw.NONE;
    }
    if (!budget.take()) {
      change(targets.of(key), TargetState::skipped);
      return Draw.NONE;
    }
    if (drawn == Draw.AUDIT) {
      return Draw.AUDIT;
    }
    if (!newScene) {
      return Draw.SAMPLE;
    }
    gaps.begin(key, candidate.camera());
    return Draw.AUDIT_AND_DETECT;
  }

  /**
   * To be asked once for each frame under a certificate that the edge did not answer by its own
   * choice: whether it is drawn for the uniform sample that humans label. Takes from the same
   * budget as the audits of local answers, though its audit may be free: else the sample would lean
   * towards escalated frames whenever the budget binds.
   */
  public boolean sample(String frameId) {
    if (!rule.sample(frameId)) {
      return false;
    }
    if (!budget.take()) {
      frames.lost();
      return false;
    }
    return true;
  }

  /** A sampled frame's best answer is known: it may be labelled, and is no evidence by itself. */
  public void sampled(WatchKey key, Audit audit) {
    frames.add(AuditedFrame.of(key, audit, clocks.wall().millis()));
  }

  /** A sampled frame stays without the best variant's answer. */
  public void sampleLost() {
    frames.lost();
  }

  /** An audit of a local answer came back. The same frame counts once. */
  public void audited(WatchKey key, Audit audit) {
    long now = clocks.wall().millis();
    if (frames.add(AuditedFrame.of(key, audit, now))) {
      change(targets.of(key), state -> state.audit(audit, settings.tests()));
    }
  }

  /** An audit without an answer: counted, and no evidence of anything. */
  public void auditLost(WatchKey key) {
    change(targets.of(key), TargetState::lost);
  }

  /**
   * The exposure ledger: an answer left the node with this lower bound on its accuracy.
   *
   * @param lowerBound the certificate's, or in a degraded answer the edge variant's
   */
  public void answered(WatchKey key, boolean degraded, double lowerBound) {
    change(targets.of(key), state -> state.answer(degraded, lowerBound));
  }

  private void change(WatchedTarget target, UnaryOperator<TargetState> step) {
    if (target.change(step)) {
      changes.changed(
          StateNames.target(target.state().key()), () -> Optional.of(target.takeForSaving()));
    }
  }

  /** A human says what a frame shows. One label for each audited frame, the first one. */
  public LabelOutcome label(String frameId, String label) {
    requireNonNull(label, "label");
    long now = clocks.wall().millis();
    if (frames.isLabelled(frameId)) {
      return LabelOutcome.ALREADY_LABELLED;
    }
    Optional<AuditedFrame> audited = frames.find(frameId, now);
    if (audited.isEmpty()) {
      return LabelOutcome.UNKNOWN_ID;
    }
    WatchedFamily family = families.get(audited.get().family());
    if (family == null || !family.labels().contains(label)) {
      return LabelOutcome.UNKNOWN_LABEL;
    }
    return frames.addLabel(new LabelledAudit(audited.get(), label, now))
        ? LabelOutcome.ACCEPTED
        : LabelOutcome.ALREADY_LABELLED;
  }

  /** The human labels of a family, the eldest first. */
  public List<LabelledAudit> labels(String family) {
    return frames.labels(family);
  }

  public WatchPage page(String family) {
    List<TargetState> states =
        targets.all().stream()
            .map(WatchedTarget::state)
            .filter(state -> state.key().family().equals(family))
            .sorted(Comparator.comparingLong((TargetState s) -> s.counts().frames()).reversed())
            .toList();
    return new WatchPage(
        family,
        states.stream().limit(settings.pageTargets()).map(this::row).toList(),
        Math.max(0, states.size() - settings.pageTargets()),
        frames.page(family, clocks.wall().millis()),
        new WatchPage.Store(
            store.map(WatchStore::kept).orElse(false),
            targets.forgottenTargets(),
            distrust.damage().filter(lost -> doubted(family))));
  }

  private boolean doubted(String family) {
    WatchedFamily served = families.get(family);
    return served == null || distrust.doubts(family, served.manifestHash());
  }

  private WatchPage.TargetRow row(TargetState state) {
    TargetState.Counts counts = state.counts();
    TargetState.Ledger ledger = state.ledger();
    Stance stance = stance(state);
    OptionalLong alarmed =
        state.alarmed() ? OptionalLong.of(state.alarmedAtFrame()) : OptionalLong.empty();
    boolean doubted = distrust.doubts(state.key().family(), state.key().manifestHash());
    return new WatchPage.TargetRow(
        state.key(),
        shown(stance),
        counts.frames(),
        counts.audits(),
        counts.detectorAudits(),
        counts.lostAudits(),
        counts.skippedAudits(),
        counts.disagreements(),
        counts.rate(),
        state.rate(),
        state.detector().value(state.rate().disagreement()),
        settings.tests().alarmLevel(),
        state.promise().wealth(),
        settings.tests().wealthLimit(),
        alarmed,
        doubted ? OptionalLong.of(0) : alarmed,
        stance.safeShare(),
        new WatchPage.Scores(
            state.shift().frames(),
            state.shift().rate(),
            state.shift().detector().value(state.rate().unsure()),
            state.shift().promise().wealth()),
        new WatchPage.Exposure(ledger.answered(), ledger.degraded(), ledger.lowerBound()));
  }

  private static WatchPage.State shown(Stance stance) {
    if (stance.broken()) {
      return WatchPage.State.BROKEN;
    }
    return stance.recalibrate() ? WatchPage.State.RECALIBRATE : WatchPage.State.WATCHING;
  }

  /** Waits until all that was reported so far is on disk. */
  void flush() {
    store.ifPresent(WatchStore::flush);
  }

  /** Writes what is not written yet. */
  @Override
  public void close() {
    store.ifPresent(WatchStore::close);
  }
}
