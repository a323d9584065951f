package io.stemma.internal.pipeline;

import io.stemma.Attributes;
import io.stemma.StemmaException;
import io.stemma.internal.base.ByteWriter;
import io.stemma.internal.base.Hash;
import io.stemma.internal.chunks.WriteSession;
import io.stemma.internal.commit.StagedTree;
import io.stemma.internal.format.v1.CanonicalJson;
import io.stemma.internal.format.v1.DatumResult;
import io.stemma.internal.format.v1.FileEntry;
import io.stemma.internal.format.v1.Kind;
import io.stemma.internal.output.DatumOutput;
import io.stemma.internal.output.OutputFile;
import io.stemma.internal.path.TreePath;
import io.stemma.internal.tree.Tree;
import java.nio.file.FileSystem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Makes one file of what several datums gave under one path, by the code of the transformation. The
 * result is remembered like that of a datum, under a key of its own.
 */
final class FileMerge {
  private static final String VERSION = "stemma merge key 1";

  /** So many datums are named in a message. */
  private static final int SHOWN = 5;

  private final PipelineArchive archive;
  private final Code code;
  private final String pipeline;
  private final WriteSession session;
  private final Tries tries;

  /**
   * For the files of one job.
   *
   * @param pipeline the repository of the results
   * @param session takes what is written
   * @param tries runs the code
   */
  FileMerge(
      PipelineArchive archive, Code code, String pipeline, WriteSession session, Tries tries) {
    this.archive = archive;
    this.code = code;
    this.pipeline = pipeline;
    this.session = session;
    this.tries = tries;
  }

  /**
   * Whether the transformation merges what datums give under a path.
   *
   * @throws StemmaException if it fails to say so
   */
  boolean isDeclared(String path) {
    try {
      return code.transformation().merges("/" + path);
    } catch (RuntimeException | LinkageError | StackOverflowError | AssertionError e) {
      throw new StemmaException(
          "whether several datums may give /" + path + " is not known: merges failed: " + e, e);
    }
  }

  /** The key of the merged file. */
  Hash key(String path, SortedMap<String, Contributions.Part> parts) {
    ByteWriter bytes = new ByteWriter(256);
    bytes.string(VERSION).string(code.id()).string(code.parameters()).string(path);
    bytes.varint(parts.size());
    parts.forEach(
        (datum, part) -> {
          byte[] entry = part.entry().encode();
          bytes.string(datum).varint(entry.length).bytes(entry);
        });
    return Hash.of(bytes.toBytes());
  }

  /**
   * Merges a file; its parts must be stored.
   *
   * @throws StemmaException if the transformation fails to do it
   */
  DatumResult merge(String path, SortedMap<String, Contributions.Part> parts) {
    long begun = System.nanoTime();
    List<FileEntry> entries = parts.values().stream().map(Contributions.Part::entry).toList();
    FileEntry merged;
    try {
      merged = merged(path, entries);
    } catch (InterruptedException e) {
      throw failed(path, parts, "was interrupted, as the job was cancelled", e);
    } catch (Exception | LinkageError | StackOverflowError | AssertionError e) {
      throw failed(path, parts, "failed: " + e, e);
    }
    DatumResult result =
        DatumResult.merge(
            key(path, parts),
            List.copyOf(parts.keySet()),
            new DatumResult.OutputFile(path, merged.withAttributes(common(entries))),
            System.nanoTime() - begun,
            archive.now().toEpochMilli());
    session.write(Kind.DATUM_RESULT, result.encode());
    return result;
  }

  private static StemmaException failed(
      String path, Map<String, Contributions.Part> parts, String what, Throwable cause) {
    return new StemmaException(
        "merging /" + path + " of datums " + named(parts.keySet()) + " " + what, cause);
  }

  /** The first of some datums. */
  private static String named(Collection<String> datums) {
    int more = datums.size() - SHOWN;
    return String.join(", ", datums.stream().limit(SHOWN).toList())
        + (more > 0 ? " and " + more + " more" : "");
  }

  private FileEntry merged(String path, List<FileEntry> entries) throws Exception {
    TreePath at = TreePath.of("/" + path);
    WriteSession staging = archive.session();
    try (ScratchDirectory scratch = new ScratchDirectory("merging " + at)) {
      StagedTree tree = new StagedTree(staging, Tree.EMPTY_ROOT);
      List<TreePath> names = new ArrayList<>();
      for (int i = 0; i < entries.size(); i++) {
        names.add(TreePath.of(String.format(Locale.ROOT, "/%04d/%s", i, at.name())));
        tree.replace(names.get(i), entries.get(i));
      }
      FileSystem files =
          archive.fileSystem(archive.unstored(pipeline, tree.flush(), "parts of a file", staging));
      List<Path> parts = names.stream().map(name -> files.getPath(name.toString())).toList();
      DatumOutput output =
          new DatumOutput(at.parent(), session, input -> Optional.empty(), scratch::get);
      try {
        Path merged = output.path(at.toString());
        return tries.runUntilCancelled(
            () -> {
              code.transformation().merge(at.toString(), parts, merged);
              return only(at, output.finish());
            });
      } finally {
        output.drop();
      }
    } finally {
      staging.discard();
    }
  }

  private static FileEntry only(TreePath path, List<OutputFile> files) {
    if (files.size() == 1
        && files.get(0).path().equals(path)
        && !files.get(0).entry().directory()) {
      return files.get(0).entry();
    }
    throw new IllegalStateException(
        files.isEmpty()
            ? "nothing was written to " + path
            : "it is to write "
                + path
                + " alone, and wrote "
                + files.stream().map(OutputFile::path).toList());
  }

  /** What is said of all parts alike. */
  private static String common(List<FileEntry> entries) {
    Map<String, Object> common = null;
    for (FileEntry entry : entries) {
      Map<String, Object> said =
          new TreeMap<>(CanonicalJson.readAttributes(entry.attributes()).values());
      if (common == null) {
        common = said;
      } else {
        common.entrySet().retainAll(said.entrySet());
      }
    }
    return common == null || common.isEmpty() ? "" : CanonicalJson.write(new Attributes(common));
  }
}
