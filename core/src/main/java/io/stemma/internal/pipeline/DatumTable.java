package io.stemma.internal.pipeline;

import io.stemma.internal.base.ByteReader;
import io.stemma.internal.base.Hash;
import io.stemma.internal.base.MalformedException;
import io.stemma.internal.chunks.ChunkSink;
import io.stemma.internal.chunks.ChunkSource;
import io.stemma.internal.commit.TreeNodes;
import io.stemma.internal.tree.Tree;
import io.stemma.internal.tree.TreeCursor;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * The datums of a commit of results: a tree from their names to what became of them. Keys are names
 * in UTF-8; a value is a state, and the key of the datum's result. Immutable.
 */
final class DatumTable {
  /** Bytes of a value: the state and the key. */
  private static final int VALUE = 1 + Hash.BYTES;

  /** What became of a datum. */
  enum State {
    /** It has a result. */
    RESULT(0),
    /** It failed, and the transformation took care of it. */
    RECOVERED(1),
    /** It failed, and the output omits it. */
    OMITTED(2);

    private final int code;

    State(int code) {
      this.code = code;
    }

    private static State of(int code) {
      for (State state : values()) {
        if (state.code == code) {
          return state;
        }
      }
      throw new MalformedException("a datum of which nobody knows what became of it: " + code);
    }
  }

  /**
   * A datum in the table.
   *
   * @param state what became of it
   * @param key what it was computed from; of its result, if it has one
   */
  record Row(State state, Hash key) {
    /** Whether this is the result of a key. */
    boolean isResult(Hash other) {
      return state == State.RESULT && key.equals(other);
    }

    private byte[] encode() {
      byte[] value = new byte[VALUE];
      value[0] = (byte) state.code;
      key.write(value, 1);
      return value;
    }

    private static Row decode(byte[] value) {
      if (value.length != VALUE) {
        throw new MalformedException("what became of a datum, in " + value.length + " bytes");
      }
      return new Row(State.of(value[0]), Hash.read(value, 1));
    }
  }

  private final Tree tree;

  /** The table of a root. */
  DatumTable(ChunkSource source, Hash root) {
    this.tree = TreeNodes.readableTable(source, root);
  }

  /** How many datums there are. */
  long size() {
    return tree.totals().count();
  }

  Optional<Row> get(String datum) {
    return Optional.ofNullable(tree.get(key(datum))).map(Row::decode);
  }

  /**
   * A row with the name of its datum.
   *
   * @param name with a leading slash
   * @param row what became of it
   */
  record NamedRow(String name, Row row) {}

  /** Looks up one datum after the other; cheap where they are neighbours. For one thread. */
  Function<String, Optional<Row>> lookup() {
    TreeCursor cursor = tree.cursor();
    return datum -> {
      byte[] key = key(datum);
      return cursor.seek(key) && Arrays.equals(cursor.key(), key)
          ? Optional.of(Row.decode(cursor.value()))
          : Optional.empty();
    };
  }

  /** All datums, in the order of the bytes of their names. */
  Iterator<NamedRow> rows() {
    return tree.items(
        (key, value) -> new NamedRow(ByteReader.utf8(key, 0, key.length), Row.decode(value)));
  }

  /** The names of all datums, in the order of their bytes. */
  Iterator<String> names() {
    return tree.items((key, value) -> ByteReader.utf8(key, 0, key.length));
  }

  /** The names of the datums that have no result; walks all. */
  Set<String> failed() {
    Set<String> failed = new TreeSet<>();
    rows()
        .forEachRemaining(
            each -> {
              if (each.row().state() != State.RESULT) {
                failed.add(each.name());
              }
            });
    return failed;
  }

  /**
   * Another table.
   *
   * @param root the table to begin with
   * @param changes what becomes of datums; empty for those that go
   * @return its root
   */
  static Hash edit(ChunkSink sink, Hash root, Map<String, Optional<Row>> changes) {
    Map<String, Optional<byte[]>> values = new HashMap<>();
    changes.forEach((datum, row) -> values.put(datum, row.map(Row::encode)));
    return TreeNodes.editTable(sink, root, values);
  }

  private static byte[] key(String datum) {
    return datum.getBytes(StandardCharsets.UTF_8);
  }
}
