package io.stemma.internal.log;

import io.stemma.internal.format.v1.ArchiveState;
import io.stemma.internal.format.v1.IndexRef;
import io.stemma.internal.format.v1.PackId;
import io.stemma.internal.format.v1.RecentPack;
import io.stemma.internal.format.v1.RefMove;
import io.stemma.internal.format.v1.RefTarget;
import io.stemma.internal.format.v1.StagingEntry;
import io.stemma.internal.format.v1.TreeRef;
import io.stemma.internal.format.v1.UnknownFields;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The next state while operations edit it, one after the other. What an operation did is set back
 * as a whole if it fails. Used by one thread at a time.
 */
public final class StateDraft {
  private final RefLookup lookup;
  private TreeMap<String, RefTarget> refs = new TreeMap<>();
  private TreeSet<String> removedRefs = new TreeSet<>();
  private Optional<TreeRef> refsTree = Optional.empty();
  private List<IndexRef> indexes = new ArrayList<>();
  private List<RecentPack> recent = new ArrayList<>();
  private List<PackId> condemned = new ArrayList<>();
  private List<StagingEntry> staging = new ArrayList<>();
  private long retentionFloor;
  private TreeSet<String> readerFeatures = new TreeSet<>();
  private TreeSet<String> writerFeatures = new TreeSet<>();
  private UnknownFields unknown = UnknownFields.NONE;

  /** What the running operation did to refs: their targets before it. */
  private final TreeMap<String, Optional<RefTarget>> before = new TreeMap<>();

  /** The refs that operations before the running one removed. */
  private final Set<String> removedBefore = new HashSet<>();

  /** A draft that begins with a state without a tree of refs. */
  public StateDraft(ArchiveState state) {
    this(state, RefLookup.NONE);
  }

  /** A draft that begins with a state. */
  public StateDraft(ArchiveState state, RefLookup lookup) {
    this.lookup = lookup;
    restore(state);
  }

  /** The state as it is now. */
  public ArchiveState toState() {
    return new ArchiveState(
        refs,
        removedRefs,
        refsTree,
        indexes,
        recent,
        condemned,
        staging,
        retentionFloor,
        readerFeatures,
        writerFeatures,
        unknown);
  }

  /** Begins an operation: its ref moves are counted from here. */
  void begin() {
    for (RefMove move : moves()) {
      if (move.to().isEmpty()) {
        removedBefore.add(move.ref());
      }
    }
    before.clear();
  }

  /** Takes a state, forgetting every edit. */
  void restore(ArchiveState state) {
    refs = new TreeMap<>(state.refs());
    removedRefs = new TreeSet<>(state.removedRefs());
    refsTree = state.refsTree();
    indexes = new ArrayList<>(state.indexes());
    recent = new ArrayList<>(state.recent());
    condemned = new ArrayList<>(state.condemned());
    staging = new ArrayList<>(state.staging());
    retentionFloor = state.retentionFloor();
    readerFeatures = new TreeSet<>(state.readerFeatures());
    writerFeatures = new TreeSet<>(state.writerFeatures());
    unknown = state.unknown();
    before.clear();
  }

  /** How many refs the entry would carry itself. */
  public int ownRefs() {
    return refs.size() + removedRefs.size();
  }

  /** Puts a tree that holds all refs in the place of those that the entry would carry itself. */
  public void refsTree(Optional<TreeRef> tree) {
    refsTree = tree;
    refs.clear();
    removedRefs.clear();
  }

  /** What a ref stands for. */
  public Optional<RefTarget> ref(String ref) {
    RefTarget own = refs.get(ref);
    if (own != null || removedRefs.contains(ref)) {
      return Optional.ofNullable(own);
    }
    return refsTree.flatMap(tree -> lookup.find(tree, ref));
  }

  /** Makes or moves a ref. */
  public void setRef(String ref, RefTarget target) {
    before.putIfAbsent(ref, ref(ref));
    refs.put(ref, target);
    removedRefs.remove(ref);
  }

  /** Removes a ref; nothing happens if there is none. */
  public void removeRef(String ref) {
    before.putIfAbsent(ref, ref(ref));
    refs.remove(ref);
    if (refsTree.isPresent()) {
      removedRefs.add(ref);
    }
  }

  /** What the running operation did to refs so far; those that are as before are left out. */
  public List<RefMove> moves() {
    List<RefMove> moves = new ArrayList<>();
    before.forEach(
        (ref, from) -> {
          Optional<RefTarget> to = ref(ref);
          if (!from.equals(to)) {
            moves.add(new RefMove(ref, from, to));
          }
        });
    return moves;
  }

  /** Whether an operation before the running one removed a ref, even if it is there again. */
  public boolean removedBefore(String ref) {
    return removedBefore.contains(ref);
  }

  /** The tree of refs. */
  public Optional<TreeRef> refsTree() {
    return refsTree;
  }

  /** The live indexes, oldest first; may be edited. */
  public List<IndexRef> indexes() {
    return indexes;
  }

  /** The packs without index, oldest first; may be edited, at most 32 at the end. */
  public List<RecentPack> recent() {
    return recent;
  }

  /** The condemned packs; may be edited. */
  public List<PackId> condemned() {
    return condemned;
  }

  /** The staging entries; may be edited. */
  public List<StagingEntry> staging() {
    return staging;
  }

  /** Sequence below which entries root nothing. */
  public long retentionFloor() {
    return retentionFloor;
  }

  /** Sets the sequence below which entries root nothing. */
  public void retentionFloor(long sequence) {
    retentionFloor = sequence;
  }

  /** What a library must know to read the archive; may be edited. */
  public SortedSet<String> readerFeatures() {
    return readerFeatures;
  }

  /** What a library must know to write to it; may be edited. */
  public SortedSet<String> writerFeatures() {
    return writerFeatures;
  }
}
