package io.stemma.internal.pipeline;

import io.stemma.CorruptObjectException;
import io.stemma.internal.base.Hash;
import io.stemma.internal.base.MalformedException;
import io.stemma.internal.format.v1.DatumResult;
import io.stemma.internal.format.v1.Kind;
import io.stemma.internal.format.v1.UnsupportedVersionException;
import java.util.Optional;

/** What was computed before, by whatever pipeline of an archive. */
final class Results {
  private Results() {}

  /** The result of a key, if it is remembered. */
  static Optional<DatumResult> find(PipelineArchive archive, Hash key) {
    return archive.holds(Kind.DATUM_RESULT, key)
        ? Optional.of(get(archive, key))
        : Optional.empty();
  }

  /**
   * The result of a key that something refers to.
   *
   * @throws io.stemma.DamageException if it is missing or damaged
   */
  static DatumResult get(PipelineArchive archive, Hash key) {
    try {
      return DatumResult.decode(archive.chunks().read(Kind.DATUM_RESULT, key));
    } catch (MalformedException | UnsupportedVersionException e) {
      throw new CorruptObjectException(
          "result of a datum " + key, "the remembered result of a datum is damaged", e);
    }
  }
}
