package io.stemma.plot;

import java.awt.Color;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.GraphicsConfiguration;
import java.awt.Image;
import java.awt.font.GlyphVector;
import java.awt.geom.AffineTransform;
import java.awt.geom.Arc2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.awt.image.BufferedImageOp;
import java.awt.image.ImageObserver;
import java.awt.image.RenderedImage;
import java.awt.image.renderable.RenderableImage;
import java.text.AttributedCharacterIterator;

/**
 * A canvas on which everything comes down to drawing or filling a shape, or writing a text. Images,
 * glyphs, copies and exclusive-or are not there: charts here use none.
 */
abstract class ShapeCanvas extends Graphics2D {
  private static UnsupportedOperationException missing(String what) {
    return new UnsupportedOperationException("this canvas has no " + what);
  }

  @Override
  public final void drawLine(int x1, int y1, int x2, int y2) {
    draw(new Line2D.Double(x1, y1, x2, y2));
  }

  @Override
  public final void fillRect(int x, int y, int width, int height) {
    fill(new Rectangle2D.Double(x, y, width, height));
  }

  @Override
  public final void clearRect(int x, int y, int width, int height) {
    Color before = getColor();
    setColor(getBackground());
    fillRect(x, y, width, height);
    setColor(before);
  }

  @Override
  public final void drawRoundRect(int x, int y, int width, int height, int w, int h) {
    draw(new RoundRectangle2D.Double(x, y, width, height, w, h));
  }

  @Override
  public final void fillRoundRect(int x, int y, int width, int height, int w, int h) {
    fill(new RoundRectangle2D.Double(x, y, width, height, w, h));
  }

  @Override
  public final void drawOval(int x, int y, int width, int height) {
    draw(new Ellipse2D.Double(x, y, width, height));
  }

  @Override
  public final void fillOval(int x, int y, int width, int height) {
    fill(new Ellipse2D.Double(x, y, width, height));
  }

  @Override
  public final void drawArc(int x, int y, int width, int height, int start, int angle) {
    draw(new Arc2D.Double(x, y, width, height, start, angle, Arc2D.OPEN));
  }

  @Override
  public final void fillArc(int x, int y, int width, int height, int start, int angle) {
    fill(new Arc2D.Double(x, y, width, height, start, angle, Arc2D.PIE));
  }

  private static Path2D path(int[] xs, int[] ys, int count, boolean closed) {
    Path2D path = new Path2D.Double();
    for (int i = 0; i < count; i++) {
      if (i == 0) {
        path.moveTo(xs[i], ys[i]);
      } else {
        path.lineTo(xs[i], ys[i]);
      }
    }
    if (closed && count > 0) {
      path.closePath();
    }
    return path;
  }

  @Override
  public final void drawPolyline(int[] xs, int[] ys, int count) {
    draw(path(xs, ys, count, false));
  }

  @Override
  public final void drawPolygon(int[] xs, int[] ys, int count) {
    draw(path(xs, ys, count, true));
  }

  @Override
  public final void fillPolygon(int[] xs, int[] ys, int count) {
    fill(path(xs, ys, count, true));
  }

  @Override
  public final void drawString(String text, int x, int y) {
    drawString(text, (float) x, (float) y);
  }

  @Override
  public final void drawString(AttributedCharacterIterator text, int x, int y) {
    throw missing("texts of several fonts");
  }

  @Override
  public final void drawString(AttributedCharacterIterator text, float x, float y) {
    throw missing("texts of several fonts");
  }

  @Override
  public final void drawGlyphVector(GlyphVector glyphs, float x, float y) {
    throw missing("glyphs");
  }

  @Override
  public final GraphicsConfiguration getDeviceConfiguration() {
    throw missing("device");
  }

  @Override
  public final void setPaintMode() {}

  @Override
  public final void setXORMode(Color other) {
    throw missing("exclusive-or");
  }

  @Override
  public final void copyArea(int x, int y, int width, int height, int dx, int dy) {
    throw missing("pixels to copy");
  }

  @Override
  public final Graphics create() {
    throw missing("copies");
  }

  @Override
  public final void dispose() {}

  @Override
  public final boolean drawImage(Image image, AffineTransform at, ImageObserver observer) {
    throw missing("images");
  }

  @Override
  public final void drawImage(BufferedImage image, BufferedImageOp operation, int x, int y) {
    throw missing("images");
  }

  @Override
  public final void drawRenderedImage(RenderedImage image, AffineTransform at) {
    throw missing("images");
  }

  @Override
  public final void drawRenderableImage(RenderableImage image, AffineTransform at) {
    throw missing("images");
  }

  @Override
  public final boolean drawImage(Image image, int x, int y, ImageObserver observer) {
    throw missing("images");
  }

  @Override
  public final boolean drawImage(
      Image image, int x, int y, int width, int height, ImageObserver observer) {
    throw missing("images");
  }

  @Override
  public final boolean drawImage(
      Image image, int x, int y, Color background, ImageObserver observer) {
    throw missing("images");
  }

  @Override
  public final boolean drawImage(
      Image image, int x, int y, int width, int height, Color background, ImageObserver observer) {
    throw missing("images");
  }

  @Override
  public final boolean drawImage(
      Image image,
      int dx1,
      int dy1,
      int dx2,
      int dy2,
      int sx1,
      int sy1,
      int sx2,
      int sy2,
      ImageObserver observer) {
    throw missing("images");
  }

  @Override
  public final boolean drawImage(
      Image image,
      int dx1,
      int dy1,
      int dx2,
      int dy2,
      int sx1,
      int sy1,
      int sx2,
      int sy2,
      Color background,
      ImageObserver observer) {
    throw missing("images");
  }
}
