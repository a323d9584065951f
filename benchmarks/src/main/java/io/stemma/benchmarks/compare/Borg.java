package io.stemma.benchmarks.compare;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** BorgBackup without encryption. */
final class Borg extends CommandTool {
  private final String compression;

  /**
   * Borg.
   *
   * @param name in reports
   * @param compression as borg names it, such as {@code lz4}
   */
  Borg(String name, String compression) {
    super(name, "borg", "--version");
    this.compression = compression;
  }

  @Override
  public Session begin(Path directory, WorkTree tree) throws IOException, InterruptedException {
    Path repository = directory.resolve("repository");
    Backups backups = new Backups(directory, repository, compression, tree.root());
    backups.run(tree.root(), "init", "--encryption=none", repository.toString());
    return backups;
  }

  private static final class Backups implements Session {
    private final Path directory;
    private final Path repository;
    private final String compression;
    private final Path root;
    private int versions;

    Backups(Path directory, Path repository, String compression, Path root) {
      this.directory = directory;
      this.repository = repository;
      this.compression = compression;
      this.root = root;
    }

    private Cost run(Path where, String... words) throws IOException, InterruptedException {
      List<String> line = new ArrayList<>(List.of("borg"));
      line.addAll(List.of(words));
      return new Command(line)
          .in(where)
          .with(Map.of("BORG_BASE_DIR", directory.toString()))
          .with(Map.of("BORG_UNKNOWN_UNENCRYPTED_REPO_ACCESS_IS_OK", "yes"))
          .run();
    }

    private String version(int number) {
      return repository + "::v" + number;
    }

    @Override
    public Path repository() {
      return repository;
    }

    @Override
    public Cost ingest() throws IOException, InterruptedException {
      versions++;
      return run(root, "create", "--compression", compression, version(versions), ".");
    }

    @Override
    public Cost restore(Path target) throws IOException, InterruptedException {
      return run(target, "extract", version(versions));
    }

    @Override
    public Cost read(FileRange range) throws IOException, InterruptedException {
      return run(root, "extract", "--stdout", version(versions), range.path());
    }

    @Override
    public Cost diff() throws IOException, InterruptedException {
      return run(root, "diff", version(versions - 1), "v" + versions);
    }
  }
}
