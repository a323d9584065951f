package io.stemma.internal.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;

/**
 * What the file system says of a file.
 *
 * @param size length in bytes
 * @param modified time of last modification
 * @param changed time of last change of the file's inode, as the kernel keeps it; that of last
 *     modification where there is no such thing
 * @param inode number of the inode, or 0
 * @param mode type and permissions as on POSIX
 */
record FileStat(long size, Instant modified, Instant changed, long inode, int mode) {
  private static final int TYPE = 0170000;
  private static final int LINK = 0120000;
  private static final int FILE = 0100000;
  private static final int DIRECTORY = 0040000;
  private static final int OWNER_EXECUTES = 0100;
  private static final String UNIX = "unix:size,lastModifiedTime,ctime,ino,mode";

  static FileStat of(Path path, LinkOption... links) throws IOException {
    // One call for exactly these: asking for all attributes costs three times as much.
    if (path.getFileSystem().supportedFileAttributeViews().contains("unix")) {
      Map<String, Object> found = Files.readAttributes(path, UNIX, links);
      return new FileStat(
          get(found, "size", Long.class),
          get(found, "lastModifiedTime", FileTime.class).toInstant(),
          get(found, "ctime", FileTime.class).toInstant(),
          get(found, "ino", Long.class),
          get(found, "mode", Integer.class));
    }
    BasicFileAttributes basic = Files.readAttributes(path, BasicFileAttributes.class, links);
    Instant modified = basic.lastModifiedTime().toInstant();
    int type =
        basic.isSymbolicLink()
            ? LINK
            : basic.isRegularFile() ? FILE : basic.isDirectory() ? DIRECTORY : 0;
    return new FileStat(basic.size(), modified, modified, 0, type);
  }

  private static <T> T get(Map<String, Object> found, String name, Class<T> type) {
    return type.cast(Objects.requireNonNull(found.get(name), name));
  }

  boolean isLink() {
    return (mode & TYPE) == LINK;
  }

  boolean isFile() {
    return (mode & TYPE) == FILE;
  }

  boolean isDirectory() {
    return (mode & TYPE) == DIRECTORY;
  }

  boolean executable() {
    return (mode & OWNER_EXECUTES) != 0;
  }
}
