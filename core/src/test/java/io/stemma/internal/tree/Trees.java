package io.stemma.internal.tree;

import io.stemma.internal.format.v1.TreeBoundary;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/** Rules, keys and models that the tests of this package share. */
final class Trees {
  /** Nodes of some 100 bytes, so that few keys make many levels. */
  static final TreeBoundary SMALL = new TreeBoundary(64, 256, 1_600_000);

  /** Counts values that begin with an even byte, and weighs them by a thousand. */
  static final Measure MEASURE =
      new Measure() {
        @Override
        public int count(byte[] source, int offset, int length) {
          return length > 0 && source[offset] % 2 == 0 ? 1 : 0;
        }

        @Override
        public long bytes(byte[] source, int offset, int length) {
          return length * 1000L;
        }
      };

  private Trees() {}

  static Tree empty(NodeStore store, TreeBoundary rule) {
    return new Tree(new NodeReader(store, MEASURE), rule, Tree.EMPTY_ROOT);
  }

  static NavigableMap<byte[], byte[]> model() {
    return new TreeMap<>(Arrays::compareUnsigned);
  }

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  static Tree build(Tree empty, Map<byte[], byte[]> content) {
    return empty.edit(
        content.entrySet().stream().map(e -> TreeEdit.put(e.getKey(), e.getValue())).iterator());
  }

  static NavigableMap<byte[], byte[]> content(Tree tree) {
    NavigableMap<byte[], byte[]> content = model();
    TreeCursor cursor = tree.cursor();
    while (cursor.next()) {
      content.put(cursor.key(), cursor.value());
    }
    return content;
  }

  /** Content that can be compared and printed. */
  static List<String> lines(Map<byte[], byte[]> content) {
    HexFormat hex = HexFormat.of();
    return content.entrySet().stream()
        .map(e -> hex.formatHex(e.getKey()) + "=" + hex.formatHex(e.getValue()))
        .toList();
  }

  /** The kinds of keys that the tests go through. */
  enum Keys {
    TINY,
    PATHS,
    RANDOM,
    LONG_PREFIX,
    NO_BOUNDARY,
    ALL_BOUNDARIES;

    List<byte[]> make(Random random, int count) {
      List<byte[]> keys = new ArrayList<>();
      Set<String> seen = new HashSet<>();
      for (int tries = 0; keys.size() < count && tries < 1000 * count; tries++) {
        byte[] key = one(random);
        if (fits(key) && seen.add(new String(key, StandardCharsets.ISO_8859_1))) {
          keys.add(key);
        }
      }
      return keys;
    }

    private byte[] one(Random random) {
      return switch (this) {
        case TINY -> bytes(random, 1 + random.nextInt(2));
        case PATHS ->
            ascii(String.format("/%05d/ch%03d.f64", random.nextInt(50), random.nextInt(300)));
        case LONG_PREFIX -> ascii("x".repeat(4000 + random.nextInt(3)) + random.nextInt(5000));
        default -> bytes(random, 1 + random.nextInt(40));
      };
    }

    private boolean fits(byte[] key) {
      long share = TreeBoundary.hash(0, key, 0, key.length) >>> 57; // of 128
      return switch (this) {
        case NO_BOUNDARY -> share > 120;
        case ALL_BOUNDARIES -> share < 2;
        default -> true;
      };
    }
  }

  static byte[] bytes(Random random, int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  static byte[] value(Random random) {
    return bytes(random, random.nextInt(10) == 0 ? random.nextInt(257) : random.nextInt(20));
  }
}
