package io.stemma.internal.format.v1;

import java.time.Instant;
import java.util.List;

/**
 * Roots the packs of a long transaction or a running job until it expires; reserved.
 *
 * @param id 32 hexadecimal digits
 * @param expiry when it stops counting
 * @param packs the packs that it keeps
 */
public record StagingEntry(String id, Instant expiry, List<PackId> packs) {
  /** Checks and copies. */
  public StagingEntry {
    Checks.id("the id of a staging entry", id);
    Checks.time("the expiry of a staging entry", expiry);
    packs = Checks.list("the packs of a staging entry", packs, 65_536);
  }
}
