package io.stemma.internal.cache;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The files of a cache and all that is done to them: one file per object, under the name that its
 * key gives, for the owner only. Not final so that tests can let a call fail.
 */
class CacheDirectory {
  private static final Pattern PART = Pattern.compile("[0-9a-f]{2}");
  private static final Pattern NAME = Pattern.compile("[0-9a-f]{62}");

  private final Path root;
  private final boolean posix;

  /** A file that was found. */
  record Held(Path file, long length, FileTime used) {}

  CacheDirectory(Path root) {
    this.root = root;
    this.posix = root.getFileSystem().supportedFileAttributeViews().contains("posix");
  }

  /** The file of a name of 64 hexadecimal digits. */
  Path file(String name) {
    return root.resolve(name.substring(0, 2)).resolve(name.substring(2));
  }

  private FileAttribute<?>[] only(String permissions) {
    return posix
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }

  /** What is known of a file without opening it; empty if there is none. */
  Optional<BasicFileAttributes> look(Path file) throws IOException {
    try {
      return Optional.of(Files.readAttributes(file, BasicFileAttributes.class));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  FileChannel open(Path file) throws IOException {
    return FileChannel.open(file, StandardOpenOption.READ);
  }

  /** Reads until the buffer is full or the file ends. */
  void read(FileChannel channel, ByteBuffer into, long position) throws IOException {
    int begin = into.position();
    while (into.hasRemaining()) {
      if (channel.read(into, position + into.position() - begin) < 0) {
        return;
      }
    }
  }

  /** Puts bytes behind the end of a file, in one piece; makes the file where there is none. */
  void append(Path file, ByteBuffer bytes) throws IOException {
    Path parent = file.getParent();
    if (parent != null && !Files.isDirectory(parent)) {
      Files.createDirectories(parent, only("rwx------"));
    }
    Set<StandardOpenOption> options = Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    try (FileChannel channel = FileChannel.open(file, options, only("rw-------"))) {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    }
  }

  /** Writes down that a file was used now. */
  void touch(Path file, long millis) throws IOException {
    Files.setLastModifiedTime(file, FileTime.fromMillis(millis));
  }

  void delete(Path file) throws IOException {
    Files.deleteIfExists(file);
  }

  /** All files of the cache; passes over whatever has another name, or vanishes meanwhile. */
  List<Held> files() throws IOException {
    List<Held> found = new ArrayList<>();
    for (Path part : entries(root, PART)) {
      for (Path file : entries(part, NAME)) {
        look(file)
            .filter(BasicFileAttributes::isRegularFile)
            .ifPresent(a -> found.add(new Held(file, a.size(), a.lastModifiedTime())));
      }
    }
    return found;
  }

  private static List<Path> entries(Path directory, Pattern name) throws IOException {
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
      for (Path entry : entries) {
        if (name.matcher(String.valueOf(entry.getFileName())).matches()) {
          found.add(entry);
        }
      }
    } catch (NoSuchFileException | NotDirectoryException e) {
      return found;
    } catch (java.nio.file.DirectoryIteratorException e) {
      throw e.getCause();
    }
    return found;
  }

  @Override
  public String toString() {
    return root.toString();
  }
}
