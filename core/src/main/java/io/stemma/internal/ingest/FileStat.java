package io.stemma.internal.ingest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * What the file system says of a file.
 *
 * @param size length in bytes
 * @param modified time of last modification, which users can set
 * @param changed time of last change of the file or its inode in nanoseconds since 1970, which
 *     users cannot set; {@link #UNKNOWN} where the file system has no such thing
 * @param inode number of the inode, or 0
 * @param mode type and permissions as on POSIX
 * @param device number of the file system
 */
public record FileStat(
    long size, FileTime modified, long changed, long inode, int mode, long device) {
  /** No time of change: whether the file changed can only be told by reading it. */
  public static final long UNKNOWN = Long.MAX_VALUE;

  private static final int TYPE = 0170000;
  private static final int LINK = 0120000;
  private static final int FILE = 0100000;
  private static final int DIRECTORY = 0040000;
  private static final int OWNER_EXECUTES = 0100;
  private static final String UNIX = "unix:size,lastModifiedTime,ctime,ino,mode,dev";

  /** Looks at what is at a path. */
  public static FileStat of(Path path, LinkOption... links) throws IOException {
    // One call for exactly these: asking for all attributes costs three times as much.
    if (path.getFileSystem().supportedFileAttributeViews().contains("unix")) {
      Map<String, Object> found = Files.readAttributes(path, UNIX, links);
      return new FileStat(
          get(found, "size", Long.class),
          get(found, "lastModifiedTime", FileTime.class),
          get(found, "ctime", FileTime.class).to(TimeUnit.NANOSECONDS),
          get(found, "ino", Long.class),
          get(found, "mode", Integer.class),
          get(found, "dev", Long.class));
    }
    BasicFileAttributes basic = Files.readAttributes(path, BasicFileAttributes.class, links);
    int type =
        basic.isSymbolicLink()
            ? LINK
            : basic.isRegularFile() ? FILE : basic.isDirectory() ? DIRECTORY : 0;
    return new FileStat(basic.size(), basic.lastModifiedTime(), UNKNOWN, 0, type, -1);
  }

  private static <T> T get(Map<String, Object> found, String name, Class<T> type) {
    return type.cast(Objects.requireNonNull(found.get(name), name));
  }

  /** Time of last modification in nanoseconds since 1970; the nearest there is, 1677 to 2262. */
  long modifiedNanos() {
    return modified.to(TimeUnit.NANOSECONDS);
  }

  /** Whether it is one. */
  public boolean isLink() {
    return (mode & TYPE) == LINK;
  }

  /** Whether it is one. */
  public boolean isFile() {
    return (mode & TYPE) == FILE;
  }

  /** Whether it is one. */
  public boolean isDirectory() {
    return (mode & TYPE) == DIRECTORY;
  }

  boolean executable() {
    return (mode & OWNER_EXECUTES) != 0;
  }
}
