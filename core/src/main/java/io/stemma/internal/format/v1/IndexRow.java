package io.stemma.internal.format.v1;

import io.stemma.internal.base.Hash;

/**
 * One row of an index: where the bytes of an id are. Rows are ordered by id, then kind.
 *
 * @param kind what the bytes are
 * @param id their id
 * @param location where they are
 */
public record IndexRow(Kind kind, Hash id, Location location) implements Comparable<IndexRow> {

  @Override
  public int compareTo(IndexRow o) {
    int x = id.compareTo(o.id);
    return x != 0 ? x : Integer.compare(kind.code(), o.kind.code());
  }
}
