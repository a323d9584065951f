package io.stemma.internal.extract;

import io.stemma.internal.commit.FileLookup;
import io.stemma.internal.commit.PathChange;
import io.stemma.internal.commit.StagedTree;
import io.stemma.internal.commit.TreeItem;
import io.stemma.internal.format.v1.FileEntry;
import io.stemma.internal.path.TreePath;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A directory in which a change has changed files that extractors read, or what is said of whose
 * words they are. The root stands for one of its files.
 */
final class TouchedDirectory {
  private final TreePath path;
  private final Sides sides;
  private final Reading reading;
  private final boolean all;

  /** The files that were changed, or are to be looked at, by their names; empty where one went. */
  private final SortedMap<String, Optional<FileEntry>> files = new TreeMap<>();

  private final SortedMap<Source, Said> said = new TreeMap<>();
  private final Map<String, SortedMap<Source, Said>> ran = new HashMap<>();
  private final Set<TreePath> read = new HashSet<>();
  private final Set<TreePath> unchanged = new HashSet<>();
  private final Set<String> changed = new HashSet<>();

  /**
   * A directory.
   *
   * @param all whether nothing has changed, and everything is to be looked at
   */
  TouchedDirectory(TreePath path, Sides sides, Reading reading, boolean all) {
    this.path = path;
    this.sides = sides;
    this.reading = reading;
    this.all = all;
  }

  TreePath path() {
    return path;
  }

  /** Adds a change of a file, or of what the directory carries. */
  TouchedDirectory with(PathChange change) {
    if (!change.directory()) {
      files.put(change.path().name(), change.after());
      changed.add(change.path().name());
    }
    return this;
  }

  /** See {@link Extraction.Result#read}. */
  Set<TreePath> read() {
    return read;
  }

  /** See {@link Extraction.Result#unchanged}. */
  Set<TreePath> unchanged() {
    return unchanged;
  }

  private TreePath file(String name) {
    return path.resolve(TreePath.of(name));
  }

  /** Runs what is to be run, and says what comes of it. */
  void update(StagedTree staged) {
    String old = attributes(sides.before());
    String now = attributes(sides.after());
    Update update = new Update(now);
    boolean whole = all || update.failedBefore() || isDescribedAnew(old, now);
    if (whole && !all && !path.isRoot()) {
      list();
    }
    if (!update.failedBefore() && isSettled(now, whole)) {
      return;
    }
    files.forEach(
        (name, entry) -> {
          if (entry.isPresent() && (update.failedBefore() || !isAsOther(now, name))) {
            run(name);
          }
        });
    String text = path.isRoot() ? now : settle(update, whole);
    boolean differs = describe(staged, now, text);
    differs |= describeFiles(staged, now);
    if (all && !differs) {
      read.clear();
    } else if (!text.isEmpty() && text.equals(old)) {
      unchanged.add(path);
    }
  }

  private boolean describe(StagedTree staged, String now, String text) {
    if (text.equals(now)) {
      return false;
    } else if (text.isEmpty()) {
      int unused = staged.removeAll(List.of(path.directoryKey()));
    } else {
      staged.replace(path, FileEntry.DIRECTORY_ENTRY.withAttributes(text));
    }
    return true;
  }

  private String attributes(FileLookup tree) {
    return tree.directory(path).map(FileEntry::attributes).orElse("");
  }

  /** Whether somebody else than an extractor has changed what is said of whose words, or failed. */
  private boolean isDescribedAnew(String old, String now) {
    return !old.equals(now) && (sides.other().isPresent() || !Claims.agree(old, now));
  }

  /** Finds all files that are read, as what is said of the directory cannot be relied on. */
  private void list() {
    Iterator<TreeItem> children = sides.files().children(path);
    while (children.hasNext()) {
      TreeItem child = children.next();
      if (!child.directory() && !reading.of(child.path()).isEmpty()) {
        files.put(child.path().name(), child.entry());
      }
    }
  }

  /** Whether all that a merge did here is to take over what is in the other tree. */
  private boolean isSettled(String now, boolean whole) {
    return isAsOther(now)
        && files.keySet().stream().allMatch(name -> isAsOther(now, name))
        && (!whole
            || Claims.of(now).names().keySet().stream()
                .allMatch(source -> files.containsKey(source.file())));
  }

  private boolean isAsOther(String now) {
    return sides.other().filter(tree -> attributes(tree).equals(now)).isPresent();
  }

  /**
   * Whether a file came with a tree that is merged in, and what is said of it, too: all extractors
   * that read it have said something in that tree.
   */
  private boolean isAsOther(String now, String name) {
    Optional<FileEntry> entry = Objects.requireNonNull(files.get(name));
    if (!isAsOther(now) || !sides.other().orElseThrow().file(file(name)).equals(entry)) {
      return false;
    }
    Set<String> said = Claims.of(now).extractors(name);
    said.addAll(Claims.of(entry.map(FileEntry::attributes).orElse("")).extractors(name));
    Set<String> readers = new HashSet<>();
    entry.ifPresent(e -> reading.of(file(name)).forEach(each -> readers.add(each.name())));
    return said.equals(readers);
  }

  private void run(String name) {
    TreePath file = file(name);
    Optional<FileEntry> known = files.getOrDefault(name, Optional.empty());
    FileEntry entry = known.or(() -> sides.after().file(file)).orElseThrow();
    SortedMap<Source, Said> own = reading.read(file, entry);
    if (!own.isEmpty()) {
      ran.put(name, own);
      said.putAll(own);
    }
    if (!changed.contains(name) || all) {
      read.add(file);
    }
  }

  /** What is to be said of this directory, where the root has nothing to say. */
  private String settle(Update update, boolean whole) {
    while (true) {
      update.take(said, Said::ofDirectory, source -> isGone(source, whole));
      Set<Source> more = update.unknown();
      if (more.isEmpty()) {
        return update.text();
      }
      more.forEach(source -> run(source.file()));
    }
  }

  /** Whether a source says nothing any more, if it ever did. */
  private boolean isGone(Source source, boolean whole) {
    Optional<FileEntry> entry = files.get(source.file());
    boolean present = entry == null ? !whole : entry.isPresent();
    return !present || !reading.reads(source.extractor(), file(source.file()));
  }

  /** Says of files what was said of themselves; of those in the root, everything. */
  private boolean describeFiles(StagedTree staged, String ofDirectory) {
    boolean differs = false;
    for (Map.Entry<String, Optional<FileEntry>> each : files.entrySet()) {
      String name = each.getKey();
      SortedMap<Source, Said> own = ran.get(name);
      String now = each.getValue().map(FileEntry::attributes).orElse("");
      boolean left = own == null && (!Claims.mayBeIn(now) || isAsOther(ofDirectory, name));
      if (each.getValue().isPresent() && !left) {
        String text = ofFile(now, own);
        if (!text.equals(now)) {
          staged.replace(file(name), each.getValue().get().withAttributes(text));
          differs = true;
        }
      }
    }
    return differs;
  }

  private String ofFile(String now, @Nullable SortedMap<Source, Said> own) {
    Update update = new Update(now);
    update.take(
        own == null ? new TreeMap<>() : own,
        path.isRoot() ? Said::everything : Said::ofFile,
        source -> true);
    return path.isRoot() ? update.text() : update.textWithoutErrors();
  }
}
