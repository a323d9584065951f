package io.stemma.storage.azure;

import io.stemma.storage.ObjectStore;
import io.stemma.storage.ObjectStoreProvider;
import io.stemma.storage.StoreAccess;
import java.io.IOException;
import java.net.URI;

/**
 * Opens {@link AzureObjectStore}s in an emulator on this machine, for URIs such as {@code
 * http://127.0.0.1:10000/devstoreaccount1/shots}. What is not encrypted is refused elsewhere.
 */
public final class HttpObjectStoreProvider implements ObjectStoreProvider {

  /** For {@link java.util.ServiceLoader}. */
  public HttpObjectStoreProvider() {}

  @Override
  public String scheme() {
    return "http";
  }

  @Override
  public ObjectStore open(URI uri, StoreAccess access) throws IOException {
    return AzureObjectStoreProvider.openAt(uri, access);
  }
}
