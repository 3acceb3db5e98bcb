package io.hawkvision.zoo.roadside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class CanvasTest {
  private static final int SIZE = 40;

  private final Canvas canvas = new Canvas(SIZE, SIZE, 1f);

  @Test
  void disc_onTheCanvas_coversItsArea() {
    canvas.disc(new Point(20f, 20f), 10f, Colour.WHITE);
    assertThat(covered()).isCloseTo(314.2f, within(4f));
  }

  @Test
  void ring_onTheCanvas_leavesItsMiddleFree() {
    canvas.ring(new Point(20f, 20f), 5f, 10f, Colour.WHITE);
    assertThat(covered()).isCloseTo(235.6f, within(4f));
    assertThat(alpha(20, 20)).isZero();
  }

  @Test
  void polygon_cornersInEitherOrder_coversTheSame() {
    Point a = new Point(5f, 5f);
    Point b = new Point(30f, 8f);
    Point c = new Point(12f, 33f);
    canvas.polygon(Colour.WHITE, a, b, c);
    float clockwise = covered();
    Canvas other = new Canvas(SIZE, SIZE, 1f);
    other.polygon(Colour.WHITE, c, b, a);
    assertThat(other.pixels).isEqualTo(canvas.pixels);
    assertThat(clockwise).isCloseTo(339.5f, within(6f));
  }

  @Test
  void stroke_withRoundEnds_coversALineAndTwoHalfDiscs() {
    canvas.stroke(new Point(10f, 20f), new Point(30f, 20f), 6f, Colour.WHITE);
    assertThat(covered()).isCloseTo(120f + 28.3f, within(4f));
  }

  @Test
  void shapes_outsideTheCanvas_changeNothing() {
    canvas.disc(new Point(-50f, 20f), 10f, Colour.WHITE);
    canvas.stroke(new Point(100f, 100f), new Point(200f, 90f), 5f, Colour.WHITE);
    canvas.box(new Point(-30f, -30f), new Point(-10f, -10f), Colour.WHITE);
    canvas.glow(new Point(20f, 300f), 40f, Colour.WHITE);
    assertThat(covered()).isZero();
  }

  private float covered() {
    float sum = 0f;
    for (int i = 3; i < canvas.pixels.length; i += 4) {
      sum += canvas.pixels[i];
    }
    return sum;
  }

  private float alpha(int x, int y) {
    return canvas.pixels[4 * (y * SIZE + x) + 3];
  }
}
