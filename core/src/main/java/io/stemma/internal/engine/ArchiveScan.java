package io.stemma.internal.engine;

import com.google.common.collect.Iterators;
import io.stemma.Archive;
import io.stemma.Attributes;
import io.stemma.CommitId;
import io.stemma.internal.base.Hash;
import io.stemma.internal.commit.FileTree;
import io.stemma.internal.format.v1.CanonicalJson;
import io.stemma.internal.format.v1.FileEntry;
import io.stemma.internal.format.v1.JobRecord;
import io.stemma.internal.format.v1.RefTarget;
import io.stemma.internal.path.RefNames;
import io.stemma.internal.path.TreePath;
import io.stemma.internal.pipeline.RecordedDatums;
import io.stemma.storage.MemoryObjectStore;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What an archive holds, for whoever derives tables from it: as it is stored, and with as little
 * work as possible. Safe for use by several threads.
 */
public final class ArchiveScan {
  /**
   * A branch and where it points to.
   *
   * @param repository its repository
   * @param branch its name
   * @param commit the commit
   */
  public record Head(String repository, String branch, CommitId commit) {}

  /**
   * A tag.
   *
   * @param repository its repository
   * @param tag its name
   * @param commit the commit that it names
   * @param created when it was created
   */
  public record Tagged(String repository, String tag, CommitId commit, Instant created) {}

  /**
   * What the names of an archive stand for.
   *
   * @param sequence the entry of the log that says so
   * @param heads the branches, in the order of their names
   * @param tags the tags, in the order of their names
   */
  public record State(long sequence, List<Head> heads, List<Tagged> tags) {}

  /**
   * A file, or a directory that carries attributes.
   *
   * @param path with a leading slash
   * @param directory whether it is a directory
   * @param length bytes of the file; 0 for a directory
   * @param modified time of last modification, where kept
   * @param executable whether the file is executable, where kept
   * @param attributes as canonical JSON; empty for none
   */
  public record Item(
      String path,
      boolean directory,
      long length,
      Optional<Instant> modified,
      boolean executable,
      String attributes) {}

  /**
   * What changed at a path.
   *
   * @param path with a leading slash
   * @param directory whether it is about a directory's own attributes
   * @param after what is there now
   */
  public record Changed(String path, boolean directory, Optional<Item> after) {}

  /**
   * What a commit was computed from.
   *
   * @param id of the job
   * @param pipeline its name
   * @param code the id of the code
   * @param started when the job began
   * @param failed how many datums have no result
   * @param datums how many datums there are
   * @param inputs the commits that were read
   */
  public record JobRow(
      String id,
      String pipeline,
      String code,
      Instant started,
      long failed,
      long datums,
      List<Head> inputs) {}

  private final OpenArchive archive;

  private ArchiveScan(OpenArchive archive) {
    this.archive = archive;
  }

  /**
   * The contents of an archive.
   *
   * @throws IllegalArgumentException if something else stands for it
   */
  public static ArchiveScan of(Archive archive) {
    if (archive instanceof OpenArchive open) {
      return new ArchiveScan(open);
    }
    throw new IllegalArgumentException(
        "tables are derived from an archive of this library, not from a " + archive.getClass());
  }

  /** Fails unless the archive is open. */
  public void checkOpen() {
    archive.engine.checkOpen();
  }

  /** Where what was derived may be kept; nowhere for an archive that is in memory only. */
  public Optional<Path> cacheDirectory() {
    return archive.engine.store instanceof MemoryObjectStore
        ? Optional.empty()
        : archive.engine.options.cacheDirectory();
  }

  /** Whether this is what is there now, and not what was. */
  public boolean isLive() {
    return archive.isLive();
  }

  /** What its names stand for now: looks for the newest state. */
  public State state() {
    Refs refs = archive.refs();
    List<Head> heads = new ArrayList<>();
    List<Tagged> tags = new ArrayList<>();
    refs.below("")
        .forEach(
            (ref, target) -> {
              if (RefNames.isBranch(ref) && target.commit().isPresent()) {
                heads.add(new Head(repository(ref), name(ref), id(target)));
              } else if (RefNames.isTag(ref) && target.commit().isPresent()) {
                tags.add(new Tagged(repository(ref), name(ref), id(target), target.time()));
              }
            });
    return new State(refs.sequence(), List.copyOf(heads), List.copyOf(tags));
  }

  private static CommitId id(RefTarget target) {
    return id(target.commit().orElseThrow());
  }

  private static CommitId id(Hash hash) {
    return new CommitId(hash.toString());
  }

  private static String repository(String ref) {
    return ref.substring(0, ref.indexOf('/'));
  }

  private static String name(String ref) {
    return ref.substring(ref.lastIndexOf('/') + 1);
  }

  private StoredCommit commit(CommitId id) {
    return (StoredCommit) archive.commit(id);
  }

  /** All files, and the directories that carry attributes, in the order of their keys. */
  public Iterator<Item> items(CommitId id) {
    return Iterators.transform(
        commit(id).scannedTree().walk(TreePath.ROOT, true),
        item -> item(item.path(), item.entry().orElseThrow()));
  }

  private static Item item(TreePath path, FileEntry entry) {
    return new Item(
        path.toString(),
        entry.directory(),
        entry.length(),
        entry.modified(),
        entry.executable(),
        entry.attributes());
  }

  /** What changed from one commit to another, in the order of the keys. */
  public Iterator<Changed> changes(CommitId from, CommitId to) {
    FileTree older = commit(from).tree();
    return Iterators.transform(
        older.diff(commit(to).tree(), TreePath.ROOT),
        change ->
            new Changed(
                change.path().toString(),
                change.directory(),
                change.after().map(entry -> item(change.path(), entry))));
  }

  /** Attributes from the text of an item. */
  public static Attributes attributes(String json) {
    return CanonicalJson.readAttributes(json);
  }

  /** One attribute of each of many items. */
  public static Iterator<Optional<Object>> column(Iterator<Item> items, String name) {
    Map<String, String> written = CanonicalJson.written(Set.of(name));
    return Iterators.transform(
        items, item -> CanonicalJson.readAttributes(item.attributes(), written).get(name));
  }

  /** A value as JSON. */
  public static String json(Object value) {
    Map<String, Object> wrapped = new HashMap<>();
    wrapped.put("", value);
    String text = CanonicalJson.write(new Attributes(wrapped));
    return text.substring("{\"\":".length(), text.length() - 1);
  }

  /** What a commit was computed from, if a job made it. */
  public Optional<JobRow> job(CommitId id) {
    return commit(id).object().job().map(this::row);
  }

  private JobRow row(JobRecord job) {
    return new JobRow(
        job.job(),
        job.pipeline(),
        job.code(),
        job.started(),
        job.failed(),
        RecordedDatums.count(new PipelineEngine(archive), job),
        job.inputs().stream()
            .map(input -> new Head(input.repository(), input.branch(), id(input.commit())))
            .toList());
  }

  /** The datums of a commit of results, in the order of their names; none if no job made it. */
  public Stream<RecordedDatums.Row> datums(CommitId id) {
    return commit(id).object().job().stream()
        .flatMap(job -> RecordedDatums.rows(new PipelineEngine(archive), job));
  }
}
