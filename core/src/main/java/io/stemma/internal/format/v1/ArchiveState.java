package io.stemma.internal.format.v1;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The complete state of an archive, as every log entry carries it.
 *
 * @param refs refs that the entry carries itself: all while they are few, else those that moved
 *     since the tree of refs was made
 * @param removedRefs refs of that tree that were removed since
 * @param refsTree the root of the tree of refs, once they are many
 * @param indexes the live index objects, oldest first
 * @param recent packs not yet indexed, oldest first
 * @param condemned packs that no later entry may refer to
 * @param staging what running work keeps alive; reserved
 * @param retentionFloor sequence below which entries root nothing
 * @param readerFeatures what a library must know to read the archive
 * @param writerFeatures what a library must know to write to it
 * @param unknown fields of a newer version
 */
public record ArchiveState(
    SortedMap<String, RefTarget> refs,
    SortedSet<String> removedRefs,
    Optional<TreeRef> refsTree,
    List<IndexRef> indexes,
    List<RecentPack> recent,
    List<PackId> condemned,
    List<StagingEntry> staging,
    long retentionFloor,
    SortedSet<String> readerFeatures,
    SortedSet<String> writerFeatures,
    UnknownFields unknown) {
  /** How many packs may wait for an index. */
  public static final int MAX_RECENT = 32;

  /** The features of readers that this library has. */
  public static final Set<String> READER_FEATURES = Set.of();

  /** Inputs of pipelines may have conditions. */
  public static final String CONDITIONED_INPUTS = "conditioned-inputs";

  /** What must be known to write where a repository has extractors. */
  public static final String EXTRACTORS = "extractors";

  /** The features of writers that this library has. */
  public static final Set<String> WRITER_FEATURES = Set.of(CONDITIONED_INPUTS, EXTRACTORS);

  /** The state of a new archive. */
  public static final ArchiveState EMPTY =
      new ArchiveState(
          Collections.emptySortedMap(),
          Collections.emptySortedSet(),
          Optional.empty(),
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          0,
          Collections.emptySortedSet(),
          Collections.emptySortedSet(),
          UnknownFields.NONE);

  /** Checks and copies. */
  public ArchiveState {
    refs = Checks.map("the refs", refs, 65_536);
    refs.keySet().forEach(ref -> Checks.name("a ref", ref, 1_024));
    removedRefs = Checks.set("the removed refs", removedRefs, 65_536);
    indexes = Checks.list("the indexes", indexes, 4_096);
    recent = Checks.list("the recent packs", recent, MAX_RECENT);
    condemned = Checks.list("the condemned packs", condemned, 65_536);
    staging = Checks.list("the staging entries", staging, 1_024);
    Checks.number("the retention floor", retentionFloor, 0, LogKey.MAX_SEQUENCE);
    readerFeatures = Checks.set("the reader features", readerFeatures, 256);
    writerFeatures = Checks.set("the writer features", writerFeatures, 256);
    readerFeatures.forEach(name -> Checks.name("a feature", name, 64));
    writerFeatures.forEach(name -> Checks.name("a feature", name, 64));
  }

  /** The features that writing takes and this library does not have. */
  public SortedSet<String> missingWriterFeatures() {
    SortedSet<String> missing = new TreeSet<>(writerFeatures);
    missing.removeAll(WRITER_FEATURES);
    return missing;
  }
}
