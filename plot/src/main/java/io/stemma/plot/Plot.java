package io.stemma.plot;

import io.stemma.display.Displayed;
import io.stemma.signal.Signal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * Signals over time, as a picture: {@code Plot.of("te", te).and("ne", ne).title("shot
 * 170325").write(Path.of("shot.svg"))}.
 *
 * <p>Signals of one unit share a panel, every other unit has a panel of its own below, over the
 * same times. A signal that has more samples than the picture is wide is drawn by the smallest and
 * largest samples of each column, so no peak is lost, and a signal of any length is drawn in the
 * memory of the picture. A line has a gap where a whole column is NaN, infinite, or beyond 1e300; a
 * sample between two gaps is a dot.
 *
 * <p>Equal signals give equal SVG, on any machine: no display, no font and no locale of the machine
 * counts. PNG is drawn with a font of the machine, and needs one. Where {@code DISPLAY} names a
 * display that cannot be reached, Java has to be started with {@code -Djava.awt.headless=true}.
 *
 * <p>A plot never changes: what sets something gives another one. Nothing is read before something
 * is drawn. Signals in files are read then, each once; if that fails, so does drawing, with what
 * {@link Signal} throws. Safe for use by several threads.
 */
public final class Plot implements Displayed {
  private static final int WIDTH = 800;
  private static final int PANEL_HEIGHT = 300;
  private static final int MIN_SIZE = 100;
  private static final int MAX_SIZE = 10_000;

  /** A signal with its name; the empty text if it has none. */
  record Named(String name, Signal signal) {}

  private final String title;
  private final List<Named> signals;
  private final boolean compared;
  private final Optional<Times> times;

  private Plot(String title, List<Named> signals, boolean compared, Optional<Times> times) {
    this.title = title;
    this.signals = signals;
    this.compared = compared;
    this.times = times;
  }

  /**
   * A signal without a name.
   *
   * @param signal the signal
   * @return its plot
   */
  public static Plot of(Signal signal) {
    Objects.requireNonNull(signal, "signal");
    return new Plot("", List.of(new Named("", signal)), false, Optional.empty());
  }

  /**
   * A signal with a name, which its axis or the legend shows.
   *
   * @param name the name, for people
   * @param signal the signal
   * @return its plot
   */
  public static Plot of(String name, Signal signal) {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(signal, "signal");
    return new Plot("", List.of(new Named(name, signal)), false, Optional.empty());
  }

  /**
   * A signal before and after something was done to it, and {@code after - before} below.
   *
   * @param before the signal as it was
   * @param after the signal as it is; of the same length and unit, at the same times
   * @return both, and their difference
   * @throws IllegalArgumentException if lengths or units differ; if only times do, drawing throws
   *     it
   */
  public static Plot compare(Signal before, Signal after) {
    Objects.requireNonNull(before, "before");
    Objects.requireNonNull(after, "after");
    if (before.length() != after.length()) {
      throw new IllegalArgumentException(
          "the signal before has "
              + before.length()
              + " samples, the one after "
              + after.length()
              + ": compare slices of the same times, or plot both with of and and");
    }
    if (!before.unit().equals(after.unit())) {
      throw new IllegalArgumentException(
          "the signal before is in \""
              + before.unit()
              + "\", the one after in \""
              + after.unit()
              + "\": convert one and give it the unit with withUnit, or plot both with of and and");
    }
    List<Named> both = List.of(new Named("before", before), new Named("after", after));
    return new Plot("", both, true, Optional.empty());
  }

  /**
   * This plot with one more signal, in the panel of its unit.
   *
   * @param name a name that no signal of this plot has
   * @param signal the signal
   * @return the plot of all
   * @throws IllegalArgumentException if the name is taken
   */
  public Plot and(String name, Signal signal) {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(signal, "signal");
    if (signals.stream().anyMatch(each -> each.name().equals(name))) {
      throw new IllegalArgumentException(
          "this plot has a signal \"" + name + "\" already; give this one another name");
    }
    List<Named> more = new ArrayList<>(signals);
    more.add(new Named(name, signal));
    return new Plot(title, List.copyOf(more), compared, times);
  }

  /**
   * This plot with a title.
   *
   * @param text the title; none if it is empty
   * @return the plot
   */
  public Plot title(String text) {
    Objects.requireNonNull(text, "text");
    return new Plot(text, signals, compared, times);
  }

  /**
   * This plot over these times only, as {@link Signal#slice(double, double)} has them.
   *
   * @param fromTime where the picture begins, in seconds; negatively infinite for the beginning
   * @param toTime where it ends, in seconds; infinite for the end
   * @return the plot
   * @throws IllegalArgumentException if it does not end after it begins, or a time is NaN
   */
  public Plot between(double fromTime, double toTime) {
    if (!(fromTime < toTime)) {
      throw new IllegalArgumentException(
          "a plot must end after it begins: not " + fromTime + " s to " + toTime + " s");
    }
    return new Plot(title, signals, compared, Optional.of(new Times(fromTime, toTime)));
  }

  /**
   * The picture as SVG, 800 wide and 300 high for each panel.
   *
   * @return the text of an SVG document
   */
  public String svg() {
    return svg(WIDTH, height());
  }

  /** The picture as SVG, for a notebook. */
  @Override
  public String html() {
    return "<div style=\"overflow-x:auto\">\n" + svg() + "</div>\n";
  }

  /**
   * The picture as SVG.
   *
   * @param width its width in pixels, 100 to 10,000
   * @param height its height in pixels, 100 to 10,000
   * @return the text of an SVG document
   * @throws IllegalArgumentException if it would be too small or too large
   */
  public String svg(int width, int height) {
    requireSize(width, height);
    return Drawing.svg(title, panels(width), width, height);
  }

  /**
   * The picture as PNG, 800 wide and 300 high for each panel.
   *
   * @return the bytes of a PNG file
   */
  public byte[] png() {
    return png(WIDTH, height());
  }

  /**
   * The picture as PNG.
   *
   * @param width its width in pixels, 100 to 10,000
   * @param height its height in pixels, 100 to 10,000
   * @return the bytes of a PNG file
   * @throws IllegalArgumentException if it would be too small or too large
   */
  public byte[] png(int width, int height) {
    requireSize(width, height);
    return Drawing.png(title, panels(width), width, height);
  }

  /**
   * Writes the picture to a file, which is created or written over.
   *
   * @param path a file of any file system, whose name ends in {@code .svg} or {@code .png}
   * @throws IllegalArgumentException if it ends otherwise
   * @throws IOException if the file cannot be written
   */
  public void write(Path path) throws IOException {
    Objects.requireNonNull(path, "path");
    String name = path.toString().toLowerCase(Locale.ROOT);
    if (name.endsWith(".svg")) {
      Files.write(path, svg().getBytes(StandardCharsets.UTF_8));
    } else if (name.endsWith(".png")) {
      Files.write(path, png());
    } else {
      throw new IllegalArgumentException(
          "a plot is written to a file that ends in .svg or .png, not to " + path);
    }
  }

  private static void requireSize(int width, int height) {
    if (Math.min(width, height) < MIN_SIZE || Math.max(width, height) > MAX_SIZE) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "a plot is %d to %,d pixels wide and high, not %d x %d",
              MIN_SIZE,
              MAX_SIZE,
              width,
              height));
    }
  }

  private int height() {
    long units = signals.stream().map(each -> each.signal().unit()).distinct().count();
    return (int) Math.min(MAX_SIZE, PANEL_HEIGHT * (units + (compared ? 1 : 0)));
  }

  private List<Panel> panels(int width) {
    List<Panel> panels = new ArrayList<>(Panel.ofUnits(signals, times, width));
    if (compared) {
      panels.add(Panel.ofDifference(signals.get(1), signals.get(0), times, width));
    }
    return panels;
  }

  /**
   * One line: what is plotted, and how to see it.
   *
   * @return a line for people
   */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("Plot");
    if (!title.isEmpty()) {
      text.append(" \"").append(title.replaceAll("\\p{Cntrl}", " ")).append('"');
    }
    for (int i = 0; i < signals.size(); i++) {
      String name = signals.get(i).name().replaceAll("\\p{Cntrl}", " ");
      long length = signals.get(i).signal().length();
      text.append(i == 0 ? " of " : ", ").append(name).append(name.isEmpty() ? "" : ": ");
      text.append(String.format(Locale.ROOT, "%,d samples", length));
    }
    return text.append(compared ? ", and their difference" : "")
        .append("; see it with write(Path.of(\"plot.svg\")), or .png")
        .toString();
  }
}
