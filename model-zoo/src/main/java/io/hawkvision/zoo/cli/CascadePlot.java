package io.hawkvision.zoo.cli;

import io.hawkvision.zoo.family.Family;
import io.hawkvision.zoo.family.Tier;
import io.hawkvision.zoo.family.Variant;
import io.hawkvision.zoo.plot.LabelledPoint;
import io.hawkvision.zoo.plot.LineChart;
import io.hawkvision.zoo.plot.PlotException;
import io.hawkvision.zoo.policy.OutcomeTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The picture of a family: accuracy against cost of each variant alone and of the cascades. */
final class CascadePlot {
  private static final double MILLION = 1e6;
  private static final double PERCENT = 100;

  /** Costs that differ by more than this factor need a logarithmic axis. */
  private static final double WIDE = 30;

  private CascadePlot() {}

  static void save(Family family, Path png) throws IOException, PlotException {
    OutcomeTable table = family.calibration();
    LineChart chart =
        LineChart.of(
            String.format(
                "%s version %d: accuracy against computing, %d calibration frames, bars ± 1"
                    + " standard error",
                family.name(), family.version(), table.frames()),
            "mean multiply-accumulates per frame, both tiers together (millions)",
            "accuracy (%)");
    for (Variant variant : family.variants()) {
      if (variant.tier() == Tier.DC) {
        cascade(chart, family, variant);
      }
    }
    List<LabelledPoint> alone = new ArrayList<>();
    for (Variant variant : family.variants()) {
      Estimate estimate = Estimate.of(table, table.column(variant.name()));
      alone.add(
          new LabelledPoint(
              variant.name(),
              variant.macs() / MILLION,
              PERCENT * estimate.accuracy(),
              PERCENT * estimate.standardError()));
    }
    chart.points("a network alone", alone);
    double dearest = alone.stream().mapToDouble(LabelledPoint::x).max().orElse(1);
    if (dearest > WIDE * alone.get(0).x()) {
      chart.logarithmicX();
    }
    chart.save(png);
  }

  private static void cascade(LineChart chart, Family family, Variant variant) {
    OutcomeTable table = family.calibration();
    List<CascadeCurve.Step> steps = CascadeCurve.of(table, table.column(variant.name()));
    double[] costs = new double[steps.size()];
    double[] accuracies = new double[steps.size()];
    double[] errors = new double[steps.size()];
    for (int i = 0; i < steps.size(); i++) {
      CascadeCurve.Step step = steps.get(i);
      costs[i] = (family.edge().macs() + step.escalatedShare() * variant.macs()) / MILLION;
      accuracies[i] = PERCENT * step.accuracy().accuracy();
      errors[i] = PERCENT * step.accuracy().standardError();
    }
    String name = family.edge().name() + ", least sure frames to " + variant.name();
    chart.series(name, costs, accuracies, errors);
  }
}
