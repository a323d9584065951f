package io.stemma.internal.commit;

import io.stemma.internal.base.Hash;
import io.stemma.internal.chunks.ChunkSink;
import io.stemma.internal.chunks.ChunkSource;
import io.stemma.internal.format.v1.FileEntry;
import io.stemma.internal.format.v1.Kind;
import io.stemma.internal.tree.Measure;
import io.stemma.internal.tree.NodeStore;
import io.stemma.internal.tree.Tree;
import io.stemma.internal.tree.TreeEdit;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Trees whose nodes are kept as chunks: of file entries, and tables of other values. */
public final class TreeNodes {
  /** Counts files and their bytes; directories' own entries count nothing. */
  static final Measure MEASURE =
      new Measure() {
        @Override
        public int count(byte[] source, int offset, int length) {
          return FileEntry.measure(source, offset, length) < 0 ? 0 : 1;
        }

        @Override
        public long bytes(byte[] source, int offset, int length) {
          return Math.max(0, FileEntry.measure(source, offset, length));
        }
      };

  /** Counts the values, whatever they are. */
  private static final Measure VALUES =
      new Measure() {
        @Override
        public int count(byte[] source, int offset, int length) {
          return 1;
        }

        @Override
        public long bytes(byte[] source, int offset, int length) {
          return 0;
        }
      };

  private TreeNodes() {}

  /** A table of values that are no file entries, to be read. */
  public static Tree readableTable(ChunkSource source, Hash root) {
    return new Tree(readOnly(source), VALUES, root);
  }

  /** A table of values that are no file entries, to be changed. */
  public static Tree table(ChunkSink sink, Hash root) {
    return new Tree(nodes(sink), VALUES, root);
  }

  /**
   * Edits a table whose keys are text.
   *
   * @param root the table to begin with
   * @param changes the new values; empty for keys that go
   * @return the root of the table that this gives
   */
  public static Hash editTable(ChunkSink sink, Hash root, Map<String, Optional<byte[]>> changes) {
    TreeMap<byte[], TreeEdit> edits = new TreeMap<>(Arrays::compareUnsigned);
    changes.forEach(
        (text, value) -> {
          byte[] key = text.getBytes(StandardCharsets.UTF_8);
          edits.put(
              key, value.map(v -> TreeEdit.put(key, v)).orElseGet(() -> TreeEdit.delete(key)));
        });
    return table(sink, root).edit(edits.values().iterator()).root();
  }

  /** A tree that can be read. */
  static Tree readable(ChunkSource source, Hash root) {
    return new Tree(readOnly(source), MEASURE, root);
  }

  /** A tree that can be read and changed. */
  static Tree writable(ChunkSink sink, Hash root) {
    return new Tree(nodes(sink), MEASURE, root);
  }

  private static NodeStore readOnly(ChunkSource source) {
    return new NodeStore() {
      @Override
      public byte[] read(Hash id) {
        return source.read(Kind.NODE, id);
      }

      @Override
      public Hash write(byte[] node) {
        throw new IllegalStateException("a tree that was opened for reading is written to");
      }
    };
  }

  private static NodeStore nodes(ChunkSink sink) {
    return new NodeStore() {
      @Override
      public byte[] read(Hash id) {
        return sink.read(Kind.NODE, id);
      }

      @Override
      public Hash write(byte[] node) {
        return sink.write(Kind.NODE, node);
      }
    };
  }
}
