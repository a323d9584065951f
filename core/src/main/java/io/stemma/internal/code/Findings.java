package io.stemma.internal.code;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.Stream;

/**
 * What was found in captured code, each once: first what is refused, then what the transformation's
 * own class and those around it do, then the others.
 *
 * @param kept the first of them
 * @param more how many others there are
 */
public record Findings(List<Finding> kept, int more) {
  private static final int MAX = 100;

  /** Copies the list. */
  public Findings {
    kept = List.copyOf(kept);
  }

  /**
   * Puts findings in order.
   *
   * @param entry binary name of the transformation's class
   */
  static Findings of(String entry, Collection<Finding> found) {
    int nested = entry.indexOf('$', 1);
    String host = nested < 0 ? entry : entry.substring(0, nested);
    List<Finding> all = new ArrayList<>(new LinkedHashSet<>(found));
    all.sort(
        Comparator.comparing((Finding each) -> !each.isRefused())
            .thenComparing(each -> !each.type().equals(entry))
            .thenComparing(
                each -> !each.type().equals(host) && !each.type().startsWith(host + "$")));
    long refused = all.stream().filter(Finding::isRefused).count();
    int keep = Math.min(all.size(), Math.max(MAX, (int) refused));
    return new Findings(all.subList(0, keep), all.size() - keep);
  }

  /** Those for which the code is not run. */
  public List<Finding> refused() {
    return kept.stream().filter(Finding::isRefused).toList();
  }

  /** Those that the user is told of. */
  public List<Finding> warned() {
    return kept.stream().filter(each -> each.treatment() == Finding.Treatment.WARNED).toList();
  }

  /** Those of a kind. */
  Stream<Finding> of(Finding.Kind kind) {
    return kept.stream().filter(each -> each.kind() == kind);
  }
}
