package io.stemma.plot;

import java.awt.AlphaComposite;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Shape;
import java.awt.Stroke;
import java.awt.geom.AffineTransform;
import java.awt.geom.Point2D;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * A canvas that writes down what is drawn on it as SVG: lines, areas and texts in plain colours,
 * which is what a chart consists of. Equal drawings give equal text. It asks the machine for
 * nothing, neither for a display nor for a font.
 */
final class SvgCanvas extends StatefulCanvas {
  private final int width;
  private final int height;
  private final StringBuilder body = new StringBuilder();
  private final Set<String> clips = new LinkedHashSet<>();

  SvgCanvas(int width, int height) {
    this.width = width;
    this.height = height;
  }

  /** What was drawn so far, as a document. */
  String document(String title) {
    StringBuilder text = new StringBuilder("<svg xmlns=\"http://www.w3.org/2000/svg\"");
    text.append(" width=\"").append(width).append("\" height=\"").append(height);
    text.append("\" viewBox=\"0 0 ").append(width).append(' ').append(height);
    text.append("\" role=\"img\" font-family=\"Helvetica, Arial, sans-serif\">\n");
    if (!title.isEmpty()) {
      text.append("<title>").append(SvgText.escaped(title)).append("</title>\n");
    }
    for (String clip : clips) {
      text.append("<clipPath id=\"").append(name(clip)).append("\"><path d=\"");
      text.append(clip).append("\"/></clipPath>\n");
    }
    return text.append(body).append("</svg>\n").toString();
  }

  /** Of its outline alone, so that pictures in one page cannot take each other's. */
  private static String name(String clip) {
    return "clip" + clip.replaceAll("[^0-9.]+", "_").replace('.', '-');
  }

  @Override
  public void draw(Shape shape) {
    String path = SvgText.path(shape, getTransform());
    if (path.isEmpty()) { // a line that is nothing but gaps
      return;
    }
    body.append("<path d=\"").append(path);
    body.append("\" fill=\"none\"");
    color("stroke");
    stroke(getStroke());
    clip();
    body.append("/>\n");
  }

  @Override
  public void fill(Shape shape) {
    body.append("<path d=\"").append(SvgText.path(shape, getTransform())).append('"');
    color("fill");
    clip();
    body.append("/>\n");
  }

  @Override
  public void drawString(String text, float x, float y) {
    if (text.isBlank()) {
      return;
    }
    AffineTransform transform = getTransform();
    body.append("<text");
    if ((transform.getType() & ~AffineTransform.TYPE_TRANSLATION) == 0) {
      Point2D at = transform.transform(new Point2D.Float(x, y), null);
      body.append(" x=\"").append(SvgText.number(at.getX()));
      body.append("\" y=\"").append(SvgText.number(at.getY())).append('"');
    } else {
      transform.translate(x, y);
      double[] m = new double[6];
      transform.getMatrix(m);
      body.append(" transform=\"matrix(");
      for (int i = 0; i < m.length; i++) {
        body.append(i == 0 ? "" : " ").append(SvgText.number(m[i]));
      }
      body.append(")\"");
    }
    body.append(" font-size=\"").append(getFont().getSize()).append('"');
    if (getFont() instanceof KnownFont known) {
      body.append(" textLength=\"").append(SvgText.number(known.width(text)));
      body.append("\" lengthAdjust=\"spacingAndGlyphs\"");
    }
    color("fill");
    clip();
    body.append('>').append(SvgText.escaped(text)).append("</text>\n");
  }

  private void color(String attribute) {
    Color color = getColor();
    String rgb = String.format("%06x", color.getRGB() & 0xffffff);
    body.append(' ').append(attribute).append("=\"#").append(rgb).append('"');
    double opacity = color.getAlpha() / 255.0;
    if (getComposite() instanceof AlphaComposite composite) {
      opacity *= composite.getAlpha();
    }
    if (opacity < 1) {
      body.append(' ').append(attribute).append("-opacity=\"");
      body.append(SvgText.number(opacity)).append('"');
    }
  }

  private void stroke(Stroke stroke) {
    if (stroke instanceof BasicStroke basic) {
      body.append(" stroke-width=\"").append(SvgText.number(basic.getLineWidth())).append('"');
      if (basic.getLineJoin() == BasicStroke.JOIN_ROUND) {
        body.append(" stroke-linejoin=\"round\"");
      }
    }
  }

  private void clip() {
    Shape clip = outline();
    if (clip != null && !clip.contains(0, 0, width, height)) {
      String path = SvgText.path(clip, new AffineTransform());
      clips.add(path);
      body.append(" clip-path=\"url(#").append(name(path)).append(")\"");
    }
  }

  @Override
  public FontMetrics getFontMetrics(Font font) {
    KnownFont known = font instanceof KnownFont same ? same : new KnownFont(font.getSize());
    return known.metrics();
  }
}
