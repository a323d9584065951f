package io.stemma.catalog;

import io.stemma.Archive;
import io.stemma.ArchiveOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A JVM that opens the catalog of an archive, and says all of it whenever it is asked. */
final class CatalogProcess {
  private CatalogProcess() {}

  /**
   * Runs until there is no more input.
   *
   * @param args the directories of the archive and the cache
   */
  public static void main(String[] args) throws IOException {
    ArchiveOptions options = ArchiveOptions.DEFAULT.withCacheDirectory(Path.of(args[1]));
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    try (Archive archive = Archive.open(Path.of(args[0]).toUri(), options);
        Catalog catalog = Catalog.open(archive)) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        if (line.equals("rebuild")) {
          catalog.rebuild();
        }
        out.println(AllTables.of(catalog).replace('\n', '|'));
      }
    }
  }
}
