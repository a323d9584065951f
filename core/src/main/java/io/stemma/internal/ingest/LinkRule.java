package io.stemma.internal.ingest;

import io.stemma.ImportOptions.Links;
import io.stemma.InvalidNameException;
import io.stemma.StorageException;
import java.io.IOException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Looks at what is at a path, and follows symbolic links as asked. */
final class LinkRule {
  private final Path root;
  private final Links links;

  /** For what is below a directory, given as its real path. */
  LinkRule(Path root, Links links) {
    this.root = root;
    this.links = links;
  }

  /** What is at a path, if it is to be taken in. */
  record Seen(FileStat stat, boolean byLink) {}

  /** What is at a path; empty if it is to be left out. */
  Optional<Seen> look(Path file) {
    try {
      FileStat stat = FileStat.of(file, LinkOption.NOFOLLOW_LINKS);
      boolean link = stat.isLink();
      if (link) {
        if (links == Links.SKIP) {
          return Optional.empty();
        }
        stat = follow(file);
      }
      if (!stat.isFile() && !stat.isDirectory()) {
        throw new InvalidNameException(
            file + " is neither a file nor a directory (a pipe, socket or device); remove it");
      }
      return Optional.of(new Seen(stat, link));
    } catch (NoSuchFileException e) {
      throw new StorageException(
          file + " vanished during the import; import when nobody changes the directory", e);
    } catch (IOException e) {
      throw failed(file, e);
    }
  }

  private FileStat follow(Path link) throws IOException {
    if (links == Links.REFUSE) {
      throw new InvalidNameException(
          link + " is a symbolic link; say with ImportOptions.withLinks what to do with links");
    }
    try {
      Path to = link.toRealPath();
      if (links == Links.FOLLOW_INSIDE && !to.startsWith(root)) {
        throw new InvalidNameException("the link " + link + " leads out of " + root + ", to " + to);
      }
      return FileStat.of(to, LinkOption.NOFOLLOW_LINKS);
    } catch (NoSuchFileException e) {
      throw new InvalidNameException("the link " + link + " leads to nothing: " + e.getMessage());
    }
  }

  /**
   * The real directories that lead to a directory and itself, where links can lead in circles.
   *
   * @param chain those that lead to its parent
   */
  List<Path> chain(List<Path> chain, Path directory) {
    if (links == Links.REFUSE || links == Links.SKIP) {
      return chain;
    }
    Path real;
    try {
      real = directory.toRealPath();
    } catch (IOException e) {
      throw failed(directory, e);
    }
    if (chain.contains(real)) {
      throw new InvalidNameException(
          "the link " + directory + " leads to " + real + ", which holds it: it would never end");
    }
    List<Path> longer = new ArrayList<>(chain);
    longer.add(real);
    return longer;
  }

  static StorageException failed(Path file, IOException e) {
    String why = e.getMessage() == null ? e.toString() : e.getMessage();
    return new StorageException("importing " + file + ": " + why, e);
  }
}
