package io.stemma.internal.nio;

import io.stemma.Commit;
import io.stemma.Entry;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;

/**
 * What is said of a file or directory. Where no time is kept, it is that of the commit; a
 * directory's size is 0, so that sums over all paths come out right.
 *
 * @param entry the file or directory
 * @param lastModifiedTime the only time that there is
 */
record StemmaFileAttributes(Entry entry, FileTime lastModifiedTime) implements BasicFileAttributes {

  static StemmaFileAttributes of(Commit commit, Entry entry) {
    return new StemmaFileAttributes(entry, FileTime.from(entry.modified().orElseGet(commit::time)));
  }

  @Override
  public FileTime lastAccessTime() {
    return lastModifiedTime;
  }

  @Override
  public FileTime creationTime() {
    return lastModifiedTime;
  }

  @Override
  public boolean isRegularFile() {
    return entry.isFile();
  }

  @Override
  public boolean isDirectory() {
    return entry.isDirectory();
  }

  @Override
  public boolean isSymbolicLink() {
    return false;
  }

  @Override
  public boolean isOther() {
    return false;
  }

  @Override
  public long size() {
    return entry.isFile() ? entry.length() : 0;
  }

  /** The path: within a file system it is the file. */
  @Override
  public String fileKey() {
    return entry.path();
  }
}
