package io.stemma.internal.format.v1;

import io.stemma.DatumState;
import io.stemma.execution.DatumOutcome;
import io.stemma.internal.base.ByteReader;
import io.stemma.internal.base.ByteWriter;
import io.stemma.internal.base.Hash;
import io.stemma.internal.base.MalformedException;
import java.util.Optional;

/**
 * Outcomes on their way back from another process, which are not stored. The SHA-256 of all that
 * follows; the version; name, state, tries and nanoseconds; 1 and the three texts of a failure, or
 * 0; the length of what was written, and this.
 */
public final class OutcomeBytes {
  private static final int VERSION = 1;
  private static final int MAX_STATE = 16;

  /** Longer than any text of an outcome, in bytes; each bounds itself. */
  private static final int MAX_TEXT = 1 << 20;

  private OutcomeBytes() {}

  /** Encodes an outcome. */
  public static byte[] encode(DatumOutcome outcome) {
    byte[] written = outcome.written();
    ByteWriter out = new ByteWriter(256 + written.length);
    out.bytes(new byte[Hash.BYTES]).varint(VERSION);
    out.string(outcome.datum()).string(outcome.state().name());
    out.varint(outcome.tries()).varint(outcome.nanos());
    out.u8(outcome.failure().isPresent() ? 1 : 0);
    outcome
        .failure()
        .ifPresent(
            failure ->
                out.string(failure.type()).string(failure.message()).string(failure.trace()));
    byte[] bytes = out.varint(written.length).bytes(written).toBytes();
    digest(bytes).write(bytes, 0);
    return bytes;
  }

  private static Hash digest(byte[] bytes) {
    return Hash.of(bytes, Hash.BYTES, bytes.length - Hash.BYTES);
  }

  /**
   * Decodes an outcome.
   *
   * @throws MalformedException if the bytes are no outcome of this version, or were changed
   */
  public static DatumOutcome decode(byte[] bytes) {
    ByteReader in = new ByteReader(bytes);
    if (!in.hash().equals(digest(bytes))) {
      throw new MalformedException("an outcome whose bytes are not those that were sent");
    }
    long version = in.varint();
    if (version != VERSION) {
      throw new MalformedException(
          "an outcome of version "
              + version
              + ", where this is "
              + VERSION
              + "; use one version of Stemma on both sides");
    }
    try {
      DatumOutcome outcome =
          new DatumOutcome(
              in.string(MAX_TEXT),
              DatumState.valueOf(in.string(MAX_STATE)),
              in.varint(Integer.MAX_VALUE),
              in.varint(),
              failure(in),
              in.bytes(in.varint(Integer.MAX_VALUE)));
      in.expectEnd();
      return outcome;
    } catch (IllegalArgumentException e) {
      throw new MalformedException("an outcome that breaks a rule: " + e.getMessage(), e);
    }
  }

  private static Optional<DatumOutcome.Failure> failure(ByteReader in) {
    int present = in.u8();
    if (present > 1) {
      throw new MalformedException("an outcome with " + present + " failures");
    }
    return present == 0
        ? Optional.empty()
        : Optional.of(
            new DatumOutcome.Failure(
                in.string(MAX_TEXT), in.string(MAX_TEXT), in.string(MAX_TEXT)));
  }
}
