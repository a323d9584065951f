package io.stemma.storage.local;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A directory that is made to hold given files, and left alone where it holds them already. */
final class MirroredFiles {
  private final Path root;

  MirroredFiles(Path root) {
    this.root = root;
  }

  /**
   * Makes the directory hold exactly this.
   *
   * @param files paths with their bytes; those of directories end with a slash
   */
  void set(SortedMap<String, byte[]> files) throws IOException {
    Map<String, byte[]> missing = new TreeMap<>(files);
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
            missing.remove(name(directory) + "/");
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            byte[] bytes = files.get(name(file));
            if (bytes != null
                && attributes.size() == bytes.length
                && Arrays.equals(bytes, Files.readAllBytes(file))) {
              missing.remove(name(file));
            } else {
              Files.delete(file);
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
              throws IOException {
            if (!directory.equals(root) && !files.containsKey(name(directory) + "/")) {
              Files.delete(directory);
            }
            return FileVisitResult.CONTINUE;
          }
        });
    for (Map.Entry<String, byte[]> file : missing.entrySet()) {
      Path path = root.resolve(file.getKey());
      if (file.getKey().endsWith("/")) {
        Files.createDirectory(path);
      } else {
        Files.write(path, file.getValue());
      }
    }
  }

  private String name(Path path) {
    return root.relativize(path).toString();
  }
}
