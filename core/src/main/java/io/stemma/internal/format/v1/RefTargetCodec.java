package io.stemma.internal.format.v1;

import io.stemma.internal.base.ByteReader;
import io.stemma.internal.base.ByteWriter;
import io.stemma.internal.base.Hash;
import io.stemma.internal.base.MalformedException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A ref's target as a value in the tree of refs: flags (1 byte: 1 a commit, 2 a root, 4 moved), the
 * ids, the time (seconds as 8 bytes, nanoseconds as 4), the description behind its length, and if
 * it was moved, the 16 bytes of the operation's id. Locations are not kept.
 */
public final class RefTargetCodec {
  private static final int COMMIT = 1;
  private static final int ROOT = 2;
  private static final int MOVED = 4;
  private static final int ID_BYTES = 16;

  private RefTargetCodec() {}

  /** The value of a target. */
  public static byte[] encode(RefTarget target) {
    ByteWriter out = new ByteWriter(96);
    out.u8(
        (target.commit().isPresent() ? COMMIT : 0)
            | (target.root().isPresent() ? ROOT : 0)
            | (target.movedBy().isPresent() ? MOVED : 0));
    target.commit().ifPresent(out::hash);
    target.root().ifPresent(out::hash);
    Instant time = target.time();
    out.i64(time.getEpochSecond()).i32(time.getNano());
    out.string(target.description());
    target.movedBy().ifPresent(id -> out.bytes(HexFormat.of().parseHex(id)));
    return out.toBytes();
  }

  /** The target of a value. */
  public static RefTarget decode(byte[] value) {
    ByteReader in = new ByteReader(value);
    int flags = in.u8();
    if ((flags & ~(COMMIT | ROOT | MOVED)) != 0) {
      throw new MalformedException("a ref with flags " + flags + ", which this version has not");
    }
    Optional<Hash> commit = (flags & COMMIT) != 0 ? Optional.of(in.hash()) : Optional.empty();
    Optional<Hash> root = (flags & ROOT) != 0 ? Optional.of(in.hash()) : Optional.empty();
    long second = in.i64();
    int nano = in.i32();
    if (nano < 0 || nano >= 1_000_000_000) {
      throw new MalformedException("a ref with " + nano + " nanoseconds");
    }
    try {
      Instant time = Instant.ofEpochSecond(second, nano);
      String description = in.string(RefTarget.MAX_DESCRIPTION);
      Optional<String> movedBy =
          (flags & MOVED) != 0
              ? Optional.of(HexFormat.of().formatHex(in.bytes(ID_BYTES)))
              : Optional.empty();
      in.expectEnd();
      return new RefTarget(
          commit, Optional.empty(), root, Optional.empty(), time, description, movedBy);
    } catch (DateTimeException | ArithmeticException | IllegalArgumentException e) {
      throw new MalformedException("a ref that is damaged: " + e.getMessage(), e);
    }
  }
}
