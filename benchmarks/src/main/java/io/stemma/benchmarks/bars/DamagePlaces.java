package io.stemma.benchmarks.bars;

import io.stemma.internal.format.v1.IndexLayout;
import io.stemma.internal.format.v1.IndexTrailer;
import io.stemma.internal.format.v1.Kind;
import io.stemma.internal.format.v1.PackFooter;
import io.stemma.internal.format.v1.PackHeader;
import io.stemma.internal.format.v1.PackId;
import io.stemma.internal.format.v1.PackRow;
import io.stemma.internal.format.v1.PackTable;
import io.stemma.internal.format.v1.TreeNode;
import io.stemma.internal.pack.PackReader;
import io.stemma.storage.ObjectStore;
import io.stemma.testing.DamageTrial;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Where the objects of an archive can be damaged, by the kind of what is stored there. */
final class DamagePlaces {
  /**
   * A part of an object.
   *
   * @param key the object
   * @param from where the part begins
   * @param to where it ends
   */
  record Place(String key, int from, int to) {}

  private final ObjectStore store;
  private final Map<String, List<Place>> byKind = new TreeMap<>();
  private int levels;

  /** Looks through an archive without damage. */
  DamagePlaces(ObjectStore store, DamageTrial trial) throws IOException {
    this.store = store;
    for (String kind : List.of("stemma.json", "log/")) {
      for (String key : trial.keys(kind)) {
        add(kind.equals("log/") ? "log entry" : kind, key, 0, bytes(key).length);
      }
    }
    for (String key : trial.keys("index/")) {
      index(key);
    }
    try (PackReader packs = new PackReader(store)) {
      for (String key : trial.keys("packs/")) {
        pack(packs, key);
      }
    }
  }

  /** The places of each kind, by its name; of every kind there is at least one. */
  Map<String, List<Place>> byKind() {
    return byKind;
  }

  /** How many levels the highest tree has. */
  int levels() {
    return levels;
  }

  private void add(String kind, String key, long from, long to) {
    if (to > from) {
      byKind
          .computeIfAbsent(kind, unused -> new ArrayList<>())
          .add(new Place(key, (int) from, (int) to));
    }
  }

  private byte[] bytes(String key) throws IOException {
    ByteBuffer found = store.read(key, 0, Integer.MAX_VALUE - 8).bytes();
    byte[] bytes = new byte[found.remaining()];
    found.get(bytes);
    return bytes;
  }

  private static PackId name(String key) {
    return PackId.parse(key.substring(key.lastIndexOf('/') + 1));
  }

  private void index(String key) throws IOException {
    byte[] bytes = bytes(key);
    int trailer = bytes.length - IndexTrailer.BYTES;
    IndexLayout layout = IndexTrailer.decode(bytes, trailer, name(key), bytes.length).layout();
    add("index head", key, 0, IndexLayout.HEAD_BYTES);
    add("index rows", key, IndexLayout.HEAD_BYTES, layout.filtersOffset());
    add("index filters", key, layout.filtersOffset(), layout.packsOffset());
    add("index table of packs", key, layout.packsOffset(), layout.fanoutOffset());
    add("index fan-out", key, layout.fanoutOffset(), layout.directoryOffset());
    add("index filter directory", key, layout.directoryOffset(), layout.trailerOffset());
    add("index trailer", key, layout.trailerOffset(), bytes.length);
  }

  private void pack(PackReader packs, String key) throws IOException {
    byte[] bytes = bytes(key);
    PackTable table = packs.readTable(name(key), bytes.length);
    int end = PackHeader.BYTES;
    for (PackRow row : table.rows()) {
      add(what(packs, table, row), key, row.offset(), row.offset() + row.length());
      end = (int) row.offset() + row.length();
    }
    add("pack header", key, 0, PackHeader.BYTES);
    add("pack table", key, end, bytes.length - PackFooter.TRAILER);
    add("pack trailer", key, bytes.length - PackFooter.TRAILER, bytes.length);
  }

  private String what(PackReader packs, PackTable table, PackRow row) throws IOException {
    if (row.kind() != Kind.NODE) {
      return row.kind().toString();
    }
    byte[] node = packs.read(row.in(table.pack()), row.kind(), row.id());
    int level = TreeNode.decode(node).level();
    levels = Math.max(levels, level + 1);
    return "NODE of level " + level;
  }
}
