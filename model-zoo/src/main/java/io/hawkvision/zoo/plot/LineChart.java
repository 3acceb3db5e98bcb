package io.hawkvision.zoo.plot;

import static java.util.Objects.requireNonNull;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import javax.imageio.ImageIO;
import org.knowm.xchart.AnnotationLine;
import org.knowm.xchart.AnnotationText;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Lines and labelled points over two axes, with error bars, saved as a PNG. One thread; nothing is
 * drawn before {@link #save}.
 */
public final class LineChart {
  /** A legend of more entries would cover lines: it stands beside them. */
  private static final int LEGEND_INSIDE = 5;

  private static final int WIDTH = 960;
  private static final int HEIGHT = 600;
  private static final int PIXELS_PER_UNIT = 2;

  /** Shares of the plot's width. */
  private static final double LABEL_GAP = 0.012;

  private static final double LABEL_LETTER = 0.0045;

  /** Okabe and Ito's colours, which colour-blind people can tell apart, darkest first. */
  private static final Color[] COLOURS = {
    new Color(0x0072B2), new Color(0xD55E00), new Color(0x009E73), new Color(0xCC79A7),
    new Color(0xE69F00), new Color(0x56B4E9), new Color(0x000000), new Color(0x8C6D1F),
  };

  private static final BasicStroke DASHED =
      new BasicStroke(
          1.5f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 10f, new float[] {6f, 4f}, 0f);

  private static final Marker[] MARKERS = {
    SeriesMarkers.CIRCLE,
    SeriesMarkers.SQUARE,
    SeriesMarkers.DIAMOND,
    SeriesMarkers.TRIANGLE_UP,
    SeriesMarkers.TRIANGLE_DOWN,
    SeriesMarkers.CROSS,
  };

  private final String title;
  private final String xLabel;
  private final String yLabel;
  private final List<Series> series = new ArrayList<>();
  private final List<Mark> marks = new ArrayList<>();
  private boolean isLogarithmic;
  private boolean isLegendBeside;

  private LineChart(String title, String xLabel, String yLabel) {
    this.title = requireNonNull(title, "title");
    this.xLabel = requireNonNull(xLabel, "xLabel");
    this.yLabel = requireNonNull(yLabel, "yLabel");
  }

  public static LineChart of(String title, String xLabel, String yLabel) {
    return new LineChart(title, xLabel, yLabel);
  }

  /** A line through these points, in their order. */
  public LineChart series(String name, double[] xs, double[] ys) {
    return series(name, xs, ys, new double[xs.length]);
  }

  /**
   * A line through these points, in their order.
   *
   * @param errors half the length of each point's error bar; 0 for none
   */
  public LineChart series(String name, double[] xs, double[] ys, double[] errors) {
    if (xs.length != ys.length || xs.length != errors.length) {
      throw new IllegalArgumentException(name + ": as many xs as ys and errors are needed");
    }
    List<LabelledPoint> points = new ArrayList<>();
    for (int i = 0; i < xs.length; i++) {
      points.add(new LabelledPoint("", xs[i], ys[i], errors[i]));
    }
    return add(new Series(name, List.copyOf(points), true));
  }

  /** Points without a line, each with its label beside it. */
  public LineChart points(String name, List<LabelledPoint> points) {
    return add(new Series(name, List.copyOf(points), false));
  }

  /** A vertical line across the plot, with its label beside it near the top. */
  public LineChart mark(String label, double x) {
    marks.add(new Mark(label, x));
    return this;
  }

  private LineChart add(Series added) {
    if (added.points().isEmpty() || series.stream().anyMatch(s -> s.name().equals(added.name()))) {
      throw new IllegalArgumentException(added.name() + ": no points, or a name used before");
    }
    series.add(added);
    return this;
  }

  /** The legend stands beside the plot: there is no corner without lines. */
  public LineChart legendBeside() {
    isLegendBeside = true;
    return this;
  }

  /** Powers of ten on the x axis; every x must be positive. */
  public LineChart logarithmicX() {
    isLogarithmic = true;
    return this;
  }

  /** Writes the PNG, whole or not at all. */
  public void save(Path png) throws IOException, PlotException {
    System.setProperty("java.awt.headless", "true");
    TextDrawing.require();
    XYChart chart = chart();
    BufferedImage image =
        new BufferedImage(
            PIXELS_PER_UNIT * WIDTH, PIXELS_PER_UNIT * HEIGHT, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    graphics.scale(PIXELS_PER_UNIT, PIXELS_PER_UNIT);
    chart.paint(graphics, WIDTH, HEIGHT);
    graphics.dispose();
    write(image, png.toAbsolutePath());
  }

  private static void write(BufferedImage image, Path png) throws IOException {
    Path folder = requireNonNull(png.getParent(), "a file has a folder");
    Files.createDirectories(folder);
    Path unfinished = Files.createTempFile(folder, "plot", ".png.part");
    try {
      if (!ImageIO.write(image, "png", unfinished.toFile())) {
        throw new IOException("this Java cannot write PNG files");
      }
      Files.move(unfinished, png, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }

  private XYChart chart() {
    XYChart chart =
        new XYChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .title(title)
            .xAxisTitle(xLabel)
            .yAxisTitle(yLabel)
            .build();
    style(chart.getStyler());
    Extent extent = Extent.of(series, marks);
    chart.getStyler().setYAxisMin(extent.lowestY()).setYAxisMax(extent.highestY());
    if (!isLogarithmic) {
      chart.getStyler().setXAxisMin(extent.lowestX()).setXAxisMax(extent.highestX());
    }
    for (int i = 0; i < series.size(); i++) {
      draw(chart, series.get(i), i, extent);
    }
    for (int i = 0; i < marks.size(); i++) {
      draw(chart, marks.get(i), i, extent);
    }
    return chart;
  }

  private void draw(XYChart chart, Series drawn, int index, Extent extent) {
    Color colour = COLOURS[index % COLOURS.length];
    XYSeries added =
        drawn.hasErrors()
            ? chart.addSeries(drawn.name(), drawn.xs(), drawn.ys(), drawn.errors())
            : chart.addSeries(drawn.name(), drawn.xs(), drawn.ys());
    added.setLineColor(colour);
    added.setMarkerColor(colour);
    added.setMarker(drawn.isDense() ? SeriesMarkers.NONE : MARKERS[index % MARKERS.length]);
    added.setLineStyle(drawn.isLine() ? new BasicStroke(2f) : new BasicStroke(0f));
    if (!drawn.isLine()) {
      added.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Scatter);
    }
    for (LabelledPoint point : drawn.points()) {
      if (!point.label().isEmpty()) {
        chart.addAnnotation(annotation(point, extent));
      }
    }
  }

  /** Labels of marks go down like stairs, so that near ones do not cover each other. */
  private void draw(XYChart chart, Mark mark, int step, Extent extent) {
    chart.addAnnotation(new AnnotationLine(mark.x(), true, false));
    double y = extent.highestY() - (1 + step % Extent.MARK_STEPS * 2) * extent.labelShift();
    chart.addAnnotation(beside(mark.label(), mark.x(), y, extent));
  }

  /** Beside its point, on the side where there is room. */
  private AnnotationText annotation(LabelledPoint point, Extent extent) {
    return beside(point.label(), point.x(), point.y() - extent.labelShift(), extent);
  }

  private AnnotationText beside(String label, double at, double y, Extent extent) {
    double fraction = LABEL_GAP + LABEL_LETTER * label.length();
    double x =
        isLogarithmic
            ? extent.beside(Math.log(at), fraction, true)
            : extent.beside(at, fraction, false);
    return new AnnotationText(label, isLogarithmic ? Math.exp(x) : x, y, false);
  }

  private void style(XYStyler styler) {
    Font text = new Font(Font.SANS_SERIF, Font.PLAIN, 13);
    styler.setXAxisLogarithmic(isLogarithmic);
    styler.setChartBackgroundColor(Color.WHITE);
    styler.setPlotGridLinesColor(new Color(0xDDDDDD));
    styler.setPlotBorderVisible(false);
    styler.setChartTitleFont(text.deriveFont(Font.BOLD, 15f));
    styler.setAxisTitleFont(text);
    styler.setAxisTickLabelsFont(text.deriveFont(12f));
    styler.setLegendFont(text.deriveFont(12f));
    styler.setAnnotationLineColor(new Color(0x555555));
    styler.setAnnotationLineStroke(DASHED);
    styler.setAnnotationTextFont(text.deriveFont(Font.BOLD, 12f));
    legend(styler);
    styler.setErrorBarsColorSeriesColor(true);
    styler.setMarkerSize(8);
    styler.setLocale(Locale.ROOT);
    Function<Double, String> plain = LineChart::plainNumber;
    if (isLogarithmic) {
      // A formatting function would put the labels where they stand on a linear axis.
      styler.setXAxisDecimalPattern("#,##0.###");
      styler.setXAxisLogarithmicDecadeOnly(false);
    } else {
      styler.setxAxisTickLabelsFormattingFunction(plain);
    }
    styler.setyAxisTickLabelsFormattingFunction(plain);
  }

  /** Where marks tell a story from left to right, lines run through every corner. */
  private void legend(XYStyler styler) {
    boolean isLong = isLegendBeside || series.size() > LEGEND_INSIDE;
    LegendPosition inside = marks.isEmpty() ? LegendPosition.InsideSE : LegendPosition.OutsideS;
    styler.setLegendPosition(isLong ? LegendPosition.OutsideE : inside);
    styler.setLegendLayout(
        isLong || marks.isEmpty() ? Styler.LegendLayout.Vertical : Styler.LegendLayout.Horizontal);
    styler.setLegendVisible(series.size() > 1);
  }

  private static String plainNumber(double number) {
    return number == Math.rint(number)
        ? String.format(Locale.ROOT, "%,.0f", number)
        : String.format(Locale.ROOT, "%.4f", number).replaceAll("0+$", "");
  }
}
