package io.stemma.internal.ingest;

import io.stemma.internal.base.ByteReader;
import io.stemma.internal.base.ByteWriter;
import io.stemma.internal.base.Hash;
import java.util.Optional;

/**
 * To what the known files went. Where a root is given, its tree holds every known file at its place
 * below the target, with its content and with what was to be kept of its metadata.
 *
 * @param target directory in the tree
 */
record KnownBase(Optional<Hash> root, String target, boolean keepModified, boolean keepExecutable) {

  KnownBase withRoot(Optional<Hash> other) {
    return new KnownBase(other, target, keepModified, keepExecutable);
  }

  /** Whether all but the root is the same. */
  boolean sameButRoot(KnownBase o) {
    return target.equals(o.target)
        && keepModified == o.keepModified
        && keepExecutable == o.keepExecutable;
  }

  void write(ByteWriter out) {
    out.u8(root.isPresent() ? 1 : 0).hash(root.orElse(Hash.of(new byte[0])));
    out.string(target).u8(keepModified ? 1 : 0).u8(keepExecutable ? 1 : 0);
  }

  static KnownBase read(ByteReader in) {
    boolean present = in.u8() == 1;
    Hash hash = in.hash();
    Optional<Hash> root = present ? Optional.of(hash) : Optional.empty();
    String target = in.string(KnownFile.MAX_NAME);
    boolean keepModified = in.u8() == 1;
    return new KnownBase(root, target, keepModified, in.u8() == 1);
  }
}
