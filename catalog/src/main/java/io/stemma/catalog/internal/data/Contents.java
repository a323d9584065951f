package io.stemma.catalog.internal.data;

import io.stemma.Archive;
import io.stemma.Commit;
import io.stemma.CommitId;
import io.stemma.CommitSource;
import io.stemma.NotFoundException;
import io.stemma.Operation;
import io.stemma.internal.engine.ArchiveScan;
import io.stemma.internal.engine.ArchiveScan.Head;
import io.stemma.internal.engine.ArchiveScan.State;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a catalog knows of an archive at one entry of its log. Immutable.
 *
 * @param state what the names stand for
 * @param heads the files of each branch's head
 * @param operations all operations, oldest first
 * @param commits all commits that an operation made a branch or tag point to, and those that they
 *     were made from
 */
public record Contents(
    State state,
    List<HeadTable> heads,
    List<Operation> operations,
    Map<CommitId, CommitRow> commits) {

  /** Of nothing. */
  public static final Contents NONE =
      new Contents(new State(-1, List.of(), List.of()), List.of(), List.of(), Map.of());

  /** Read anew. */
  public static Contents of(Archive archive, ArchiveScan scan) {
    return NONE.updated(archive, scan);
  }

  /** What is there now; these themselves, if nothing has changed. */
  public Contents updated(Archive archive, ArchiveScan scan) {
    State now = scan.state();
    if (now.sequence() == state.sequence()) {
      return this;
    }
    List<HeadTable> tables = new ArrayList<>();
    for (Head head : now.heads()) {
      tables.add(table(scan, head));
    }
    List<Operation> all = operations(archive, now.sequence());
    return new Contents(now, List.copyOf(tables), all, commits(archive, scan, all));
  }

  private HeadTable table(ArchiveScan scan, Head head) {
    for (HeadTable known : heads) {
      if (known.head().commit().equals(head.commit())) {
        return known.head().equals(head) ? known : known.as(head);
      }
    }
    for (HeadTable known : heads) {
      boolean sameBranch =
          known.head().repository().equals(head.repository())
              && known.head().branch().equals(head.branch());
      if (sameBranch) {
        try {
          return known.updated(scan, head);
        } catch (NotFoundException e) {
          break; // What was known is of a commit that this archive does not have.
        }
      }
    }
    return HeadTable.scan(scan, head);
  }

  private List<Operation> operations(Archive archive, long newest) {
    List<Operation> added =
        new ArrayList<>(
            archive
                .operations()
                .takeWhile(operation -> operation.sequence() > state.sequence())
                .filter(operation -> operation.sequence() <= newest)
                .toList());
    Collections.reverse(added);
    List<Operation> all = new ArrayList<>(operations);
    all.addAll(added);
    return Collections.unmodifiableList(all);
  }

  private Map<CommitId, CommitRow> commits(Archive archive, ArchiveScan scan, List<Operation> all) {
    Map<CommitId, CommitRow> rows = new LinkedHashMap<>(commits);
    Deque<CommitId> open = new ArrayDeque<>();
    for (Operation operation : all.subList(operations.size(), all.size())) {
      for (Operation.Move move : operation.moves()) {
        move.to().ifPresent(open::add);
      }
    }
    while (!open.isEmpty()) {
      CommitId id = open.poll();
      if (!rows.containsKey(id)) {
        CommitRow row = row(archive.commit(id), scan);
        rows.put(id, row);
        open.addAll(row.parents());
      }
    }
    return Collections.unmodifiableMap(rows);
  }

  private static CommitRow row(Commit commit, ArchiveScan scan) {
    return new CommitRow(
        commit.id(),
        commit.repository(),
        commit.time(),
        commit.author(),
        commit.message(),
        commit.cause().value(),
        commit.files(),
        commit.bytes(),
        commit.source().map(CommitSource::host).filter(host -> !host.isEmpty()),
        commit.parents().stream().map(Commit::id).toList(),
        scan.job(commit.id()));
  }

  /** The files of a branch's head. */
  public Optional<HeadTable> head(String repository, String branch) {
    return heads.stream()
        .filter(
            table ->
                table.head().repository().equals(repository)
                    && table.head().branch().equals(branch))
        .findFirst();
  }

  /** The commits that jobs made. */
  public Collection<CommitRow> results() {
    return commits.values().stream().filter(row -> row.job().isPresent()).toList();
  }
}
