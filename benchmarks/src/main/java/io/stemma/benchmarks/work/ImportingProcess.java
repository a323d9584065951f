package io.stemma.benchmarks.work;

import io.stemma.Archive;
import io.stemma.ArchiveOptions;
import io.stemma.Commit;
import java.nio.file.Path;

/**
 * Imports a directory. Prints {@code ready} before it begins and {@code nanos N} when all is
 * committed.
 */
public final class ImportingProcess {
  private ImportingProcess() {}

  /**
   * Runs.
   *
   * @param args the archive, and what to import
   */
  public static void main(String[] args) {
    try (Archive archive =
        Archive.openOrCreate(Path.of(args[0]).toUri(), ArchiveOptions.DEFAULT.withoutCache())) {
      var main = archive.ensureRepository("r").main();
      System.out.println("ready");
      long begin = System.nanoTime();
      Commit commit = main.commit("import", tx -> tx.importDirectory(Path.of(args[1]), "/"));
      System.out.println("nanos " + (System.nanoTime() - begin));
      System.out.println("files " + commit.files() + " bytes " + commit.bytes());
    }
  }
}
