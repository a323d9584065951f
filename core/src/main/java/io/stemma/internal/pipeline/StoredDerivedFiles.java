package io.stemma.internal.pipeline;

import io.stemma.Commit;
import io.stemma.DerivedFiles;
import io.stemma.Entry;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What a branch has that was made from something.
 *
 * @param branch its name
 * @param commit its newest commit
 * @param found the datums
 * @param isUpToDate whether these were made from what is there now
 */
record StoredDerivedFiles(String branch, Commit commit, DerivedDatums found, boolean isUpToDate)
    implements DerivedFiles {

  /** What the cells are. */
  static final List<String> COLUMNS = List.of("output", "commit", "datums>", "of>", "files>", "");

  @Override
  public String repository() {
    return commit.repository();
  }

  @Override
  public long datums() {
    return found.datums();
  }

  @Override
  public long files() {
    return found.files();
  }

  @Override
  public Stream<String> datumNames() {
    return found.names();
  }

  @Override
  public Stream<Entry> walk() {
    return found.paths().map(path -> commit.entry(path.toString())).filter(Entry::isFile);
  }

  private String name() {
    return repository() + "/" + branch;
  }

  private String standing() {
    return isUpToDate ? "up to date" : "stale";
  }

  List<String> cells() {
    return List.of(
        name(),
        commit.id().abbreviated(),
        String.format(Locale.ROOT, "%,d", datums()),
        String.format(Locale.ROOT, "%,d", found.allDatums()),
        String.format(Locale.ROOT, "%,d", files()),
        standing());
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%s@%s  %,d of %,d datums, %,d files, %s",
        name(),
        commit.id().abbreviated(),
        datums(),
        found.allDatums(),
        files(),
        standing());
  }
}
