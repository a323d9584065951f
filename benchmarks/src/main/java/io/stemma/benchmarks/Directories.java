package io.stemma.benchmarks;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Directories as a whole. */
public final class Directories {
  private Directories() {}

  /** Deletes a directory and what it holds; does not follow symbolic links. */
  public static void delete(Path directory) throws IOException {
    Files.walkFileTree(
        directory,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure)
              throws IOException {
            if (failure != null) {
              throw failure;
            }
            Files.delete(visited);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  /** The bytes of the regular files below a directory. */
  public static long bytes(Path directory) throws IOException {
    try (Stream<Path> walk = Files.walk(directory)) {
      long sum = 0;
      for (Path file : (Iterable<Path>) walk.filter(Files::isRegularFile)::iterator) {
        sum += Files.size(file);
      }
      return sum;
    }
  }

  /**
   * Fails unless two directories hold the same files with the same bytes.
   *
   * @throws IOException if one differs
   */
  public static void requireEqual(Path expected, Path actual) throws IOException {
    List<Path> files = files(expected);
    if (!files.equals(files(actual))) {
      throw new IOException(actual + " has not the files of " + expected);
    }
    for (Path file : files) {
      if (Files.mismatch(expected.resolve(file), actual.resolve(file)) >= 0) {
        throw new IOException(actual.resolve(file) + " differs from that in " + expected);
      }
    }
  }

  /** The regular files below a directory, relative to it, in order. */
  public static List<Path> files(Path directory) throws IOException {
    try (Stream<Path> walk = Files.walk(directory)) {
      return walk.filter(Files::isRegularFile).map(directory::relativize).sorted().toList();
    }
  }
}
