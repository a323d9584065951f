package io.stemma.plot;

import java.awt.AlphaComposite;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Composite;
import java.awt.Font;
import java.awt.Paint;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.Stroke;
import java.awt.font.FontRenderContext;
import java.awt.geom.AffineTransform;
import java.awt.geom.Area;
import java.awt.geom.NoninvertibleTransformException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is set on a canvas: colour, stroke, font, hints, transform and clip. */
abstract class StatefulCanvas extends ShapeCanvas {
  private final RenderingHints hints = new RenderingHints(Map.of());
  private AffineTransform transform = new AffineTransform();
  private Color color = Color.BLACK;
  private Color background = Color.WHITE;
  private Stroke stroke = new BasicStroke();
  private Composite composite = AlphaComposite.SrcOver;
  private Font font = new KnownFont(12);
  private @Nullable Shape outline;

  /** What may be drawn on, in pixels of the picture; null for everything. */
  final @Nullable Shape outline() {
    return outline;
  }

  private AffineTransform inverse() {
    try {
      return transform.createInverse();
    } catch (NoninvertibleTransformException e) {
      throw new IllegalStateException("the canvas was scaled to nothing", e);
    }
  }

  @Override
  public final Color getColor() {
    return color;
  }

  @Override
  public final void setColor(Color color) {
    this.color = color;
  }

  @Override
  public final Paint getPaint() {
    return color;
  }

  @Override
  public final void setPaint(Paint paint) {
    if (!(paint instanceof Color plain)) {
      throw new UnsupportedOperationException("this canvas has plain colours only");
    }
    color = plain;
  }

  @Override
  public final Color getBackground() {
    return background;
  }

  @Override
  public final void setBackground(Color color) {
    background = color;
  }

  @Override
  public final Stroke getStroke() {
    return stroke;
  }

  @Override
  public final void setStroke(Stroke stroke) {
    this.stroke = stroke;
  }

  @Override
  public final Composite getComposite() {
    return composite;
  }

  @Override
  public final void setComposite(Composite composite) {
    this.composite = composite;
  }

  @Override
  public final Font getFont() {
    return font;
  }

  @Override
  public final void setFont(Font font) {
    this.font = font;
  }

  @Override
  public final FontRenderContext getFontRenderContext() {
    return new FontRenderContext(null, true, true);
  }

  @Override
  public final void setRenderingHint(RenderingHints.Key key, @Nullable Object value) {
    if (value == null) {
      hints.remove(key);
    } else {
      hints.put(key, value);
    }
  }

  @Override
  public final @Nullable Object getRenderingHint(RenderingHints.Key key) {
    return hints.get(key);
  }

  @Override
  public final void setRenderingHints(Map<?, ?> values) {
    hints.clear();
    hints.putAll(values);
  }

  @Override
  public final void addRenderingHints(Map<?, ?> values) {
    hints.putAll(values);
  }

  @Override
  public final RenderingHints getRenderingHints() {
    return (RenderingHints) hints.clone();
  }

  @Override
  public final AffineTransform getTransform() {
    return new AffineTransform(transform);
  }

  @Override
  public final void setTransform(AffineTransform other) {
    transform = new AffineTransform(other);
  }

  @Override
  public final void transform(AffineTransform other) {
    transform.concatenate(other);
  }

  @Override
  public final void translate(int x, int y) {
    transform.translate(x, y);
  }

  @Override
  public final void translate(double x, double y) {
    transform.translate(x, y);
  }

  @Override
  public final void rotate(double angle) {
    transform.rotate(angle);
  }

  @Override
  public final void rotate(double angle, double x, double y) {
    transform.rotate(angle, x, y);
  }

  @Override
  public final void scale(double x, double y) {
    transform.scale(x, y);
  }

  @Override
  public final void shear(double x, double y) {
    transform.shear(x, y);
  }

  @Override
  public final @Nullable Shape getClip() {
    return outline == null ? null : inverse().createTransformedShape(outline);
  }

  @Override
  public final @Nullable Rectangle getClipBounds() {
    Shape clip = getClip();
    return clip == null ? null : clip.getBounds();
  }

  @Override
  public final void setClip(@Nullable Shape clip) {
    outline = clip == null ? null : transform.createTransformedShape(clip);
  }

  @Override
  public final void setClip(int x, int y, int width, int height) {
    setClip(new Rectangle(x, y, width, height));
  }

  @Override
  public final void clip(Shape clip) {
    Area area = new Area(transform.createTransformedShape(clip));
    if (outline != null) {
      area.intersect(new Area(outline));
    }
    outline = area;
  }

  @Override
  public final void clipRect(int x, int y, int width, int height) {
    clip(new Rectangle(x, y, width, height));
  }

  @Override
  public final boolean hit(Rectangle place, Shape shape, boolean onStroke) {
    Shape drawn = onStroke ? stroke.createStrokedShape(shape) : shape;
    return transform.createTransformedShape(drawn).intersects(place);
  }
}
