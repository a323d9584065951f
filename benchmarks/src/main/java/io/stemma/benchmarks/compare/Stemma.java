package io.stemma.benchmarks.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Stemma: within a JVM that stays and has done it all before, or each time in a new JVM. */
public final class Stemma implements Tool {
  /** The compiler is done with a loop of few directories only after so many rounds. */
  private static final int WARMING = 30;

  private final boolean warm;
  private @Nullable WorkerJvm worker;

  private Stemma(boolean warm) {
    this.warm = warm;
  }

  /** Stemma as a library in a program that runs on. */
  public static Stemma warm() {
    return new Stemma(true);
  }

  /** Stemma as a program of its own, the start of its JVM included. */
  public static Stemma process() {
    return new Stemma(false);
  }

  @Override
  public String name() {
    return warm ? "stemma" : "stemma-process";
  }

  @Override
  public @Nullable String missing() {
    return null;
  }

  @Override
  public String version() {
    String jvm = "Java " + Runtime.version() + " " + String.join(" ", WorkerJvm.OPTIONS);
    return warm ? "in a warm JVM, " + jvm : "a JVM each time, " + jvm;
  }

  @Override
  public Session begin(Path directory, WorkTree tree) throws IOException, InterruptedException {
    if (warm && worker == null) {
      worker = WorkerJvm.start("stemma");
      warmUp(directory.resolveSibling(directory.getFileName() + "-warming"), tree);
    }
    Archive archive = new Archive(worker, directory, tree.root());
    archive.run("create");
    return archive;
  }

  private void warmUp(Path directory, WorkTree tree) throws IOException, InterruptedException {
    Archive archive = new Archive(worker, directory, tree.root());
    archive.run("create");
    archive.ingest();
    for (int i = 0; i < WARMING; i++) {
      archive.unchanged();
    }
    for (FileRange range : tree.ranges(100, 1)) {
      archive.read(range);
      archive.addOne(range.path());
      archive.run("diff", "0");
    }
    archive.restore(Files.createDirectories(directory.resolve("target")));
  }

  @Override
  public void close() throws IOException {
    if (worker != null) {
      worker.close();
      worker = null;
    }
  }

  private record Archive(@Nullable WorkerJvm worker, Path directory, Path root) implements Session {

    private Cost run(String... words) throws IOException, InterruptedException {
      List<String> line = new ArrayList<>();
      line.add(repository().toString());
      line.add(directory.resolve("cache").toString());
      line.addAll(List.of(words));
      if (worker != null) {
        return worker.request(line);
      }
      line.add(0, "stemma");
      return new Command(WorkerJvm.commandLine(line)).run();
    }

    @Override
    public Path repository() {
      return directory.resolve("repository");
    }

    @Override
    public Cost ingest() throws IOException, InterruptedException {
      return run("ingest", root.toString());
    }

    @Override
    public Cost addOne(String path) throws IOException, InterruptedException {
      return run("add", root.toString(), path);
    }

    @Override
    public Cost restore(Path target) throws IOException, InterruptedException {
      return run("restore", target.toString());
    }

    @Override
    public Cost read(FileRange range) throws IOException, InterruptedException {
      return run("read", range.path(), "" + range.offset(), "" + range.length());
    }

    @Override
    public Cost diff() throws IOException, InterruptedException {
      return run("diff", Integer.toString(WorkTree.CHANGED));
    }
  }
}
