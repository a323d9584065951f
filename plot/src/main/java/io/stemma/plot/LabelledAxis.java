package io.stemma.plot;

import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import org.jfree.chart.axis.AxisState;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;

/**
 * An axis at the left or the bottom that writes its label as text. By itself it would draw the
 * outlines of letters where the label is turned, for which it needs a font of the machine.
 */
final class LabelledAxis extends NumberAxis {
  private static final long serialVersionUID = 1L;

  private final String text;

  LabelledAxis(String text) {
    super(text);
    this.text = text;
  }

  @Override
  protected AxisState drawLabel(
      String label,
      Graphics2D canvas,
      Rectangle2D plotArea,
      Rectangle2D dataArea,
      RectangleEdge edge,
      AxisState state) {
    if (text.isEmpty()) {
      return state;
    }
    canvas.setFont(getLabelFont());
    canvas.setPaint(getLabelPaint());
    FontMetrics metrics = canvas.getFontMetrics(getLabelFont());
    double half = metrics.getStringBounds(text, canvas).getWidth() / 2;
    RectangleInsets room = getLabelInsets();
    if (edge.equals(RectangleEdge.LEFT)) {
      double x = state.getCursor() - room.getRight() - metrics.getDescent();
      AffineTransform before = canvas.getTransform();
      canvas.translate(x, dataArea.getCenterY() + half);
      canvas.rotate(-Math.PI / 2);
      canvas.drawString(text, 0f, 0f);
      canvas.setTransform(before);
      state.cursorLeft(room.getLeft() + room.getRight() + metrics.getHeight());
    } else {
      double y = state.getCursor() + room.getTop() + metrics.getAscent();
      canvas.drawString(text, (float) (dataArea.getCenterX() - half), (float) y);
      state.cursorDown(room.getTop() + room.getBottom() + metrics.getHeight());
    }
    return state;
  }
}
