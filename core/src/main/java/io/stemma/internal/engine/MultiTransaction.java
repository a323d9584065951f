package io.stemma.internal.engine;

import io.stemma.ArchiveTransaction;
import io.stemma.Branch;
import io.stemma.Commit;
import io.stemma.InvalidNameException;
import io.stemma.Transaction;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** A change of several branches in the making. */
final class MultiTransaction implements ArchiveTransaction {
  private final OpenArchive archive;
  private final String message;
  private final Map<OpenBranch, BranchTransaction> parts = new LinkedHashMap<>();
  private boolean ended;

  MultiTransaction(OpenArchive archive, String message) {
    this.archive = archive;
    this.message = message;
  }

  @Override
  public synchronized Transaction on(Branch branch) {
    Objects.requireNonNull(branch, "branch");
    checkOpen();
    if (branch instanceof OpenBranch open && open.archive() == archive) {
      return parts.computeIfAbsent(open, b -> new BranchTransaction(b, message, Optional.of(this)));
    }
    throw new InvalidNameException(
        "branch " + branch.repository().name() + "/" + branch.name() + " is of another archive");
  }

  private void checkOpen() {
    if (ended) {
      throw new IllegalStateException("the transaction was committed or closed");
    }
  }

  @Override
  public synchronized List<Commit> commit() {
    checkOpen();
    parts.values().forEach(BranchTransaction::checkWhole);
    ended = true;
    return BranchChange.commit(archive, message, new ArrayList<>(parts.values()));
  }

  @Override
  public synchronized void close() {
    ended = true;
    parts.values().forEach(BranchTransaction::drop);
  }

  /** The message, and the changes of its branches. */
  @Override
  public synchronized String toString() {
    StringBuilder text = new StringBuilder("change of several branches: ");
    text.append(Printed.line(message));
    parts.values().forEach(part -> text.append("\n  ").append(part));
    return text.toString();
  }
}
