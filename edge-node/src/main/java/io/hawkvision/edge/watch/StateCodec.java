package io.hawkvision.edge.watch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The state as JSON text: a person can read it, and a double comes back bit for bit. Refuses
 * unknown, missing and impossible values. Any thread.
 */
final class StateCodec {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private StateCodec() {}

  /**
   * All that a store can hold; frames and labels in the order in which they came.
   *
   * @param older entries that version 1 wrote and that cannot be read as of today
   */
  record Remembered(
      List<TargetState> targets,
      List<AuditedFrame> frames,
      List<LabelledAudit> labels,
      Optional<Distrust.Kept> distrust,
      Older older) {
    static final Remembered NOTHING =
        new Remembered(List.of(), List.of(), List.of(), Optional.empty(), Older.NONE);

    static Remembered lost(String damage) {
      Distrust.Kept kept = new Distrust.Kept(damage, Map.of());
      return new Remembered(List.of(), List.of(), List.of(), Optional.of(kept), Older.NONE);
    }
  }

  /** How many frames and labels of version 1 a file holds. */
  record Older(int frames, int labels) {
    static final Older NONE = new Older(0, 0);
  }

  static String encode(Object entry) {
    try {
      return JSON.writeValueAsString(entry);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot write " + entry.getClass().getSimpleName(), e);
    }
  }

  static Remembered decode(Map<String, String> entries) throws DamagedStateException {
    List<TargetState> targets = new ArrayList<>();
    List<AuditedFrame> frames = new ArrayList<>();
    List<LabelledAudit> labels = new ArrayList<>();
    Optional<Distrust.Kept> distrust = Optional.empty();
    Older older = Older.NONE;
    for (Map.Entry<String, String> entry : entries.entrySet()) {
      String name = entry.getKey();
      if (name.startsWith(StateNames.TARGET)) {
        targets.add(read(entry, TargetState.class));
      } else if (name.startsWith(StateNames.FRAME)) {
        frames.add(read(entry, AuditedFrame.class));
      } else if (name.startsWith(StateNames.LABEL)) {
        labels.add(read(entry, LabelledAudit.class));
      } else if (name.startsWith(StateNames.FRAME_1)) {
        older = new Older(older.frames() + 1, older.labels());
      } else if (name.startsWith(StateNames.LABEL_1)) {
        older = new Older(older.frames(), older.labels() + 1);
      } else if (name.equals(StateNames.DAMAGE)) {
        distrust = Optional.of(read(entry, Distrust.Kept.class));
      } else {
        throw new DamagedStateException("unknown entry " + name);
      }
    }
    sort(frames, labels);
    return new Remembered(targets, frames, labels, distrust, older);
  }

  private static void sort(List<AuditedFrame> frames, List<LabelledAudit> labels) {
    frames.sort(
        Comparator.comparingLong(AuditedFrame::auditedAtMillis)
            .thenComparing(AuditedFrame::frameId));
    labels.sort(
        Comparator.comparingLong(LabelledAudit::labelledAtMillis)
            .thenComparing(LabelledAudit::frameId));
  }

  private static <T> T read(Map.Entry<String, String> entry, Class<T> type)
      throws DamagedStateException {
    try {
      return JSON.readValue(entry.getValue(), type);
    } catch (JsonProcessingException e) {
      throw new DamagedStateException("entry " + entry.getKey() + ": " + e.getOriginalMessage());
    }
  }
}
