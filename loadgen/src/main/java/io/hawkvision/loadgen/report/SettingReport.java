package io.hawkvision.loadgen.report;

import io.hawkvision.loadgen.result.LinkEvent;
import java.util.List;

/**
 * All systems in one setting, ours first.
 *
 * @param events of the link in the timelines' seed
 */
public record SettingReport(Setting setting, List<SystemReport> systems, List<LinkEvent> events) {
  public SettingReport {
    systems = List.copyOf(systems);
    events = List.copyOf(events);
  }
}
