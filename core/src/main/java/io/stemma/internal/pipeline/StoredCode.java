package io.stemma.internal.pipeline;

import io.stemma.Attributes;
import io.stemma.CorruptObjectException;
import io.stemma.internal.base.Hash;
import io.stemma.internal.base.MalformedException;
import io.stemma.internal.chunks.Content;
import io.stemma.internal.chunks.ContentReader;
import io.stemma.internal.chunks.WriteSession;
import io.stemma.internal.code.CodeBundle;
import io.stemma.internal.commit.FileTree;
import io.stemma.internal.commit.StagedTree;
import io.stemma.internal.commit.TreeItem;
import io.stemma.internal.format.v1.CommitObject;
import io.stemma.internal.format.v1.FileEntry;
import io.stemma.internal.format.v1.Kind;
import io.stemma.internal.output.DatumOutput;
import io.stemma.internal.output.OutputFile;
import io.stemma.internal.path.TreePath;
import io.stemma.internal.tree.Tree;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Code as archives keep it: a commit whose files are those of the bundle, and which no branch leads
 * to, only the commits of results that this code gave.
 */
final class StoredCode {
  /** The repository of code that a copy of an archive in memory runs. */
  static final String NOWHERE = "code";

  private static final String ENTRY = "entry";
  private static final String CODE = "code";
  private static final String WARNINGS = "warnings";

  private StoredCode() {}

  /**
   * Stores the code of a transformation.
   *
   * @param repository which the code gives results for
   * @param job the id of the job that it was stored by
   * @return the commit
   */
  static Hash write(
      PipelineArchive archive, WriteSession session, String repository, String job, Code code) {
    CodeBundle bundle = code.bundle();
    Map<String, Object> attributes = new TreeMap<>();
    attributes.put(ENTRY, bundle.entry());
    attributes.put(CODE, code.id());
    if (!code.warnings().isEmpty()) {
      attributes.put(WARNINGS, code.warnings());
    }
    CommitObject commit =
        new CommitObject(
            repository,
            files(bundle, session),
            List.of(),
            archive.author(),
            archive.now(),
            "code of " + code.className(),
            new Attributes(attributes),
            job);
    return session.write(Kind.COMMIT, commit.encode());
  }

  private static Hash files(CodeBundle bundle, WriteSession session) {
    try (ScratchDirectory scratch = new ScratchDirectory("code")) {
      DatumOutput output =
          new DatumOutput(TreePath.ROOT, session, input -> Optional.empty(), scratch::get);
      try {
        bundle.files().forEach((name, file) -> output.write(CodePaths.of(name), file));
        StagedTree tree = new StagedTree(session, Tree.EMPTY_ROOT);
        for (OutputFile file : output.finish()) {
          tree.replace(file.path(), file.entry());
        }
        return tree.flush();
      } finally {
        output.drop();
      }
    }
  }

  /**
   * The code that a commit holds.
   *
   * @throws io.stemma.DamageException if something is missing or damaged
   */
  static CodeBundle read(PipelineArchive archive, Hash commit) {
    try {
      return decode(archive, commit);
    } catch (MalformedException e) {
      throw new CorruptObjectException(
          Kind.COMMIT + " " + commit, "the stored code is damaged: " + e.getMessage(), e);
    }
  }

  /** What may make the code that a commit holds give other results, as far as it was written. */
  static List<String> warnings(PipelineArchive archive, Hash commit) {
    return archive.object(commit).attributes().get(WARNINGS).stream()
        .filter(List.class::isInstance)
        .flatMap(list -> ((List<?>) list).stream())
        .map(String::valueOf)
        .toList();
  }

  private static CodeBundle decode(PipelineArchive archive, Hash commit) {
    CommitObject object = archive.object(commit);
    if (!(object.attributes().values().get(ENTRY) instanceof String entry)) {
      throw new MalformedException("commit " + commit + " holds no code: it names no class");
    }
    SortedMap<String, byte[]> files = new TreeMap<>();
    Iterator<TreeItem> items =
        new FileTree(archive.chunks(), object.root()).walk(TreePath.ROOT, false);
    while (items.hasNext()) {
      TreeItem item = items.next();
      item.entry()
          .filter(file -> !file.directory())
          .ifPresent(file -> files.put(CodePaths.name(item.path().text()), bytes(archive, file)));
    }
    return new CodeBundle(entry, files);
  }

  private static byte[] bytes(PipelineArchive archive, FileEntry file) {
    ContentReader content = new ContentReader(archive.chunks(), Content.of(file));
    byte[] bytes = new byte[Math.toIntExact(content.length())];
    content.read(0, bytes, 0, bytes.length);
    return bytes;
  }
}
