package io.stemma.benchmarks.compare;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** git, the files added loose and not packed again by a process in the background. */
final class Git extends CommandTool {
  Git() {
    super("git", "git", "--version");
  }

  @Override
  public Session begin(Path directory, WorkTree tree) throws IOException, InterruptedException {
    Versions versions = new Versions(directory.resolve("repository"), tree.root());
    versions.run("init", "-q", "-b", "main");
    return versions;
  }

  private record Versions(Path repository, Path root) implements Session {
    private static final Map<String, String> IDENTITY =
        Map.of(
            "GIT_AUTHOR_NAME", "stemma",
            "GIT_AUTHOR_EMAIL", "stemma@localhost",
            "GIT_COMMITTER_NAME", "stemma",
            "GIT_COMMITTER_EMAIL", "stemma@localhost",
            "GIT_CONFIG_GLOBAL", "/dev/null",
            "GIT_CONFIG_SYSTEM", "/dev/null");

    private Cost run(String... words) throws IOException, InterruptedException {
      List<String> line = new ArrayList<>(List.of("git", "-c", "gc.auto=0"));
      line.addAll(List.of(words));
      return command(line).run();
    }

    private Command command(List<String> line) {
      return new Command(line)
          .in(root)
          .with(IDENTITY)
          .with(Map.of("GIT_DIR", repository.toString(), "GIT_WORK_TREE", root.toString()));
    }

    private Cost commit(String added) throws IOException, InterruptedException {
      String script = "git add -A -- \"$1\" && git -c gc.auto=0 commit -q --allow-empty -m version";
      return command(List.of("sh", "-c", script, "sh", added)).run();
    }

    @Override
    public Cost ingest() throws IOException, InterruptedException {
      return commit(".");
    }

    @Override
    public Cost unchanged() throws IOException, InterruptedException {
      return run("status", "--porcelain");
    }

    @Override
    public Cost addOne(String path) throws IOException, InterruptedException {
      return commit(path);
    }

    @Override
    public Cost restore(Path target) throws IOException, InterruptedException {
      return run("checkout-index", "--all", "--prefix=" + target + "/");
    }

    @Override
    public Cost read(FileRange range) throws IOException, InterruptedException {
      return run("cat-file", "blob", "HEAD:" + range.path());
    }

    @Override
    public Cost diff() throws IOException, InterruptedException {
      return run("diff", "--name-status", "HEAD~1", "HEAD");
    }
  }
}
