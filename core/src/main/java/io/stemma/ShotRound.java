package io.stemma;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * What one look at a directory of shots found and did.
 *
 * @param directory the watched directory
 * @param events what there is to say of its shots, in the order in which it came about
 * @param alreadyThere how many shots were on the branch before, or were put there by somebody else
 *     meanwhile
 */
public record ShotRound(Path directory, List<ShotEvent> events, long alreadyThere) {
  private static final int SHOWN = 50;

  /**
   * Copies the list.
   *
   * @param directory the watched directory
   * @param events what there is to say of its shots, in the order in which it came about
   * @param alreadyThere how many shots were on the branch before, or were put there by somebody
   *     else meanwhile
   */
  public ShotRound {
    Objects.requireNonNull(directory, "directory");
    Objects.requireNonNull(events, "events");
    events = List.copyOf(events);
  }

  /**
   * The events of one kind.
   *
   * @param kind the kind
   * @return its events
   */
  public List<ShotEvent> of(ShotEvent.Kind kind) {
    Objects.requireNonNull(kind, "kind");
    return events.stream().filter(event -> event.kind() == kind).toList();
  }

  /** How many shots of each kind there were, and a line for each event. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(directory.toString()).append(": ");
    for (ShotEvent.Kind kind : ShotEvent.Kind.values()) {
      int count = of(kind).size();
      if (count > 0) {
        text.append(count).append(' ').append(kind.name().toLowerCase(Locale.ROOT)).append(", ");
      }
    }
    text.append(Sizes.count(alreadyThere, "shot")).append(" already there");
    events.stream().limit(SHOWN).forEach(event -> text.append("\n  ").append(event));
    int rest = events.size() - SHOWN;
    return rest > 0 ? text + "\n  ... and " + rest + " more" : text.toString();
  }
}
