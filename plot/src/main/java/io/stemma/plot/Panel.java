package io.stemma.plot;

import io.stemma.signal.Decimation;
import io.stemma.signal.Signal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Lines that share an axis of values.
 *
 * @param label what the axis is labelled with; may be empty
 * @param traces the lines
 * @param times from when to when its signals are
 * @param size how high it is, compared with others
 */
record Panel(String label, List<Trace> traces, Times times, int size) {
  /** One for each unit, in the order in which units come. */
  static List<Panel> ofUnits(List<Plot.Named> signals, Optional<Times> times, int width) {
    Map<String, List<Plot.Named>> units = new LinkedHashMap<>();
    for (Plot.Named each : signals) {
      units.computeIfAbsent(each.signal().unit(), unit -> new ArrayList<>()).add(each);
    }
    List<Panel> panels = new ArrayList<>();
    units.forEach((unit, group) -> panels.add(ofUnit(unit, group, times, width)));
    return panels;
  }

  private static Panel ofUnit(
      String unit, List<Plot.Named> group, Optional<Times> times, int width) {
    List<Trace> traces = new ArrayList<>();
    for (Plot.Named each : group) {
      Signal seen = seen(each, times);
      traces.add(Trace.of(each.name(), seen.decimate(width)));
    }
    String label = label(group.size() == 1 ? group.get(0).name() : "", unit);
    return new Panel(label, traces, extent(group, times), 2);
  }

  /** A panel of the differences of two signals. */
  static Panel ofDifference(Plot.Named left, Plot.Named right, Optional<Times> times, int width) {
    Decimation difference = Decimation.ofDifference(seen(left, times), seen(right, times), width);
    String name = left.name() + " - " + right.name();
    List<Trace> traces = List.of(Trace.of(name, difference));
    String label = label(name, left.signal().unit());
    return new Panel(label, traces, extent(List.of(left), times), 1);
  }

  private static Signal seen(Plot.Named named, Optional<Times> times) {
    return times.map(each -> each.of(named.signal())).orElse(named.signal());
  }

  private static String label(String name, String unit) {
    return name.isEmpty() || unit.isEmpty() ? name + unit : name + " (" + unit + ")";
  }

  /** The times asked for; where they are open, those of the samples; infinite if there are none. */
  private static Times extent(List<Plot.Named> group, Optional<Times> times) {
    double from = Double.POSITIVE_INFINITY;
    double to = Double.NEGATIVE_INFINITY;
    for (Plot.Named each : group) {
      Signal signal = each.signal();
      if (Double.isNaN(signal.start())) {
        continue; // neither samples nor a step
      }
      from = Math.min(from, signal.start());
      to = Math.max(to, signal.length() == 0 ? from : signal.time(signal.length() - 1));
    }
    Times asked = times.orElse(new Times(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY));
    return new Times(
        Double.isInfinite(asked.from()) ? Math.min(from, asked.to()) : asked.from(),
        Double.isInfinite(asked.to()) ? Math.max(to, asked.from()) : asked.to());
  }
}
