package io.stemma.internal.tree;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeSet;

/** Random batches of edits, and what they do to a sorted map. */
final class Batches {
  private Batches() {}

  static List<TreeEdit> random(Random random, List<byte[]> keys, int size) {
    TreeSet<byte[]> chosen = new TreeSet<>(Arrays::compareUnsigned);
    int center = random.nextInt(keys.size());
    boolean near = random.nextBoolean();
    List<byte[]> sorted = new ArrayList<>(keys);
    sorted.sort(Arrays::compareUnsigned);
    for (int i = 0; i < size; i++) {
      int at = near ? center + i : random.nextInt(keys.size());
      chosen.add(sorted.get(at % keys.size()));
    }
    int deletes = random.nextInt(10);
    boolean ranges = random.nextInt(3) == 0;
    List<TreeEdit> batch = new ArrayList<>();
    byte[] rangeEnd = new byte[0];
    for (byte[] key : chosen) {
      if (ranges
          && rangeEnd != null
          && Arrays.compareUnsigned(rangeEnd, key) <= 0
          && random.nextInt(4) == 0) {
        rangeEnd = random.nextInt(20) == 0 ? null : end(random, sorted, key);
        batch.add(TreeEdit.deleteRange(key, rangeEnd));
        if (random.nextBoolean()) {
          continue;
        }
      }
      batch.add(
          random.nextInt(10) < deletes
              ? TreeEdit.delete(key)
              : TreeEdit.put(key, Trees.value(random)));
    }
    return batch;
  }

  private static byte[] end(Random random, List<byte[]> sorted, byte[] from) {
    byte[] other = sorted.get(random.nextInt(sorted.size()));
    return Arrays.compareUnsigned(other, from) > 0 ? other : Arrays.copyOf(from, from.length + 1);
  }

  static void apply(List<TreeEdit> batch, NavigableMap<byte[], byte[]> model) {
    for (TreeEdit edit : batch) {
      byte[] end = edit.end();
      byte[] value = edit.value();
      if (edit.isRange()) {
        (end == null ? model.tailMap(edit.key()) : model.subMap(edit.key(), end)).clear();
      } else if (value == null) {
        model.remove(edit.key());
      } else {
        model.put(edit.key(), value);
      }
    }
  }
}
