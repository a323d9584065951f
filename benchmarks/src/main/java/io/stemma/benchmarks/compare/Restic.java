package io.stemma.benchmarks.compare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** restic, with its defaults: encryption, compression "auto", and a cache. */
final class Restic extends CommandTool {
  Restic() {
    super("restic", "restic", "version");
  }

  @Override
  public Session begin(Path directory, WorkTree tree) throws IOException, InterruptedException {
    Path repository = directory.resolve("repository");
    Map<String, String> environment =
        Map.of(
            "RESTIC_REPOSITORY", repository.toString(),
            "RESTIC_PASSWORD", "stemma",
            "RESTIC_CACHE_DIR", Files.createDirectories(directory.resolve("cache")).toString());
    new Command("restic", "init").with(environment).run();
    return new Backups(repository, environment, tree.root());
  }

  private record Backups(Path repository, Map<String, String> environment, Path root)
      implements Session {

    private Cost run(String... words) throws IOException, InterruptedException {
      List<String> line = new ArrayList<>(List.of("restic", "-q"));
      line.addAll(List.of(words));
      return new Command(line).with(environment).run();
    }

    @Override
    public Cost ingest() throws IOException, InterruptedException {
      return run("backup", root.toString());
    }

    @Override
    public Cost restore(Path target) throws IOException, InterruptedException {
      return run("restore", "latest", "--target", target.toString());
    }

    @Override
    public Path restored(Path target) {
      return target.resolve(root.toString().substring(1));
    }

    @Override
    public Cost read(FileRange range) throws IOException, InterruptedException {
      return run("dump", "latest", root.resolve(range.path()).toString());
    }

    @Override
    public Cost diff() throws IOException, InterruptedException {
      String text = new Command("restic", "snapshots", "--json").with(environment).output();
      JsonNode snapshots = new ObjectMapper().readTree(text);
      int count = snapshots.size();
      return run("diff", id(snapshots.get(count - 2)), id(snapshots.get(count - 1)));
    }

    private static String id(JsonNode snapshot) {
      return snapshot.get("id").asText();
    }
  }
}
