package io.stemma.plot;

import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Panels as a picture of a size. */
final class Drawing {
  private Drawing() {}

  static String svg(String title, List<Panel> panels, int width, int height) {
    SvgCanvas canvas = new SvgCanvas(width, height);
    Chart chart = new Chart(KnownFont::new);
    chart.of(title, panels).draw(canvas, new Rectangle2D.Double(0, 0, width, height));
    return canvas.document(title);
  }

  static byte[] png(String title, List<Panel> panels, int width, int height) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    Chart chart = new Chart(size -> new Font(Font.SANS_SERIF, Font.PLAIN, size));
    chart.of(title, panels).draw(graphics, new Rectangle2D.Double(0, 0, width, height));
    graphics.dispose();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    // Not left to ImageIO, which would keep it in a file for a while.
    try (ImageOutputStream stream = new MemoryCacheImageOutputStream(bytes)) {
      if (!ImageIO.write(image, "png", stream)) {
        throw new IllegalStateException("this Java cannot write PNG; write SVG");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
