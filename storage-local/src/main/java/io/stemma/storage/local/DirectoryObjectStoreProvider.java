package io.stemma.storage.local;

import io.stemma.storage.ObjectStore;
import io.stemma.storage.ObjectStoreProvider;
import io.stemma.storage.StoreAccess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Path;

/** Opens {@link DirectoryObjectStore}s for URIs such as {@code file:///data/injector}. */
public final class DirectoryObjectStoreProvider implements ObjectStoreProvider {

  /** For {@link java.util.ServiceLoader}. */
  public DirectoryObjectStoreProvider() {}

  @Override
  public String scheme() {
    return "file";
  }

  @Override
  public ObjectStore open(URI uri, StoreAccess access) throws IOException {
    Path directory;
    try {
      directory = Path.of(uri);
    } catch (IllegalArgumentException | FileSystemNotFoundException e) {
      throw new IOException(
          uri
              + " names no directory: write it as file:///path/to/directory ("
              + e.getMessage()
              + ")",
          e);
    }
    return DirectoryObjectStore.open(directory, access);
  }
}
