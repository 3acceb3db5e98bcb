package io.hawkvision.zoo.cli;

import io.hawkvision.zoo.certify.CertifiedCurve;
import io.hawkvision.zoo.certify.Certifier;
import io.hawkvision.zoo.plot.LabelledPoint;
import io.hawkvision.zoo.plot.LineChart;
import io.hawkvision.zoo.plot.PlotException;
import io.hawkvision.zoo.policy.Target;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Accuracy against escalation: what is estimated, and what is certified. */
final class CertifyPlot {
  private static final double PERCENT = 100;

  private CertifyPlot() {}

  static void save(Certifier certifier, Target target, Path png) throws IOException, PlotException {
    List<CertifiedCurve.Step> steps = CertifiedCurve.of(certifier, target);
    double[] escalated = column(steps, CertifiedCurve.Step::escalatedShare);
    LineChart chart =
        LineChart.of(
            String.format(
                Locale.ROOT,
                "%s, %s: point estimate and certified bounds, confidence %.2f",
                certifier.name(),
                words(target),
                Certifier.CONFIDENCE),
            "frames escalated (%)",
            target instanceof Target.Relative
                ? "accuracy below the best variant's (points)"
                : target instanceof Target.Agreement
                    ? "agreement with the best variant (%)"
                    : "accuracy (%)");
    chart.series("point estimate", escalated, column(steps, CertifiedCurve.Step::estimate));
    chart.series("certified", escalated, column(steps, CertifiedCurve.Step::certified));
    chart.series(
        "target " + PERCENT * target.onGrid() + (target instanceof Target.Relative ? "" : " %"),
        new double[] {0, PERCENT},
        new double[] {PERCENT * target.onGrid(), PERCENT * target.onGrid()});
    CertifiedCurve.naive(steps, target)
        .ifPresent(step -> chart.points("naive choice", point(step, step.estimate())));
    CertifiedCurve.certified(steps, target)
        .ifPresent(step -> chart.points("certified choice", point(step, step.certified())));
    chart.legendBeside();
    chart.save(png);
  }

  private static List<LabelledPoint> point(CertifiedCurve.Step step, double value) {
    return List.of(new LabelledPoint("", PERCENT * step.escalatedShare(), PERCENT * value, 0));
  }

  private static String words(Target target) {
    return target.kind() + " target";
  }

  private static double[] column(
      List<CertifiedCurve.Step> steps,
      java.util.function.ToDoubleFunction<CertifiedCurve.Step> value) {
    return steps.stream().mapToDouble(value).map(share -> PERCENT * share).toArray();
  }
}
