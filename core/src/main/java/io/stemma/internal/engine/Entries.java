package io.stemma.internal.engine;

import io.stemma.Attributes;
import io.stemma.Entry;
import io.stemma.EntryKind;
import io.stemma.internal.commit.FileTree;
import io.stemma.internal.commit.TreeItem;
import io.stemma.internal.extract.Extraction;
import io.stemma.internal.format.v1.CanonicalJson;
import io.stemma.internal.format.v1.FileEntry;
import io.stemma.internal.path.TreePath;
import io.stemma.internal.tree.Totals;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Files and directories of trees as the API has them. */
final class Entries {
  static final List<String> COLUMNS = List.of("name", "files>", "bytes>", "modified", "attributes");

  private Entries() {}

  static Entry of(FileTree tree, TreeItem item) {
    if (!item.directory()) {
      return file(item.path(), item.entry().orElseThrow());
    }
    Totals totals = tree.totals(item.path());
    return new Entry(
        item.path().toString(),
        EntryKind.DIRECTORY,
        totals.bytes(),
        totals.count(),
        Optional.empty(),
        false,
        attributes(item.entry()));
  }

  static Entry file(TreePath path, FileEntry file) {
    return new Entry(
        path.toString(),
        file.directory() ? EntryKind.DIRECTORY : EntryKind.FILE,
        file.length(),
        file.directory() ? 0 : 1,
        file.modified(),
        file.executable(),
        CanonicalJson.readAttributes(file.attributes()));
  }

  private static Attributes attributes(Optional<FileEntry> entry) {
    return entry.map(e -> CanonicalJson.readAttributes(e.attributes())).orElse(Attributes.NONE);
  }

  static List<String> cells(Entry entry) {
    return List.of(
        entry.name() + (entry.isDirectory() ? "/" : ""),
        entry.isDirectory() ? Printed.number(entry.files()) : "",
        Printed.number(entry.length()),
        entry.modified().map(Printed::time).orElse(""),
        shown(entry.attributes()));
  }

  /** Attributes without what is there for extractors only. */
  private static String shown(Attributes attributes) {
    Map<String, Object> values = new TreeMap<>(attributes.values());
    values.remove(Extraction.EXTRACTED);
    return values.isEmpty() ? "" : values.toString();
  }

  static <T> Stream<T> stream(Iterator<T> items) {
    return StreamSupport.stream(
        Spliterators.spliteratorUnknownSize(items, Spliterator.ORDERED | Spliterator.NONNULL),
        false);
  }
}
