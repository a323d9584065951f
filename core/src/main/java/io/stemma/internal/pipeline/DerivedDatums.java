package io.stemma.internal.pipeline;

import io.stemma.internal.base.MalformedException;
import io.stemma.internal.commit.FileLookup;
import io.stemma.internal.commit.FileTree;
import io.stemma.internal.commit.PathChange;
import io.stemma.internal.format.v1.DatumResult;
import io.stemma.internal.format.v1.JobRecord;
import io.stemma.internal.path.TreePath;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Those datums of one commit of results that were made from what is looked for, and their files.
 * Holds keys, and no names. Immutable.
 */
final class DerivedDatums {
  /** So many answers about paths are kept for those that ask again and again. */
  private static final int ANSWERS = 10_000;

  private final FileTree files;
  private final DatumTable table;
  private final FileOwners owners;

  /** The keys of the datums, and of what was merged from what they gave. */
  private final KeySet made;

  private final long datums;

  /** Files of the job that somebody has changed since. */
  private final Set<String> replaced;

  private final long fileCount;

  private DerivedDatums(
      FileTree files,
      DatumTable table,
      FileOwners owners,
      KeySet made,
      long datums,
      Set<String> replaced,
      Predicate<FileOwners.Owned> isMade) {
    this.files = files;
    this.table = table;
    this.owners = owners;
    this.made = made;
    this.datums = datums;
    this.replaced = replaced;
    this.fileCount = count(isMade);
  }

  /**
   * Those of a commit that a job made.
   *
   * @param files the files of the commit
   * @param made the keys of the datums; to be used by nobody else from now on
   * @param others the keys of all other datums of the job
   */
  static DerivedDatums of(
      PipelineArchive archive, FileTree files, JobRecord job, KeySet made, KeySet others) {
    DatumTable table = new DatumTable(archive.chunks(), job.datums());
    FileOwners owners = new FileOwners(archive.chunks(), job.files());
    Function<String, Optional<DatumTable.Row>> rows = table.lookup();
    Predicate<String> counts =
        name -> rows.apply(name).filter(row -> made.contains(row.key())).isPresent();
    Predicate<FileOwners.Owned> isMade =
        file -> {
          if (!made.contains(file.key()) && !others.contains(file.key())) {
            List<String> parts = merged(archive, file);
            (parts.stream().anyMatch(counts) ? made : others).add(file.key());
          }
          return made.contains(file.key());
        };
    return new DerivedDatums(files, table, owners, made, made.size(), Set.of(), isMade);
  }

  /** The names of the datums of whose files one was merged. */
  private static List<String> merged(PipelineArchive archive, FileOwners.Owned file) {
    DatumResult result = Results.get(archive, file.key());
    if (!result.isMerge()) {
      throw new MalformedException("/" + file.path() + " is of a datum that the job did not have");
    }
    return result.merged();
  }

  /** The same in a later commit that no job made: without the files that it has otherwise. */
  DerivedDatums in(FileTree later) {
    Set<String> changed = new HashSet<>();
    Iterator<PathChange> changes = files.diff(later, TreePath.ROOT);
    while (changes.hasNext()) {
      changed.add(changes.next().path().text());
    }
    return new DerivedDatums(
        later,
        table,
        owners,
        made,
        datums,
        changed,
        file -> made.contains(file.key()) && !changed.contains(file.path()));
  }

  private long count(Predicate<FileOwners.Owned> isMade) {
    boolean each = replaced.isEmpty() && files.totals(TreePath.ROOT).count() == owners.size();
    FileLookup lookup = files.lookup();
    Iterator<FileOwners.Owned> all = owners.all();
    long found = 0;
    while (all.hasNext()) {
      FileOwners.Owned file = all.next();
      if (isMade.test(file) && (each || lookup.file(TreePath.of("/" + file.path())).isPresent())) {
        found++;
      }
    }
    return found;
  }

  private boolean isMade(FileOwners.Owned file) {
    return made.contains(file.key()) && !replaced.contains(file.path());
  }

  /** How many datums there are. */
  long datums() {
    return datums;
  }

  /** How many datums the job had, with those that are no result of what is looked for. */
  long allDatums() {
    return table.size();
  }

  /** How many files the datums gave. */
  long files() {
    return fileCount;
  }

  /** The names of the datums. */
  Stream<String> names() {
    return stream(table.rows())
        .filter(each -> each.row().state() == DatumTable.State.RESULT)
        .filter(each -> made.contains(each.row().key()))
        .map(DatumTable.NamedRow::name);
  }

  /** The paths of the files, and of directories that the datums gave attributes. */
  Stream<TreePath> paths() {
    return stream(owners.all()).filter(this::isMade).map(file -> TreePath.of("/" + file.path()));
  }

  private static <T> Stream<T> stream(Iterator<T> items) {
    return StreamSupport.stream(
        Spliterators.spliteratorUnknownSize(items, Spliterator.ORDERED | Spliterator.NONNULL),
        false);
  }

  /** These files as what the datums of another pipeline may have had. */
  Marked marked() {
    FileOwners.Lookup lookup = owners.lookup();
    Map<TreePath, Boolean> known = new HashMap<>();
    return path -> {
      Boolean before = known.get(path);
      if (before != null) {
        return before;
      }
      boolean found = lookup.any(path, this::isMade);
      if (known.size() < ANSWERS) {
        known.put(path, found);
      }
      return found;
    };
  }
}
