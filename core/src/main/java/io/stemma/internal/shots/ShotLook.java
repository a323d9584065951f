package io.stemma.internal.shots;

import io.stemma.ImportOptions.Links;
import io.stemma.internal.base.Hash;
import io.stemma.internal.ingest.FileStat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What the file system says of all that is in a shot's directory, without reading any of it.
 *
 * @param files every file by its path in the directory, with slashes
 * @param mark the same for two looks between which nothing changed, directories counted in
 * @param newest the newest time of change, in nanoseconds since 1970; {@link FileStat#UNKNOWN}
 *     where the file system has no such thing
 */
record ShotLook(SortedMap<String, FileStat> files, Hash mark, long newest) {

  /**
   * Looks.
   *
   * @throws NoSuchFileException if something vanished, the directory itself too: it may be a file
   *     or a link by now
   * @throws IOException if something cannot be looked at
   */
  static ShotLook of(Path shot, Links links) throws IOException {
    boolean follow = links == Links.FOLLOW || links == Links.FOLLOW_INSIDE;
    TreeMap<String, FileStat> all = new TreeMap<>();
    Files.walkFileTree(
        shot,
        follow ? Set.of(FileVisitOption.FOLLOW_LINKS) : Set.of(),
        Integer.MAX_VALUE,
        new Visitor(shot, links, follow, all));
    FileStat root = all.get("");
    if (root == null || !root.isDirectory()) {
      throw new NoSuchFileException(shot.toString(), null, "it is no directory any more");
    }
    StringBuilder text = new StringBuilder();
    all.forEach((path, stat) -> text.append(path).append('\0').append(stat).append('\0'));
    long newest = all.values().stream().mapToLong(FileStat::changed).max().orElse(FileStat.UNKNOWN);
    SortedMap<String, FileStat> files =
        all.entrySet().stream()
            .filter(entry -> !entry.getValue().isDirectory())
            .collect(
                Collectors.toMap(
                    Map.Entry::getKey, Map.Entry::getValue, (a, b) -> a, TreeMap::new));
    return new ShotLook(files, Hash.of(text.toString().getBytes(StandardCharsets.UTF_8)), newest);
  }

  private static final class Visitor extends SimpleFileVisitor<Path> {
    private final Path shot;
    private final Links links;
    private final boolean follow;
    private final Map<String, FileStat> into;

    Visitor(Path shot, Links links, boolean follow, Map<String, FileStat> into) {
      this.shot = shot;
      this.links = links;
      this.follow = follow;
      this.into = into;
    }

    private void see(Path path, LinkOption... options) throws IOException {
      FileStat stat = FileStat.of(path, options);
      if (links != Links.SKIP || !stat.isLink()) {
        String name = shot.relativize(path).toString();
        into.put(name.replace(path.getFileSystem().getSeparator(), "/"), stat);
      }
    }

    private FileVisitResult look(Path path) throws IOException {
      if (follow) {
        try {
          see(path);
          return FileVisitResult.CONTINUE;
        } catch (NoSuchFileException e) {
          see(path, LinkOption.NOFOLLOW_LINKS); // A link to nothing.
          return FileVisitResult.CONTINUE;
        }
      }
      see(path, LinkOption.NOFOLLOW_LINKS);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
        throws IOException {
      return look(directory);
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      return look(file);
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
      if (e instanceof FileSystemLoopException) {
        see(file, LinkOption.NOFOLLOW_LINKS); // The import says what is wrong with it.
        return FileVisitResult.CONTINUE;
      }
      throw e;
    }
  }
}
