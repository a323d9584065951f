package io.stemma.testing;

import io.stemma.Archive;
import io.stemma.ArchiveOptions;
import io.stemma.Branch;
import io.stemma.Commit;
import io.stemma.Repository;
import io.stemma.storage.ObjectStore;
import java.util.Random;

/**
 * A small archive in which everything occurs: trees of three levels and more (paths are long),
 * files of many chunks, large attributes, a merge, a tag, a deletion, several repositories, and
 * enough commits for index objects. Its data cannot be compressed.
 */
public final class SampleArchive {
  private static final int LARGE = 4 << 20;

  private SampleArchive() {}

  /**
   * Creates the archive.
   *
   * @param store an empty store, which is closed in the end
   * @param seed what it holds
   * @param files how many small files; some hundred make trees of three levels
   * @param commits how many small commits; over 33 make index objects
   */
  public static void create(ObjectStore store, long seed, int files, int commits) {
    Random random = new Random(seed);
    ArchiveOptions options = ArchiveOptions.DEFAULT.withoutCache().withAuthor("sample");
    try (Archive archive = Archive.create(store, options)) {
      Repository shots = archive.createRepository("shots");
      Branch main = shots.main();
      main.commit(
          "many files",
          tx -> {
            for (int i = 0; i < files; i++) {
              tx.write(path(i), bytes(random, 20 + random.nextInt(200)));
            }
          });
      Commit large = main.commit("large", tx -> tx.write("/large.f64", bytes(random, LARGE)));
      main.commit("attributes", tx -> tx.attribute("/large.f64", "notes", text(random, 3_000)));
      shots.createTag("first", large);
      Branch side = shots.createBranch("side", large);
      for (int i = 0; i < commits; i++) {
        Branch branch = i % 5 == 4 ? side : main;
        int changed = branch == side ? 5 * random.nextInt(files / 5) : 1 + 5 * (i % (files / 5));
        branch.commit("change " + i, tx -> tx.write(path(changed), bytes(random, 300)));
      }
      main.merge(side.head());
      main.commit("append", tx -> tx.append("/large.f64", bytes(random, 1_000)));
      main.commit("delete", tx -> tx.delete(path(2)));
      Repository calibrations = archive.createRepository("calibrations");
      calibrations
          .main()
          .commit("2024A", tx -> tx.write("/te/a", "1.00").validity("/te/a", 18000, 18003));
    }
  }

  /** Long paths make nodes of few keys. */
  private static String path(int i) {
    StringBuilder path = new StringBuilder();
    for (int part = 0; part < 7; part++) {
      path.append('/').append(part).append("x".repeat(110)).append(i >> 3 * (6 - part));
    }
    return path.toString();
  }

  private static byte[] bytes(Random random, int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  private static String text(Random random, int length) {
    StringBuilder text = new StringBuilder();
    while (text.length() < length) {
      text.append(Long.toString(random.nextLong(), 36));
    }
    return text.toString();
  }
}
