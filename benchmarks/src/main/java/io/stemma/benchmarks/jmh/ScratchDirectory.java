package io.stemma.benchmarks.jmh;

import io.stemma.benchmarks.Directories;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A directory for a benchmark's archive, on the file system that the benchmarks measure. */
final class ScratchDirectory {
  private final Path path;

  ScratchDirectory() {
    try {
      String base = System.getProperty("stemma.benchmarks.data", "target");
      path = Files.createTempDirectory(Files.createDirectories(Path.of(base)), "jmh-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path path() {
    return path;
  }

  void delete() throws IOException {
    Directories.delete(path);
  }
}
