package io.hawkvision.zoo.plot;

import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;

/** Finds out whether this machine's Java can draw text: a bare server may have no fonts at all. */
final class TextDrawing {
  private static final String ADVICE =
      "this Java cannot draw text (no fonts?); install fontconfig and a font, for instance"
          + " \"apt-get install fontconfig fonts-dejavu-core\", or do without the picture";

  private TextDrawing() {}

  static void require() throws PlotException {
    require(TextDrawing::drawOneWord);
  }

  /** What Java throws without fonts differs between its versions; it is always one of these. */
  static void require(Runnable drawing) throws PlotException {
    try {
      drawing.run();
    } catch (RuntimeException | LinkageError | InternalError noFonts) {
      throw new PlotException(ADVICE, noFonts);
    }
  }

  private static void drawOneWord() {
    Graphics2D graphics = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics();
    try {
      graphics.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
      graphics.drawString("m", 0, 0);
      if (graphics.getFontMetrics().stringWidth("m") <= 0) {
        throw new IllegalStateException("a letter without width");
      }
    } finally {
      graphics.dispose();
    }
  }
}
