package io.stemma.benchmarks.work;

import io.stemma.Archive;
import io.stemma.ArchiveOptions;
import io.stemma.Branch;
import io.stemma.Commit;
import io.stemma.Repository;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** A branch of many small files, and a program that commits one more, again and again. */
public final class ManyFiles {
  /**
   * A directory that is always there, and that is made before the first commit of {@link #main} and
   * after each, in vain: who traces system calls sees where one ends.
   */
  public static final Path MARK = Path.of("/");

  private static final int BATCH = 50_000;
  private static final int PER_DIRECTORY = 100;

  private ManyFiles() {}

  /** Fills a repository's main branch with so many files. */
  public static Branch fill(Archive archive, int files) {
    Repository repository = archive.createRepository("r");
    for (int done = 0; done < files; done += BATCH) {
      int from = done;
      int to = Math.min(files, done + BATCH);
      repository
          .main()
          .commit(
              "fill",
              tx -> {
                for (int i = from; i < to; i++) {
                  tx.write(path(i), content(i, "first"));
                }
              });
    }
    return repository.main();
  }

  /** The path of a file. */
  public static String path(int file) {
    return String.format(
        Locale.ROOT, "/shot%05d/channel%03d", file / PER_DIRECTORY, file % PER_DIRECTORY);
  }

  /** Its content in a version. */
  public static byte[] content(int file, String version) {
    return (path(file) + " " + version).getBytes(StandardCharsets.UTF_8);
  }

  /** Adds one small file. */
  public static Commit addOne(Branch branch, String name) {
    byte[] content = name.getBytes(StandardCharsets.UTF_8);
    return branch.commit("one more", tx -> tx.write("/shot00500/" + name, content));
  }

  /**
   * Opens an archive and adds files one by one.
   *
   * @param args the archive, how many files, and what makes their names unique
   * @throws IOException if the mark cannot be tried
   */
  public static void main(String[] args) throws IOException {
    try (Archive archive =
        Archive.open(Path.of(args[0]).toUri(), ArchiveOptions.DEFAULT.withoutCache())) {
      Branch main = archive.repository("r").main();
      mark();
      for (int i = 0; i < Integer.parseInt(args[1]); i++) {
        addOne(main, args[2] + i);
        mark();
      }
    }
  }

  private static void mark() throws IOException {
    try {
      Files.createDirectory(MARK);
    } catch (FileAlreadyExistsException e) {
      return; // as it should be
    }
  }
}
