package io.stemma.benchmarks.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Plain copies of the files: one version, in no repository, not forced to disk. */
final class Copy extends CommandTool {
  Copy() {
    super("cp", "cp", "--version");
  }

  @Override
  public Session begin(Path directory, WorkTree tree) throws IOException {
    return new Copies(Files.createDirectories(directory.resolve("copy")), tree.root());
  }

  private record Copies(Path repository, Path root) implements Session {

    @Override
    public Cost ingest() throws IOException, InterruptedException {
      return new Command("cp", "-r", root + "/.", repository.toString()).run();
    }

    @Override
    public Cost unchanged() throws IOException, InterruptedException {
      return new Command("cp", "-ru", root + "/.", repository.toString()).run();
    }

    /** Copies the file, and waits for the disk as everybody else does. */
    @Override
    public Cost addOne(String path) throws IOException, InterruptedException {
      String copy = repository.resolve(path).toString();
      String script = "cp \"$1\" \"$2\" && sync \"$2\" \"$(dirname \"$2\")\"";
      return new Command("sh", "-c", script, "sh", root.resolve(path).toString(), copy).run();
    }

    @Override
    public Cost restore(Path target) throws IOException, InterruptedException {
      return new Command("cp", "-r", repository + "/.", target.toString()).run();
    }

    @Override
    public Cost read(FileRange range) throws IOException, InterruptedException {
      return new Command(
              "dd",
              "if=" + repository.resolve(range.path()),
              "of=/dev/null",
              "bs=64K",
              "iflag=skip_bytes,count_bytes",
              "skip=" + range.offset(),
              "count=" + range.length())
          .run();
    }

    /** Compares the copy with the tree, as there is no other version. */
    @Override
    public Cost diff() throws IOException, InterruptedException {
      return new Command("diff", "-rq", repository.toString(), root.toString())
          .expecting(0, 1)
          .run();
    }
  }
}
