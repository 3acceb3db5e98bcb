package io.hawkvision.edge.answer;

import io.hawkvision.edge.watch.AuditedFrame;
import io.hawkvision.edge.watch.LabelledAudit;
import io.hawkvision.edge.watch.WatchPage;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** What the watch of a family sees, as JSON. Pure. */
public final class WatchJson {
  private WatchJson() {}

  public static JsonObject of(WatchPage page, int version) {
    JsonArray targets = new JsonArray();
    page.targets().forEach(row -> targets.add(target(row)));
    JsonObject store = new JsonObject().put("kept", page.store().kept());
    page.store().damage().ifPresent(damage -> store.put("damage", damage));
    return new JsonObject()
        .put("family", page.family())
        .put("version", version)
        .put("targets", targets)
        .put("further_targets", page.furtherTargets())
        .put(
            "labels",
            new JsonObject()
                .put("audited", page.labels().audited())
                .put("labelled", page.labels().labelled())
                .put("dropped", page.labels().dropped())
                .put("lost", page.labels().lost()))
        .put("store", store);
  }

  private static JsonObject target(WatchPage.TargetRow row) {
    JsonObject json =
        new JsonObject()
            .put("kind", row.key().kind())
            .put("target", row.key().target())
            .put("state", row.state().name().toLowerCase(Locale.ROOT))
            .put("frames", row.frames())
            .put("audits", row.audits())
            .put("detector_audits", row.detectorAudits())
            .put("lost_audits", row.lostAudits())
            .put("skipped_audits", row.skippedAudits())
            .put("disagreements", row.disagreements());
    row.rate().ifPresent(rate -> json.put("rate", rate));
    json.put("null_rate", row.nullRate().disagreement())
        .put("local_share", row.nullRate().localShare())
        .put("detector", row.detector())
        .put("alarm_level", row.alarmLevel())
        .put("wealth", row.wealth())
        .put("wealth_limit", row.wealthLimit())
        .put("safe_share", row.safeShare());
    row.alarmedAtFrame().ifPresent(frame -> json.put("alarmed_at_frame", frame));
    row.safeAtFrame().ifPresent(frame -> json.put("safe_at_frame", frame));
    JsonObject scores =
        new JsonObject()
            .put("frames", row.scores().frames())
            .put("null_unsure_rate", row.nullRate().unsure())
            .put("detector", row.scores().detector())
            .put("wealth", row.scores().wealth());
    row.scores().unsureRate().ifPresent(rate -> scores.put("unsure_rate", rate));
    json.put("scores", scores);
    JsonObject exposure =
        new JsonObject()
            .put("answered", row.exposure().answered())
            .put("degraded", row.exposure().degraded());
    row.exposure().lowerBound().ifPresent(bound -> exposure.put("lower_bound", bound));
    return json.put("exposure", exposure);
  }

  /** The human labels, for review and for the next calibration. */
  public static JsonObject labels(String family, List<LabelledAudit> labels) {
    JsonArray rows = new JsonArray();
    labels.forEach(label -> rows.add(row(label)));
    return new JsonObject().put("family", family).put("labels", rows);
  }

  private static JsonObject row(LabelledAudit label) {
    AuditedFrame frame = label.frame();
    return new JsonObject()
        .put("id", frame.frameId())
        .put("camera", frame.camera())
        .put("margin", frame.scores().margin())
        .put("max_probability", frame.scores().maxProbability())
        .put("entropy", frame.scores().entropy())
        .put("edge", frame.edgeLabel())
        .put("best", frame.bestLabel())
        .put("label", label.humanLabel())
        .put("uniform", frame.uniform())
        .put("audited_at", Instant.ofEpochMilli(frame.auditedAtMillis()).toString())
        .put("labelled_at", Instant.ofEpochMilli(label.labelledAtMillis()).toString())
        .put("manifest", frame.manifestHash());
  }
}
