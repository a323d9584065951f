package io.stemma.benchmarks.work;

import io.stemma.Archive;
import io.stemma.ArchiveOptions;
import io.stemma.catalog.Catalog;
import io.stemma.catalog.Rows;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * A process with the catalog of an archive. With {@code rebuild} it makes the catalog anew, again
 * and again, until it is killed; else it prints what {@link #digest} gives for each line of its
 * input.
 */
public final class CatalogingProcess {
  private static final List<String> TABLES =
      List.of("operations", "commits", "branches", "files", "attributes");

  private CatalogingProcess() {}

  /**
   * Runs.
   *
   * @param args the directories of the archive and the cache, and perhaps {@code rebuild}
   * @throws IOException if the input cannot be read
   */
  public static void main(String[] args) throws IOException {
    try (Archive archive = open(Path.of(args[0]), Path.of(args[1]));
        Catalog catalog = Catalog.open(archive)) {
      System.out.println("open");
      while (args.length > 2) {
        catalog.rebuild();
      }
      BufferedReader in =
          new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        System.out.println(line + " " + digest(catalog));
      }
    }
  }

  /** An archive with its catalog's place. */
  public static Archive open(Path home, Path cache) {
    return Archive.open(home.toUri(), ArchiveOptions.DEFAULT.withCacheDirectory(cache));
  }

  /** A number that stands for all that a catalog says of history and heads. */
  public static long digest(Catalog catalog) {
    long digest = 0;
    for (String table : TABLES) {
      Rows rows = catalog.sql("select * from " + table);
      long sum = rows.size();
      for (int row = 0; row < rows.size(); row++) {
        long hash = 7;
        for (String column : rows.columns()) {
          hash = 1_000_003 * hash + String.valueOf(rows.value(row, column)).hashCode();
        }
        sum += hash * hash; // whatever the order of the rows
      }
      digest = 31 * digest + sum;
    }
    return digest;
  }
}
