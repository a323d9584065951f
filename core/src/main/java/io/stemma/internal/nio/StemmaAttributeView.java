package io.stemma.internal.nio;

import java.io.IOException;
import java.nio.file.ReadOnlyFileSystemException;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import org.jspecify.annotations.Nullable;

/** The basic attributes of a path, looked up each time; they cannot be changed. */
final class StemmaAttributeView implements BasicFileAttributeView {
  private final StemmaPath path;

  StemmaAttributeView(StemmaPath path) {
    this.path = path;
  }

  @Override
  public String name() {
    return "basic";
  }

  @Override
  public StemmaFileAttributes readAttributes() throws IOException {
    StemmaFileSystem fileSystem = path.getFileSystem();
    return StemmaFileAttributes.of(fileSystem.commit(), fileSystem.entry(path));
  }

  @Override
  public void setTimes(
      @Nullable FileTime lastModified, @Nullable FileTime lastAccess, @Nullable FileTime created) {
    throw new ReadOnlyFileSystemException();
  }
}
