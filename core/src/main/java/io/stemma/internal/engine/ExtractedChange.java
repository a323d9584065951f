package io.stemma.internal.engine;

import io.stemma.internal.base.Hash;
import io.stemma.internal.chunks.LayeredSink;
import io.stemma.internal.chunks.WriteSession;
import io.stemma.internal.extract.Extraction;
import io.stemma.internal.path.TreePath;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A finished change with the attributes that extractors read from its files. Made outside of the
 * thread that commits, as it runs code of users; so it holds for one version of the definitions.
 *
 * @param extractors the version of the definitions; empty if the repository has none
 * @param root root of the tree with the attributes
 * @param session what of that is not stored and not in the change's own session
 * @param read see {@link Extraction.Result#read}
 * @param unchanged see {@link Extraction.Result#unchanged}
 */
record ExtractedChange(
    BranchChange change,
    Optional<Hash> extractors,
    Hash root,
    Optional<WriteSession> session,
    Set<TreePath> read,
    Set<TreePath> unchanged) {

  /** The definitions are others than those that the attributes were read by: to be done again. */
  static final class OtherExtractorsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    OtherExtractorsException() {
      super("extractors were defined meanwhile", null, false, false);
    }
  }

  /**
   * Reads the attributes.
   *
   * @param all whether to read those of all files, and not of those that were changed
   */
  static ExtractedChange of(OpenArchive archive, BranchChange change, boolean all) {
    OpenExtractors extractors = new OpenExtractors(archive, change.base().repository());
    Optional<Hash> version = extractors.known();
    boolean same = change.root().equals(change.base().root());
    if (!all && (version.isEmpty() || same)) {
      return new ExtractedChange(
          change, version, change.root(), Optional.empty(), Set.of(), Set.of());
    }
    WriteSession session = archive.engine.newSession();
    try {
      Extraction extraction =
          new Extraction(
              extractors.ready(version),
              new LayeredSink(session, List.of(change.session())),
              change.base().root(),
              change.root(),
              Optional.empty(),
              extractors.files(change.base()));
      Extraction.Result result = all ? extraction.ofAll() : extraction.ofChanges();
      session.prepare();
      return new ExtractedChange(
          change, version, result.root(), Optional.of(session), result.read(), result.unchanged());
    } catch (RuntimeException | Error e) {
      session.discard();
      throw e;
    }
  }

  /** Whether nothing differs from the commit that the change began with. */
  boolean isEmpty() {
    return root.equals(change.base().root());
  }

  /** Everything that was written for the change. */
  List<WriteSession> sessions() {
    return session.map(own -> List.of(own, change.session())).orElse(List.of(change.session()));
  }

  /**
   * Ends what was written here, apart from the change's own.
   *
   * @param keep whether an entry may name it
   */
  void end(boolean keep) {
    session.ifPresent(own -> end(own, keep));
  }

  /**
   * Ends a session.
   *
   * @param keep whether an entry may name what it wrote
   */
  static void end(WriteSession session, boolean keep) {
    if (keep) {
      session.close();
    } else {
      session.discard();
    }
  }
}
