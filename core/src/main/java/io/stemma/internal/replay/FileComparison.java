package io.stemma.internal.replay;

import io.stemma.Commit;
import io.stemma.Replay;
import io.stemma.StorageException;
import io.stemma.internal.chunks.Content;
import io.stemma.internal.chunks.ContentReader;
import io.stemma.internal.chunks.WriteSession;
import io.stemma.internal.commit.StagedTree;
import io.stemma.internal.format.v1.DatumResult;
import io.stemma.internal.format.v1.FileEntry;
import io.stemma.internal.path.TreePath;
import io.stemma.internal.pipeline.PipelineArchive;
import io.stemma.internal.tree.Tree;
import io.stemma.signal.SignalDifference;
import io.stemma.signal.SignalFormatException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Compares what a datum gave with what it gave when it was run again. */
final class FileComparison {
  private static final int BLOCK = 1 << 16;
  private static final TreePath THEN = TreePath.of("/then");
  private static final TreePath NOW = TreePath.of("/now");

  private final PipelineArchive archive;
  private final String datum;
  private final WriteSession session;

  /**
   * For the files of a datum.
   *
   * @param session has what was written now; what was written then is stored
   */
  FileComparison(PipelineArchive archive, String datum, WriteSession session) {
    this.archive = archive;
    this.datum = datum;
    this.session = session;
  }

  /** Files by their paths, which are without leading slash. */
  static SortedMap<String, FileEntry> byPath(List<DatumResult.OutputFile> files) {
    SortedMap<String, FileEntry> byPath = new TreeMap<>();
    files.forEach(file -> byPath.put(file.path(), file.entry()));
    return byPath;
  }

  /** What differs between files, by their paths without leading slash. */
  List<Replay.Difference> compare(
      SortedMap<String, FileEntry> then, SortedMap<String, FileEntry> now) {
    TreeSet<String> paths = new TreeSet<>(then.keySet());
    paths.addAll(now.keySet());
    List<Replay.Difference> differences = new ArrayList<>();
    for (String path : paths) {
      difference(path, then.get(path), now.get(path)).ifPresent(differences::add);
    }
    return differences;
  }

  private Optional<Replay.Difference> difference(
      String path, @Nullable FileEntry then, @Nullable FileEntry now) {
    if (then == null || now == null) {
      return difference(path, then == null ? "was not there" : "is not there any more");
    } else if (then.equals(now)) {
      return Optional.empty();
    } else if (then.directory() || now.directory() || then.sameContent(now)) {
      return difference(path, attributes(then, now));
    }
    Optional<SignalDifference> numbers = numbers(then, now);
    String content = numbers.map(SignalDifference::toString).orElseGet(() -> bytes(then, now));
    return then.attributes().equals(now.attributes())
        ? Optional.of(new Replay.Difference(datum, "/" + path, content, numbers))
        : difference(path, attributes(then, now) + "; " + content); // No matter of numbers alone.
  }

  private Optional<Replay.Difference> difference(String path, String reason) {
    return Optional.of(new Replay.Difference(datum, "/" + path, reason, Optional.empty()));
  }

  private static String attributes(FileEntry then, FileEntry now) {
    return "attributes "
        + (now.attributes().isEmpty() ? "{}" : now.attributes())
        + " against "
        + (then.attributes().isEmpty() ? "{}" : then.attributes())
        + (then.directory() == now.directory() ? "" : ", and a directory against a file");
  }

  /** How the samples differ, if both are signals. */
  private Optional<SignalDifference> numbers(FileEntry then, FileEntry now) {
    StagedTree tree = new StagedTree(session, Tree.EMPTY_ROOT);
    tree.replace(THEN, then);
    tree.replace(NOW, now);
    Commit both =
        archive.unstored("replay", tree.flush(), "what a datum gave then, and now", session);
    try {
      return Optional.of(
          SignalDifference.between(both.path(NOW.toString()), both.path(THEN.toString())));
    } catch (SignalFormatException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new StorageException("comparing what datum " + datum + " gave: " + e.getMessage(), e);
    }
  }

  private String bytes(FileEntry then, FileEntry now) {
    ContentReader older = new ContentReader(session, Content.of(then));
    ContentReader newer = new ContentReader(session, Content.of(now));
    long length = Math.min(older.length(), newer.length());
    byte[] olderBytes = new byte[BLOCK];
    byte[] newerBytes = new byte[BLOCK];
    long first = -1;
    long differing = 0;
    for (long at = 0; at < length; at += BLOCK) {
      int block = (int) Math.min(BLOCK, length - at);
      fill(older, at, olderBytes, block);
      fill(newer, at, newerBytes, block);
      int mismatch = Arrays.mismatch(olderBytes, 0, block, newerBytes, 0, block);
      for (int i = mismatch; i >= 0 && i < block; i++) {
        differing += olderBytes[i] == newerBytes[i] ? 0 : 1;
      }
      first = first < 0 && mismatch >= 0 ? at + mismatch : first;
    }
    String lengths =
        older.length() == newer.length()
            ? ""
            : ", " + newer.length() + " bytes against " + older.length();
    return differing + " of " + length + " bytes" + (first < 0 ? "" : ", from " + first) + lengths;
  }

  private static void fill(ContentReader content, long at, byte[] block, int length) {
    int done = 0;
    while (done < length) {
      done += content.read(at + done, block, done, length - done);
    }
  }
}
