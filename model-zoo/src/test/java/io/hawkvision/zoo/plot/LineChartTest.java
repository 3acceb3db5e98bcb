package io.hawkvision.zoo.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("unit")
class LineChartTest {
  private static final double[] XS = {1, 10, 100};
  private static final double[] YS = {80, 85, 88};
  private static final double[] ERRORS = {1, 0.5, 0.5};

  @TempDir Path folder;

  @Test
  void save_linesAndPoints_drawsBothInTheirColours() throws Exception {
    assumeTrue(canDraw(), "this machine has no fonts");
    Path png = folder.resolve("new/chart.png");
    chart().points("networks", List.of(new LabelledPoint("dc-l", 50, 90, 1))).save(png);
    BufferedImage image = ImageIO.read(png.toFile());
    assertThat(image.getWidth()).isEqualTo(1920);
    assertThat(colours(image)).contains(0x0072B2, 0xD55E00, 0xFFFFFF);
    try (Stream<Path> files = Files.list(folder.resolve("new"))) {
      assertThat(files).containsExactly(png);
    }
  }

  @Test
  void save_logarithmicOrEqualValues_draws() throws Exception {
    assumeTrue(canDraw(), "this machine has no fonts");
    chart().logarithmicX().save(folder.resolve("log.png"));
    double[] same = {5, 5};
    LineChart.of("flat", "x", "y").series("one", same, same).save(folder.resolve("flat.png"));
    assertThat(folder.resolve("log.png")).isNotEmptyFile();
    assertThat(folder.resolve("flat.png")).isNotEmptyFile();
  }

  @Test
  void mark_beyondTheLines_isDrawnFromTopToBottom() throws Exception {
    assumeTrue(canDraw(), "this machine has no fonts");
    Path png = folder.resolve("marks.png");
    chart().mark("night", 40).mark("alarm", 140).save(png);
    BufferedImage image = ImageIO.read(png.toFile());
    Set<Integer> columns = new HashSet<>();
    for (int x = 0; x < image.getWidth(); x++) {
      int dashes = 0;
      for (int y = 0; y < image.getHeight(); y++) {
        dashes += (image.getRGB(x, y) & 0xFFFFFF) == 0x555555 ? 1 : 0;
      }
      if (dashes > image.getHeight() / 4) {
        columns.add(x / 20);
      }
    }
    assertThat(columns).hasSize(2);
    assertThatThrownBy(() -> chart().mark("night", Double.NaN))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void series_unequalLengthsOrNameTwice_isRefused() {
    assertThatThrownBy(() -> chart().series("one", XS, new double[2]))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> chart().series("cascade", XS, YS))
        .hasMessageContaining("name used before");
    assertThatThrownBy(() -> new LabelledPoint("x", Double.NaN, 1, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void require_javaWithoutFonts_saysWhatToInstall() {
    for (Throwable thrown :
        List.of(
            new InternalError("java.lang.reflect.InvocationTargetException"),
            new UnsatisfiedLinkError("libfreetype.so.6"),
            new NullPointerException("Fontconfig head is null"))) {
      assertThatThrownBy(() -> TextDrawing.require(() -> sneak(thrown)))
          .isInstanceOf(PlotException.class)
          .hasMessageContaining("fonts-dejavu-core")
          .hasCause(thrown);
    }
  }

  private static void sneak(Throwable thrown) {
    if (thrown instanceof Error error) {
      throw error;
    }
    throw (RuntimeException) thrown;
  }

  private static LineChart chart() {
    return LineChart.of("Accuracy", "MMAC", "percent").series("cascade", XS, YS, ERRORS);
  }

  private static boolean canDraw() {
    try {
      TextDrawing.require();
      return true;
    } catch (PlotException noFonts) {
      return false;
    }
  }

  private static Set<Integer> colours(BufferedImage image) {
    Set<Integer> colours = new HashSet<>();
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        colours.add(image.getRGB(x, y) & 0xFFFFFF);
      }
    }
    return colours;
  }
}
