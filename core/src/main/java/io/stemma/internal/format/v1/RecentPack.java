package io.stemma.internal.format.v1;

import java.util.List;
import java.util.Optional;

/**
 * A live pack that no index object covers yet.
 *
 * @param pack its name
 * @param length its length in bytes
 * @param table its table, where that is short enough to travel in the log entry
 */
public record RecentPack(PackId pack, long length, Optional<List<PackRow>> table) {
  /** Checks the values. */
  public RecentPack {
    Checks.number("the length of a pack", length, 0, 1L << 40);
    table = table.map(List::copyOf);
    if (table.isPresent() && InlineTable.bytes(table.get()) >= InlineTable.MAX_BYTES) {
      throw new IllegalArgumentException(
          "the table of pack " + pack + " is too long to be kept in a log entry");
    }
  }

  /** A pack whose table travels along if it is short enough. */
  public static RecentPack of(PackId pack, long length, List<PackRow> table) {
    boolean small = InlineTable.bytes(table) < InlineTable.MAX_BYTES;
    return new RecentPack(pack, length, small ? Optional.of(table) : Optional.empty());
  }
}
