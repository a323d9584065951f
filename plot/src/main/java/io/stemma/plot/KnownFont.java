package io.stemma.plot;

import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics;
import java.awt.font.FontRenderContext;
import java.awt.font.LineMetrics;
import java.awt.geom.Rectangle2D;

/**
 * A sans-serif font whose letters are as wide as written here, whatever fonts the machine has. The
 * layout of a chart then is the same anywhere, and an SVG viewer is told how wide a text has to be.
 */
final class KnownFont extends Font {
  private static final long serialVersionUID = 1L;

  /** Thousandths of the size for the characters from space to tilde; about those of Helvetica. */
  private static final String WIDTHS =
      "278278355556556889667191333333389584278333278278"
          + "556556556556556556556556556556278278584584584556"
          + "999667667722722667611778722278500667556833722778667778722667611722667944667667611"
          + "278278278469556333"
          + "556556500556556278556556222222500222833556556556556333500278556500722500500500"
          + "334260334584";

  /** For what has no width of its own here: as wide as a digit, or as high as wide. */
  private static final int OTHER = 556;

  private static final int IDEOGRAPH = 1000;

  KnownFont(int size) {
    super("known widths", Font.PLAIN, size); // a name that makes it equal to no font of a chart
  }

  double width(String text) {
    return text.codePoints().map(KnownFont::width).sum() * getSize2D() / 1000;
  }

  private static int width(int character) {
    if (character >= ' ' && character <= '~') {
      int at = 3 * (character - ' ');
      return Integer.parseInt(WIDTHS, at, at + 3, 10);
    }
    return character >= 0x2e80 ? IDEOGRAPH : OTHER;
  }

  private double ascent() {
    return 0.9 * getSize2D();
  }

  private double descent() {
    return 0.22 * getSize2D();
  }

  @Override
  public LineMetrics getLineMetrics(String text, FontRenderContext context) {
    return new Line(text.length());
  }

  @Override
  public LineMetrics getLineMetrics(String text, int from, int to, FontRenderContext context) {
    return new Line(to - from);
  }

  @Override
  public Rectangle2D getStringBounds(String text, FontRenderContext context) {
    return new Rectangle2D.Double(0, -ascent(), width(text), ascent() + descent());
  }

  FontMetrics metrics() {
    return new Metrics(this);
  }

  /** How high a line is. */
  private final class Line extends LineMetrics {
    private final int characters;

    private Line(int characters) {
      this.characters = characters;
    }

    @Override
    public int getNumChars() {
      return characters;
    }

    @Override
    public float getAscent() {
      return (float) ascent();
    }

    @Override
    public float getDescent() {
      return (float) descent();
    }

    @Override
    public float getLeading() {
      return 0;
    }

    @Override
    public float getHeight() {
      return getAscent() + getDescent();
    }

    @Override
    public int getBaselineIndex() {
      return Font.ROMAN_BASELINE;
    }

    @Override
    public float[] getBaselineOffsets() {
      return new float[3];
    }

    @Override
    public float getStrikethroughOffset() {
      return -getAscent() / 3;
    }

    @Override
    public float getStrikethroughThickness() {
      return 1;
    }

    @Override
    public float getUnderlineOffset() {
      return 1;
    }

    @Override
    public float getUnderlineThickness() {
      return 1;
    }
  }

  /** The same, as it is asked for through a canvas. */
  private static final class Metrics extends FontMetrics {
    private static final long serialVersionUID = 1L;

    private final KnownFont known;

    private Metrics(KnownFont font) {
      super(font);
      this.known = font;
    }

    @Override
    public int getAscent() {
      return (int) Math.ceil(known.ascent());
    }

    @Override
    public int getDescent() {
      return (int) Math.ceil(known.descent());
    }

    @Override
    public int getLeading() {
      return 0;
    }

    @Override
    public int charWidth(char character) {
      return stringWidth(String.valueOf(character));
    }

    @Override
    public int charsWidth(char[] data, int offset, int length) {
      return stringWidth(new String(data, offset, length));
    }

    @Override
    public int stringWidth(String text) {
      return (int) Math.ceil(known.width(text));
    }

    @Override
    public LineMetrics getLineMetrics(String text, Graphics canvas) {
      return known.new Line(text.length());
    }

    @Override
    public Rectangle2D getStringBounds(String text, Graphics canvas) {
      return new Rectangle2D.Double(
          0, -known.ascent(), known.width(text), known.ascent() + known.descent());
    }
  }
}
