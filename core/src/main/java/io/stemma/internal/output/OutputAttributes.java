package io.stemma.internal.output;

import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is at a path of an output. Times are not kept, so that results do not depend on when they
 * were computed: all are 1970.
 *
 * @param fileKey the path
 * @param isDirectory whether it is a directory; else a file
 * @param size bytes of the file; 0 for a directory
 */
record OutputAttributes(String fileKey, boolean isDirectory, long size)
    implements BasicFileAttributes {
  private static final FileTime TIME = FileTime.fromMillis(0);
  private static final String BASIC = "basic:";

  @Override
  public FileTime lastModifiedTime() {
    return TIME;
  }

  @Override
  public FileTime lastAccessTime() {
    return TIME;
  }

  @Override
  public FileTime creationTime() {
    return TIME;
  }

  @Override
  public boolean isRegularFile() {
    return !isDirectory;
  }

  @Override
  public boolean isSymbolicLink() {
    return false;
  }

  @Override
  public boolean isOther() {
    return false;
  }

  /** The attributes that a text like {@code size,isDirectory} or {@code *} asks for. */
  Map<String, Object> named(String asked) {
    Map<String, Object> all = new TreeMap<>();
    all.put("lastModifiedTime", TIME);
    all.put("lastAccessTime", TIME);
    all.put("creationTime", TIME);
    all.put("size", size);
    all.put("isRegularFile", isRegularFile());
    all.put("isDirectory", isDirectory);
    all.put("isSymbolicLink", false);
    all.put("isOther", false);
    all.put("fileKey", fileKey);
    Map<String, Object> found = new LinkedHashMap<>();
    for (String name : plain(asked).split(",", -1)) {
      Object value = all.get(name);
      if (name.equals("*")) {
        found.putAll(all);
      } else if (value != null) {
        found.put(name, value);
      } else {
        throw new IllegalArgumentException(
            "no attribute \"" + name + "\"; there are: " + String.join(", ", all.keySet()));
      }
    }
    return found;
  }

  /** Names without that of their view, of which there is one. */
  static String plain(String names) {
    String plain = names.startsWith(BASIC) ? names.substring(BASIC.length()) : names;
    if (plain.contains(":")) {
      throw new UnsupportedOperationException("no such view of attributes: " + names);
    }
    return plain;
  }

  /** The attributes of a path, looked up each time. */
  record View(OutputPath path) implements BasicFileAttributeView {
    @Override
    public String name() {
      return "basic";
    }

    @Override
    public OutputAttributes readAttributes() throws java.io.IOException {
      return path.getFileSystem().attributes(path);
    }

    /** Forgets the times, so that a copy with attributes is no error. */
    @Override
    public void setTimes(
        @Nullable FileTime lastModified, @Nullable FileTime lastAccess, @Nullable FileTime created)
        throws java.io.IOException {
      readAttributes();
    }
  }
}
