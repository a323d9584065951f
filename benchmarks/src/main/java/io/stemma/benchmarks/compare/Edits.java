package io.stemma.benchmarks.compare;

import io.stemma.benchmarks.data.Generate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;

/**
 * The edit of a data set. SHOTS has an edit of its own, EDIT; of any other files 5 % are changed at
 * one place, where 1 % of their bytes are overwritten or inserted.
 */
final class Edits {
  private static final double EDITED_FILES = 0.05;
  private static final double EDITED_BYTES = 0.01;
  private static final long SEED = 1;

  private Edits() {}

  /**
   * Writes the changed files.
   *
   * @param data the data set as it was given
   * @param files of it
   * @param tree its copy
   * @param to where to write
   */
  static void write(Path data, List<FileRange> files, Path tree, Path to)
      throws IOException, InterruptedException {
    Files.createDirectories(to);
    OptionalLong shots = Generate.seedOfShots(data);
    if (shots.isPresent()) {
      Generate.writeChanges(shots.getAsLong(), to);
      return;
    }
    Random random = new Random(SEED);
    List<FileRange> chosen = new ArrayList<>(files);
    Collections.shuffle(chosen, random);
    int count = (int) Math.max(1, Math.round(files.size() * EDITED_FILES));
    for (FileRange file : chosen.subList(0, count)) {
      byte[] bytes = edited(Files.readAllBytes(tree.resolve(file.path())), random);
      Path target = to.resolve(file.path());
      Files.createDirectories(target.getParent());
      Files.write(target, bytes);
    }
  }

  private static byte[] edited(byte[] bytes, Random random) {
    byte[] fresh = new byte[Math.max(1, (int) (bytes.length * EDITED_BYTES))];
    random.nextBytes(fresh);
    int at = random.nextInt(bytes.length - Math.min(bytes.length, fresh.length) + 1);
    int rest = random.nextBoolean() ? Math.min(bytes.length, at + fresh.length) : at;
    byte[] result = new byte[at + fresh.length + bytes.length - rest];
    System.arraycopy(bytes, 0, result, 0, at);
    System.arraycopy(fresh, 0, result, at, fresh.length);
    System.arraycopy(bytes, rest, result, at + fresh.length, bytes.length - rest);
    return result;
  }
}
