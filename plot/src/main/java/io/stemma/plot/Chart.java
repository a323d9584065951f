package io.stemma.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.geom.Ellipse2D;
import java.util.List;
import java.util.function.IntFunction;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTickUnitSource;
import org.jfree.chart.block.BlockBorder;
import org.jfree.chart.plot.CombinedDomainXYPlot;
import org.jfree.chart.plot.SeriesRenderingOrder;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.title.TextTitle;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.data.xy.DefaultXYDataset;

/** Panels as a chart that can draw itself. */
final class Chart {
  private static final int TEXT = 12;
  private static final int TITLE = 15;

  /** Of a longer title no more is drawn: it would fill the picture, and take for ever to break. */
  private static final int TITLE_LENGTH = 500;

  private static final Color GRID = new Color(0xdddddd);

  /** Told apart by most people who see colours otherwise, too. */
  private static final List<Color> COLORS =
      List.of(
          new Color(0x0b5fa5),
          new Color(0xd1495b),
          new Color(0x2b8a5a),
          new Color(0x8257b0),
          new Color(0xe08a1e),
          new Color(0x3aa6c4),
          new Color(0x555555));

  private final IntFunction<Font> fonts;

  /** Makes charts with fonts by their size. */
  Chart(IntFunction<Font> fonts) {
    this.fonts = fonts;
  }

  JFreeChart of(String title, List<Panel> panels) {
    Scale scale = Scale.of(panels);
    CombinedDomainXYPlot all = new CombinedDomainXYPlot(timeAxis(scale));
    all.setGap(12);
    int color = 0;
    boolean legend = false;
    for (Panel panel : panels) {
      all.add(plot(panel, scale, color), panel.size());
      color += panel.traces().size();
      legend |= panel.traces().size() > 1;
    }
    JFreeChart chart = new JFreeChart(null, fonts.apply(TITLE), all, legend);
    if (!title.isEmpty()) {
      chart.setTitle(new TextTitle(cut(title), fonts.apply(TITLE)));
    }
    if (legend) {
      chart.getLegend().setItemFont(fonts.apply(TEXT));
      chart.getLegend().setFrame(BlockBorder.NONE);
    }
    chart.setBackgroundPaint(Color.WHITE);
    chart.setPadding(new RectangleInsets(8, 8, 8, 16));
    return chart;
  }

  private static String cut(String title) {
    if (title.length() <= TITLE_LENGTH) {
      return title;
    }
    int end = title.offsetByCodePoints(0, title.codePointCount(0, TITLE_LENGTH - 1));
    return title.substring(0, end) + "\u2026";
  }

  private NumberAxis timeAxis(Scale scale) {
    NumberAxis axis = axis("time (" + scale.unit() + ")");
    axis.setRange(scale.range());
    return axis;
  }

  private NumberAxis axis(String label) {
    NumberAxis axis = new LabelledAxis(label);
    axis.setLabelFont(fonts.apply(TEXT));
    axis.setTickLabelFont(fonts.apply(TEXT));
    axis.setStandardTickUnits(new NumberTickUnitSource(false, new TickFormat()));
    return axis;
  }

  private XYPlot plot(Panel panel, Scale scale, int firstColor) {
    DefaultXYDataset lines = new DefaultXYDataset();
    XYLineAndShapeRenderer renderer = new LineRenderer(panel.traces());
    renderer.setDrawSeriesLineAsPath(true);
    renderer.setLegendItemLabelGenerator((data, line) -> panel.traces().get(line).name());
    for (int i = 0; i < panel.traces().size(); i++) {
      Trace trace = panel.traces().get(i);
      lines.addSeries(i, new double[][] {scale.apply(trace.times()), trace.values()});
      renderer.setSeriesPaint(i, COLORS.get((firstColor + i) % COLORS.size()));
      renderer.setSeriesStroke(i, stroke(1.2f));
      renderer.setSeriesShape(i, new Ellipse2D.Double(-2, -2, 4, 4));
      renderer.setSeriesVisibleInLegend(i, panel.traces().size() > 1);
    }
    NumberAxis values = axis(panel.label());
    values.setRange(Scale.valueRange(panel.traces()));
    XYPlot plot = new XYPlot(lines, null, values, renderer);
    plot.setSeriesRenderingOrder(SeriesRenderingOrder.FORWARD);
    plot.setBackgroundPaint(Color.WHITE);
    plot.setDomainGridlinePaint(GRID);
    plot.setRangeGridlinePaint(GRID);
    plot.setDomainGridlineStroke(stroke(1));
    plot.setRangeGridlineStroke(stroke(1));
    plot.setNoDataMessage("no samples");
    plot.setNoDataMessageFont(fonts.apply(TEXT));
    return plot;
  }

  private static BasicStroke stroke(float width) {
    return new BasicStroke(width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
  }

  /** Draws a line, and a dot where no line leads to. */
  private static final class LineRenderer extends XYLineAndShapeRenderer {
    private static final long serialVersionUID = 1L;

    private final transient List<Trace> traces;

    private LineRenderer(List<Trace> traces) {
      super(true, false);
      this.traces = traces;
    }

    @Override
    public boolean getItemShapeVisible(int series, int item) {
      return traces.get(series).isAlone(item);
    }
  }
}
