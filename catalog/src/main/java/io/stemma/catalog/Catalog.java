package io.stemma.catalog;

import io.stemma.Archive;
import io.stemma.CommitId;
import io.stemma.Condition;
import io.stemma.Match;
import io.stemma.Matches;
import io.stemma.NotFoundException;
import io.stemma.catalog.internal.data.CommitRow;
import io.stemma.catalog.internal.data.Contents;
import io.stemma.catalog.internal.data.HeadTable;
import io.stemma.catalog.internal.data.SavedContents;
import io.stemma.catalog.internal.sql.Database;
import io.stemma.internal.condition.Matcher;
import io.stemma.internal.engine.ArchiveScan;
import io.stemma.internal.engine.MatchTable;
import io.stemma.internal.path.Glob;
import io.stemma.internal.table.TitledTable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Answers questions over a whole archive: which shots of a branch's head match a condition, who
 * changed what and when, and whatever SQL can ask of the tables in {@code docs/CATALOG.md}. What a
 * file was made from, and what was made from it, needs no catalog: {@link
 * io.stemma.Derivation#upstream}, {@link Archive#downstream}, {@link Archive#stale}.
 *
 * <p>Each question first brings the catalog up to date with the archive: it reads what was
 * committed since the last one. It is never the source of anything: what it keeps, below the cache
 * directory of the archive's options, is made anew when it is missing, damaged, or of another
 * version. Any number of processes may have the catalog of one archive; no port is opened. The
 * catalog of an archive in memory is in memory.
 *
 * <p>Safe for use by several threads; one question is answered at a time. To be closed; closing the
 * archive leaves it without answers.
 *
 * <pre>{@code
 * try (Catalog catalog = Catalog.open(archive)) {
 *   catalog.find("shots", where("peak_current_kA").above(200).and("gas").is("D2"));
 *   catalog.sql("select name, count(*) from attributes group by name");
 * }
 * }</pre>
 */
public final class Catalog implements AutoCloseable {
  /** So many rows may a query give. */
  public static final int MAX_ROWS = 1_000_000;

  private static final int WORTH_KEEPING = 1_000;

  /** What queries of the tables of branches contain. */
  private static final Pattern HEADS =
      Pattern.compile("\\b" + BranchTable.SCHEMA + "\\b", Pattern.CASE_INSENSITIVE);

  private final Archive archive;
  private final ArchiveScan scan;
  private final Optional<SavedContents> saved;
  private final Database database;
  private volatile Contents contents;
  private Contents kept;
  private boolean closed;

  private Catalog(Archive archive) {
    this.archive = archive;
    this.scan = ArchiveScan.of(archive);
    this.saved =
        scan.cacheDirectory().map(cache -> new SavedContents(cache, archive.id().toString()));
    this.contents = saved.map(SavedContents::load).orElse(Contents.NONE);
    this.kept = contents;
    this.database = new Database(new CatalogTables(archive, scan, () -> contents).all());
  }

  /**
   * Opens the catalog of an archive. Nothing is read of the archive before something is asked.
   *
   * @param archive the archive, which stays the caller's
   * @return the catalog, to be closed
   */
  public static Catalog open(Archive archive) {
    Objects.requireNonNull(archive, "archive");
    return new Catalog(archive);
  }

  /**
   * What a condition is true of at the head of a repository's branch {@code main}.
   *
   * @param repository the name of the repository
   * @param condition what is asked
   * @return what {@link io.stemma.Commit#find} finds there; prints as a table
   * @throws NotFoundException if there is no such repository
   */
  public Matches find(String repository, Condition condition) {
    return find(repository, "main", condition);
  }

  /**
   * What a condition is true of at the head of a branch.
   *
   * @param repository the name of the repository
   * @param branch the name of the branch
   * @param condition what is asked
   * @return what {@link io.stemma.Commit#find} finds there; prints as a table
   * @throws NotFoundException if there is no such branch
   */
  public Matches find(String repository, String branch, Condition condition) {
    Objects.requireNonNull(repository, "repository");
    Objects.requireNonNull(branch, "branch");
    Objects.requireNonNull(condition, "condition");
    Matcher matcher = new Matcher(condition); // refuses what is no pattern
    HeadTable head =
        upToDate()
            .head(repository, branch)
            .orElseThrow(
                () -> new NotFoundException("there is no branch " + repository + "/" + branch));
    return new Found(head, condition, matcher);
  }

  /**
   * Who changed what, and when.
   *
   * @param repository the name of the repository, which may have been deleted
   * @param glob a pattern that the whole path matches; see the package description
   * @return the changes of all its commits to such paths, newest first; prints as a table
   * @throws NotFoundException if there never was such a repository
   * @throws io.stemma.InvalidNameException if the pattern is outside its grammar
   */
  public Changes changes(String repository, String glob) {
    Objects.requireNonNull(repository, "repository");
    Glob paths = Glob.of(Objects.requireNonNull(glob, "glob"));
    List<CommitRow> commits = new ArrayList<>();
    for (CommitRow commit : upToDate().commits().values()) {
      if (commit.repository().equals(repository)) {
        commits.add(commit);
      }
    }
    if (commits.isEmpty()) {
      throw new NotFoundException("there is no repository " + repository + ", and never was one");
    }
    Collections.reverse(commits);
    commits.sort(Comparator.comparing(CommitRow::time).reversed());
    return new Changes(archive, "changes of " + repository + ":" + glob, paths, commits);
  }

  /**
   * Asks in SQL. The tables and their columns are described in {@code docs/CATALOG.md}; the
   * language is that of H2. Nothing can be written, no file be read, and no code be run by it.
   *
   * @param query one statement that begins with SELECT, WITH, VALUES, TABLE or EXPLAIN
   * @return the rows; prints as a table
   * @throws IllegalArgumentException if the statement is none, is not allowed, or gives more than
   *     {@link #MAX_ROWS} rows
   * @throws io.stemma.StemmaException if this thread was interrupted, or the archive cannot be read
   */
  public synchronized Rows sql(String query) {
    Objects.requireNonNull(query, "query");
    Contents unused = upToDate();
    if (HEADS.matcher(query).find()) {
      database.replace(BranchTable.SCHEMA, BranchTable.all(() -> contents));
    }
    return new Rows(database.query(query, MAX_ROWS));
  }

  /** Makes the catalog anew from the archive, whatever was kept. */
  public synchronized void rebuild() {
    checkOpen();
    contents = Contents.of(archive, scan);
    keep();
  }

  private synchronized Contents upToDate() {
    checkOpen();
    Contents before = contents;
    contents = before.updated(archive, scan);
    if (items(contents) - items(kept) > WORTH_KEEPING) {
      keep();
    }
    return contents;
  }

  private static long items(Contents of) {
    return of.heads().stream().mapToLong(table -> table.items().size()).sum();
  }

  private void keep() {
    if (scan.isLive() && saved.isPresent() && saved.get().save(contents)) {
      kept = contents;
    }
  }

  private void checkOpen() {
    if (closed) {
      throw new IllegalStateException("the catalog is closed");
    }
    scan.checkOpen();
  }

  /** Keeps what the next one can begin with. May be called twice. */
  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      database.close();
      if (!contents.heads().equals(kept.heads()) && items(contents) > 0) {
        keep();
      }
    }
  }

  /** One line: the archive, and up to where it is known. */
  @Override
  public String toString() {
    long entry = contents.state().sequence();
    return "catalog of archive "
        + archive.id()
        + (entry < 0 ? ", not read yet" : " at entry " + entry);
  }

  private record Found(HeadTable head, Condition condition, Matcher matcher) implements Matches {
    @Override
    public CommitId commit() {
      return head.head().commit();
    }

    @Override
    public Stream<Match> stream() {
      return head.matches(condition);
    }

    private TitledTable table() {
      String place = head.head().repository() + "/" + head.head().branch();
      return MatchTable.of(
          condition + " in " + place + " at " + commit().abbreviated(),
          matcher.attributes(),
          stream());
    }

    @Override
    public String toString() {
      return table().toString();
    }

    @Override
    public String html() {
      return table().html();
    }
  }
}
