package io.hawkvision.loadgen.infaas;

import java.util.Locale;

/** The metrics page, in Prometheus' text format. Pure. */
final class InfaasMetrics {
  private static final double NANOS_PER_SECOND = 1e9;

  private InfaasMetrics() {}

  static String page(DispatchState state, Catalogue catalogue) {
    StringBuilder page = new StringBuilder();
    line(page, "infaas_swaps_total", state.counts().loads());
    line(page, "infaas_evictions_total", state.counts().evictions());
    line(page, "infaas_memory_bytes", state.memory().bytes());
    line(page, "infaas_memory_budget_bytes", state.memory().budgetBytes());
    line(page, "infaas_queue_depth{queue=\"in-flight\"}", state.queues().inFlight());
    line(page, "infaas_queue_depth{queue=\"ready\"}", state.queues().ready());
    line(page, "infaas_queue_depth{queue=\"load\"}", state.queues().waiting());
    state
        .counts()
        .frames()
        .forEach((outcome, n) -> line(page, "infaas_frames_total{outcome=\"" + outcome + "\"}", n));
    for (Network network : catalogue.networks()) {
      VariantKey key = network.profile().key();
      String labels = "{family=\"" + key.family() + "\",variant=\"" + key.variant() + "\"}";
      int loaded = state.memory().loaded().contains(key) ? 1 : 0;
      line(page, "infaas_variant_loaded" + labels, loaded);
      line(page, "infaas_variant_bytes" + labels, network.profile().bytes());
      page.append(
          String.format(
              Locale.ROOT,
              "infaas_variant_profile_seconds%s %.6f%n",
              labels,
              network.profile().nanos() / NANOS_PER_SECOND));
    }
    return page.toString();
  }

  private static void line(StringBuilder page, String name, long value) {
    page.append(name).append(' ').append(value).append('\n');
  }
}
