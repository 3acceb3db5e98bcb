package io.hawkvision.dc.infer;

import static org.assertj.core.api.Assertions.assertThat;

import io.hawkvision.dc.FakeEngine;
import io.hawkvision.dc.Fixtures;
import io.hawkvision.dc.intake.FrameId;
import io.hawkvision.dc.intake.NanoClock;
import io.hawkvision.dc.intake.Outcome;
import io.hawkvision.dc.intake.Outcome.Computed;
import io.hawkvision.dc.intake.Outcome.Refusal;
import io.hawkvision.dc.intake.Outcome.Refused;
import io.hawkvision.dc.intake.PendingFrame;
import io.hawkvision.dc.models.Catalogue;
import io.hawkvision.dc.models.ModelKey;
import io.hawkvision.dc.observe.DcMeters;
import io.hawkvision.dc.schedule.Batch;
import io.hawkvision.zoo.family.Tier;
import io.hawkvision.zoo.power.EnergyAccount;
import io.hawkvision.zoo.power.FrameEnergy;
import io.hawkvision.zoo.power.PowerSettings;
import io.hawkvision.zoo.power.PowerSource;
import io.hawkvision.zoo.power.UnreadableSensorException;
import io.hawkvision.zoo.preprocess.EncodedImage;
import io.hawkvision.zoo.preprocess.ImageLimits;
import io.hawkvision.zoo.preprocess.UnreadableImageException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class BatchRunTest {
  private static final ModelKey MODEL = new ModelKey("signs", 1, "dc-m");

  private final FakeEngine engine = new FakeEngine(Fixtures.variant("dc-m", Tier.DC), 4);
  private final Catalogue catalogue = Fixtures.catalogue(engine);
  private final DcMeters meters = new DcMeters();
  private final Map<Long, List<Outcome>> outcomes = new HashMap<>();
  private final EnergyAccount energy = modelled();
  private final BatchRun run = run(() -> 5_000);

  private static EnergyAccount modelled() {
    try {
      return EnergyAccount.open(new PowerSettings("modelled", Path.of("none"), 2));
    } catch (UnreadableSensorException impossible) {
      throw new AssertionError(impossible);
    }
  }

  private BatchRun run(NanoClock clock) {
    return new BatchRun(new Workers.Computing(catalogue, meters, clock, energy, 1));
  }

  @AfterEach
  void everyLeaseIsBack() {
    meters.close();
    assertThat(engine.openLeases()).isZero();
  }

  private PendingFrame frame(long id, byte[] bytes) throws UnreadableImageException {
    EncodedImage image = EncodedImage.probe(bytes, ImageLimits.DEFAULT);
    return new PendingFrame(
        new FrameId(0, id),
        MODEL,
        image,
        new PendingFrame.Span(2_000, 9_000),
        (frame, outcome) -> outcomes.computeIfAbsent(id, none -> new ArrayList<>()).add(outcome));
  }

  private static byte[] picture() {
    return Fixtures.jpeg(64, 64).toByteArray();
  }

  private static byte[] undecodable() {
    return Fixtures.undecodable().toByteArray();
  }

  private Outcome outcome(long id) {
    List<Outcome> settled = outcomes.getOrDefault(id, List.of());
    assertThat(settled).as("outcomes of frame %d", id).hasSize(1);
    return settled.get(0);
  }

  @Test
  void run_soundPictures_answersEachWithItsOwnLogits() throws Exception {
    run.run(new Batch(MODEL, List.of(frame(1, picture()), frame(2, picture())), 3_000));
    Computed first = (Computed) outcome(1);
    assertThat(first.logits()).hasSize(2);
    assertThat(first.logits().get(0)).isBetween(97f, 103f);
    assertThat(first.batchFrames()).isEqualTo(2);
    assertThat(first.durations().queueNanos()).isEqualTo(1_000);
    assertThat(outcome(2)).isInstanceOf(Computed.class);
    assertThat(engine.batches()).containsExactly(2);
  }

  @Test
  void run_computedFrames_shareTheBatchsEnergy() throws Exception {
    run.run(new Batch(MODEL, List.of(frame(1, picture()), frame(2, picture())), 3_000));
    FrameEnergy first = ((Computed) outcome(1)).energy().orElseThrow();
    assertThat(first.source()).isEqualTo(PowerSource.MODELLED);
    assertThat(first.joules()).isPositive();
    assertThat(((Computed) outcome(2)).energy()).contains(first);
    assertThat(energy.joules()).isEqualTo(2 * first.joules());
  }

  @Test
  void run_onePictureIsUndecodable_isRefusedByItself() throws Exception {
    List<PendingFrame> frames =
        List.of(frame(1, picture()), frame(2, undecodable()), frame(3, picture()));
    run.run(new Batch(MODEL, frames, 3_000));
    assertThat(((Refused) outcome(2)).refusal()).isEqualTo(Refusal.BAD_PAYLOAD);
    assertThat(((Computed) outcome(1)).batchFrames()).isEqualTo(2);
    assertThat(((Computed) outcome(3)).logits().get(0)).isBetween(97f, 103f);
    assertThat(engine.batches()).containsExactly(2);
  }

  @Test
  void run_noPictureIsReadable_neverCallsTheEngine() throws Exception {
    run.run(new Batch(MODEL, List.of(frame(1, undecodable())), 3_000));
    assertThat(((Refused) outcome(1)).refusal()).isEqualTo(Refusal.BAD_PAYLOAD);
    assertThat(engine.batches()).isEmpty();
  }

  @Test
  void run_engineFails_isInternalForThatBatchOnly() throws Exception {
    engine.failing(true);
    List<PendingFrame> frames = List.of(frame(1, picture()), frame(2, undecodable()));
    run.run(new Batch(MODEL, frames, 3_000));
    assertThat(((Refused) outcome(1)).refusal()).isEqualTo(Refusal.INTERNAL);
    assertThat(((Refused) outcome(2)).refusal()).isEqualTo(Refusal.BAD_PAYLOAD);
    engine.failing(false);
    run.run(new Batch(MODEL, List.of(frame(3, picture())), 3_000));
    assertThat(outcome(3)).isInstanceOf(Computed.class);
  }

  @Test
  void run_noLeaseToBeHad_refusesEveryFrame() throws Exception {
    engine.exhausted(true);
    run.run(new Batch(MODEL, List.of(frame(1, picture()), frame(2, picture())), 3_000));
    assertThat(((Refused) outcome(1)).refusal()).isEqualTo(Refusal.INTERNAL);
    assertThat(((Refused) outcome(2)).refusal()).isEqualTo(Refusal.INTERNAL);
  }

  @Test
  void run_decodingThrowsMidway_settlesEveryFrameOnce() throws Exception {
    engine.slots(1);
    List<PendingFrame> frames =
        List.of(
            frame(1, undecodable()), frame(2, picture()), frame(3, picture()), frame(4, picture()));
    run.run(new Batch(MODEL, frames, 3_000));
    assertThat(((Refused) outcome(1)).refusal()).isEqualTo(Refusal.BAD_PAYLOAD);
    for (long id = 2; id <= 4; id++) {
      assertThat(((Refused) outcome(id)).refusal()).isEqualTo(Refusal.INTERNAL);
    }
    assertThat(engine.batches()).isEmpty();
  }

  @Test
  void run_severalPictures_durationsCoverAllFromReceiptToTheRunsEnd() throws Exception {
    AtomicLong nowNanos = new AtomicLong(3_000);
    BatchRun ticking = run(() -> nowNanos.getAndAdd(100));
    ticking.run(new Batch(MODEL, List.of(frame(1, picture()), frame(2, picture())), 3_000));
    Outcome.Durations first = ((Computed) outcome(1)).durations();
    // Two looks for each picture, then one at the start of the run and one at its end.
    assertThat(first).isEqualTo(new Outcome.Durations(1_000, 400, 100));
    assertThat(((Computed) outcome(2)).durations()).isEqualTo(first);
  }
}
