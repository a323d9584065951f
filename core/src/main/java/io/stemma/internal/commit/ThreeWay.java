package io.stemma.internal.commit;

import com.google.common.collect.Iterators;
import io.stemma.internal.base.Hash;
import io.stemma.internal.chunks.ChunkSink;
import io.stemma.internal.format.v1.FileEntry;
import io.stemma.internal.path.TreePath;
import io.stemma.internal.tree.MergeStep;
import io.stemma.internal.tree.Tree;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The merge of two trees that began as one. Walks both differences side by side. */
public final class ThreeWay {
  private static final int MAX_CONFLICTS = 1000;

  private final ChunkSink sink;
  private final Tree base;
  private final Tree ours;
  private final Tree theirs;

  /** A path that both changed differently. */
  public record Conflict(
      TreePath path,
      Optional<FileEntry> base,
      Optional<FileEntry> ours,
      Optional<FileEntry> theirs) {}

  /** The merge of {@code theirs} into {@code ours}. */
  public ThreeWay(ChunkSink sink, Hash base, Hash ours, Hash theirs) {
    this.sink = sink;
    this.base = TreeNodes.writable(sink, base);
    this.ours = TreeNodes.writable(sink, ours);
    this.theirs = TreeNodes.writable(sink, theirs);
  }

  /** The first {@value #MAX_CONFLICTS} paths that both changed differently. */
  public List<Conflict> conflicts() {
    List<Conflict> found = new ArrayList<>();
    Iterator<MergeStep> steps = Iterators.filter(base.merge(ours, theirs), MergeStep::isConflict);
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

  private Optional<FileEntry> entry(byte @Nullable [] value) {
    return value == null ? Optional.empty() : Optional.of(Values.decode(value, sink));
  }

  /** The root of the merged tree; paths in conflict are theirs or ours. */
  public Hash merged(boolean takeTheirs) {
    Iterator<MergeStep> steps =
        Iterators.filter(base.merge(ours, theirs), step -> takeTheirs || !step.isConflict());
    return ours.edit(Iterators.transform(steps, MergeStep::takeTheirs)).root();
  }

  /** Paths of the merged tree that are a file and a directory at once. */
  public List<String> misplaced(Hash merged) {
    return new Overlay(sink, ours.root(), merged).misplaced(merged);
  }
}
