package io.stemma.internal.nio;

import java.nio.file.FileStore;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.attribute.FileStoreAttributeView;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A commit as a store of files: as large as its files, and full. */
final class StemmaFileStore extends FileStore {
  private final StemmaFileSystem fileSystem;

  StemmaFileStore(StemmaFileSystem fileSystem) {
    this.fileSystem = fileSystem;
  }

  @Override
  public String name() {
    return fileSystem.commit().repository() + "@" + fileSystem.commit().id().abbreviated();
  }

  @Override
  public String type() {
    return StemmaUris.SCHEME;
  }

  @Override
  public boolean isReadOnly() {
    return true;
  }

  @Override
  public long getTotalSpace() {
    fileSystem.checkOpen();
    return fileSystem.commit().bytes();
  }

  @Override
  public long getUsableSpace() {
    return 0;
  }

  @Override
  public long getUnallocatedSpace() {
    return 0;
  }

  @Override
  public boolean supportsFileAttributeView(Class<? extends FileAttributeView> type) {
    return type == BasicFileAttributeView.class;
  }

  @Override
  public boolean supportsFileAttributeView(String name) {
    return StemmaAttributes.VIEWS.contains(name);
  }

  @Override
  public <V extends FileStoreAttributeView> @Nullable V getFileStoreAttributeView(Class<V> type) {
    Objects.requireNonNull(type);
    return null;
  }

  @Override
  public Object getAttribute(String attribute) {
    Map<String, Supplier<Object>> known =
        Map.of(
            "totalSpace", this::getTotalSpace,
            "usableSpace", this::getUsableSpace,
            "unallocatedSpace", this::getUnallocatedSpace);
    Supplier<Object> value = known.get(attribute);
    if (value == null) {
      throw new UnsupportedOperationException("no attribute \"" + attribute + "\" of a store");
    }
    return value.get();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof StemmaFileStore that && fileSystem.equals(that.fileSystem);
  }

  @Override
  public int hashCode() {
    return fileSystem.hashCode();
  }

  @Override
  public String toString() {
    return name();
  }
}
