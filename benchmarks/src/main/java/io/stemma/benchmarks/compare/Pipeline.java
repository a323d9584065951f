package io.stemma.benchmarks.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What ingest costs at least on two threads, in a warm JVM: read, chunk, hash, compress behind a
 * shuffle, write one file and force it to disk. No index, tree, log, names or checks of the files.
 */
public final class Pipeline implements Tool {
  private static final int WARMING = 2;
  private @Nullable WorkerJvm worker;

  @Override
  public String name() {
    return "pipeline";
  }

  @Override
  public @Nullable String missing() {
    return null;
  }

  @Override
  public String version() {
    return "a limit, not a tool: two threads in a warm JVM";
  }

  @Override
  public Session begin(Path directory, WorkTree tree) throws IOException {
    Files.createDirectories(directory.resolve("repository"));
    WorkerJvm jvm = worker;
    if (jvm == null) {
      jvm = WorkerJvm.start("pipeline");
      worker = jvm;
      Path warming = directory.resolveSibling("pipeline-warming");
      for (int i = 0; i < WARMING; i++) {
        Path own = Files.createDirectories(warming.resolve(i + "/repository"));
        new Run(jvm, own, tree.root()).ingest();
      }
    }
    return new Run(jvm, directory.resolve("repository"), tree.root());
  }

  @Override
  public void close() throws IOException {
    if (worker != null) {
      worker.close();
      worker = null;
    }
  }

  private record Run(WorkerJvm worker, Path repository, Path root) implements Session {

    @Override
    public boolean does(Operation operation) {
      return operation == Operation.INGEST;
    }

    @Override
    public Cost ingest() throws IOException {
      return worker.request(List.of(root.toString(), repository.resolve("pack").toString()));
    }

    @Override
    public Cost restore(Path target) {
      throw new UnsupportedOperationException("restore");
    }

    @Override
    public Cost read(FileRange range) {
      throw new UnsupportedOperationException("read");
    }

    @Override
    public Cost diff() {
      throw new UnsupportedOperationException("diff");
    }
  }
}
