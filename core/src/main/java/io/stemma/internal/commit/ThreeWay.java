package io.stemma.internal.commit;

import com.google.common.collect.Iterators;
import io.stemma.internal.base.Hash;
import io.stemma.internal.chunks.ChunkSink;
import io.stemma.internal.format.v1.FileEntry;
import io.stemma.internal.path.TreePath;
import io.stemma.internal.tree.MergeStep;
import io.stemma.internal.tree.Tree;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The merge of two trees that began as one. Walks both differences side by side. If they began as
 * several, because each side has merged the other before, a path is merged only if each of these
 * gives the same; otherwise it is in conflict.
 */
public final class ThreeWay {
  private static final int MAX_CONFLICTS = 1000;

  private final ChunkSink sink;
  private final List<Tree> bases;
  private final Tree ours;
  private final Tree theirs;

  /** A path that both changed differently. */
  public record Conflict(
      TreePath path,
      Optional<FileEntry> base,
      Optional<FileEntry> ours,
      Optional<FileEntry> theirs) {}

  /** The merge of {@code theirs} into {@code ours}; they have at least one base. */
  public ThreeWay(ChunkSink sink, List<Hash> bases, Hash ours, Hash theirs) {
    this.sink = sink;
    this.bases = bases.stream().map(base -> TreeNodes.writable(sink, base)).toList();
    this.ours = TreeNodes.writable(sink, ours);
    this.theirs = TreeNodes.writable(sink, theirs);
  }

  /** The first {@value #MAX_CONFLICTS} paths that both changed differently. */
  public List<Conflict> conflicts() {
    List<Conflict> found = new ArrayList<>();
    Iterator<MergeStep> steps = Iterators.filter(steps(), MergeStep::isConflict);
    while (steps.hasNext() && found.size() < MAX_CONFLICTS) {
      MergeStep step = steps.next();
      found.add(
          new Conflict(
              TreePath.ofKey(step.key()),
              entry(step.base()),
              entry(step.ours()),
              entry(step.theirs())));
    }
    return found;
  }

  private Iterator<MergeStep> steps() {
    if (bases.size() == 1) {
      return bases.get(0).merge(ours, theirs);
    }
    List<Iterator<MergeStep>> each = bases.stream().map(base -> base.merge(ours, theirs)).toList();
    return new Agreed(
        bases.size(),
        Iterators.mergeSorted(each, Comparator.comparing(MergeStep::key, Arrays::compareUnsigned)));
  }

  /** The steps that all bases give; where not all give one, a conflict. */
  private static final class Agreed implements Iterator<MergeStep> {
    private final int bases;
    private final Iterator<MergeStep> all;
    private @Nullable MergeStep first;

    Agreed(int bases, Iterator<MergeStep> all) {
      this.bases = bases;
      this.all = all;
      this.first = all.hasNext() ? all.next() : null;
    }

    @Override
    public boolean hasNext() {
      return first != null;
    }

    @Override
    public MergeStep next() {
      MergeStep step = first;
      if (step == null) {
        throw new NoSuchElementException("nothing more to merge");
      }
      boolean conflict = step.isConflict();
      int count = 0;
      MergeStep other = step;
      while (other != null && Arrays.equals(other.key(), step.key())) {
        conflict |= other.isConflict();
        count++;
        other = all.hasNext() ? all.next() : null;
      }
      first = other;
      return conflict || count < bases ? step.asConflict() : step;
    }
  }

  private Optional<FileEntry> entry(byte @Nullable [] value) {
    return value == null ? Optional.empty() : Optional.of(Values.decode(value, sink));
  }

  /** The root of the merged tree; paths in conflict are theirs or ours. */
  public Hash merged(boolean takeTheirs) {
    Iterator<MergeStep> steps = Iterators.filter(steps(), step -> takeTheirs || !step.isConflict());
    return ours.edit(Iterators.transform(steps, MergeStep::takeTheirs)).root();
  }

  /** Paths of the merged tree that are a file and a directory at once. */
  public List<String> misplaced(Hash merged) {
    return new Overlay(sink, ours.root(), merged).misplaced(merged);
  }
}
