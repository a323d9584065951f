package io.stemma.internal.datum;

import io.stemma.Input;
import io.stemma.internal.base.ByteWriter;
import io.stemma.internal.base.Hash;
import io.stemma.internal.commit.FileLookup;
import io.stemma.internal.commit.FileTree;
import io.stemma.internal.format.v1.FileEntry;
import io.stemma.internal.path.TreePath;
import io.stemma.internal.tree.Totals;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The keys of datums: what decides whether a result that was computed once can be used again. A key
 * is the SHA-256 of code, parameters, and the datum: its name, its captures, and by the name of
 * each input the paths that it sees; for what is no reference also contents and attributes. Neither
 * the repository nor the branch is part of it, so the same files elsewhere give the same key.
 *
 * <p>What is hashed, in this order: the digest of {@value #VERSION}, the code id and the
 * parameters; the name; how many captures, and of each its name and text; how many names of inputs,
 * and of each the name, 1 for a reference, else 0, how many paths, and of each 1 for a directory,
 * else 0, the path without a leading slash, and unless it is a reference: for a file its
 * {@linkplain FileEntry#encode entry}, for the root directory the root of its tree, for another
 * directory the digest of the keys of the tree below it, each behind the directory's own, with
 * their entries. Numbers are varints; every text, key and entry is preceded by its length in bytes.
 *
 * <p>Used by one thread at a time.
 */
public final class DatumKeys {
  private static final String VERSION = "stemma datum key 1";
  private static final int BUFFER = 1 << 16;

  /** So many directories are remembered, as every datum of a cross sees the same ones. */
  private static final int REMEMBERED = 1024;

  private final Hash code;
  private final Sources sources;
  private final Map<Input.Selection, FileLookup> lookups = new HashMap<>();
  private final Map<Item, Seen> directories =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Item, Seen> eldest) {
          return size() > REMEMBERED;
        }
      };
  private final MessageDigest digest = Hash.newDigest();
  private final ByteWriter datum = new ByteWriter(1024);
  private final ByteWriter below = new ByteWriter(1024);

  /**
   * A key, and what is behind it.
   *
   * @param key the key
   * @param files how many files the datum sees, references included
   * @param bytes how many bytes these have
   */
  public record Seen(Hash key, long files, long bytes) {}

  /**
   * For the datums of one state.
   *
   * @param codeId what stands for the code
   * @param parametersJson the parameters in a form that is the same for equal ones
   * @param sources the files
   */
  public DatumKeys(String codeId, String parametersJson, Sources sources) {
    byte[] text =
        new ByteWriter(256).string(VERSION).string(codeId).string(parametersJson).toBytes();
    this.code = Hash.of(text);
    this.sources = sources;
  }

  /**
   * The key of a datum.
   *
   * @throws IllegalArgumentException if the datum is not of this state
   */
  public Seen of(DatumSpec spec) {
    datum.truncate(0).hash(code).string(spec.name()).varint(spec.captures().size());
    spec.captures().forEach((name, text) -> datum.string(name).string(text));
    datum.varint(spec.slots().size());
    long files = 0;
    long bytes = 0;
    for (Slot slot : spec.slots()) {
      datum.string(slot.input()).u8(slot.reference() ? 1 : 0).varint(slot.items().size());
      for (Item item : slot.items()) {
        datum.u8(item.directory() ? 1 : 0).string(item.path().text());
        Totals totals =
            item.directory() ? directory(item, slot.reference()) : file(item, slot.reference());
        files += totals.count();
        bytes += totals.bytes();
      }
    }
    return new Seen(Hash.of(datum.array(), 0, datum.size()), files, bytes);
  }

  private Totals file(Item item, boolean reference) {
    byte[] entry =
        lookup(item)
            .encoded(item.path())
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        item.path() + " of " + item.selection() + " is not in this state"));
    if (!reference) {
      datum.varint(entry.length).bytes(entry);
    }
    return new Totals(1, FileEntry.measure(entry, 0, entry.length));
  }

  private Totals directory(Item item, boolean reference) {
    if (reference || item.path().isRoot()) {
      FileTree tree = sources.tree(item.selection());
      if (!reference) {
        datum.hash(tree.root());
      }
      return tree.totals(item.path());
    }
    Seen seen = directories.get(item);
    if (seen == null) {
      seen = below(item);
      directories.put(item, seen);
    }
    datum.hash(seen.key());
    return new Totals(seen.files(), seen.bytes());
  }

  /** The digest of a directory: paths from it, and entries. */
  private Seen below(Item item) {
    TreePath path = item.path();
    int prefix = path.directoryKey().length;
    long[] sums = new long[2];
    below.truncate(0);
    digest.reset(); // A store may have failed the last time.
    lookup(item)
        .encodedBelow(
            path,
            (key, entry) -> {
              below.varint(key.length - prefix).bytes(key, prefix, key.length - prefix);
              below.varint(entry.length).bytes(entry);
              long length = FileEntry.measure(entry, 0, entry.length);
              sums[0] += length < 0 ? 0 : 1;
              sums[1] += Math.max(0, length);
              if (below.size() >= BUFFER) {
                digest.update(below.array(), 0, below.size());
                below.truncate(0);
              }
            });
    digest.update(below.array(), 0, below.size());
    return new Seen(Hash.read(digest.digest(), 0), sums[0], sums[1]);
  }

  private FileLookup lookup(Item item) {
    return lookups.computeIfAbsent(item.selection(), selection -> sources.tree(selection).lookup());
  }
}
