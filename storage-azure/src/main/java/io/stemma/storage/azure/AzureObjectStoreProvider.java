package io.stemma.storage.azure;

import io.stemma.storage.ObjectStore;
import io.stemma.storage.ObjectStoreProvider;
import io.stemma.storage.StoreAccess;
import java.io.IOException;
import java.net.URI;

/**
 * Opens {@link AzureObjectStore}s for URIs such as {@code azure://jet/shots} or {@code
 * azure://jet/shots/archives/2026}: account, container, prefix. The credential is what {@link
 * AzureCredential#ofEnvironment()} finds.
 */
public final class AzureObjectStoreProvider implements ObjectStoreProvider {

  /** For {@link java.util.ServiceLoader}. */
  public AzureObjectStoreProvider() {}

  @Override
  public String scheme() {
    return "azure";
  }

  @Override
  public ObjectStore open(URI uri, StoreAccess access) throws IOException {
    return openAt(uri, access);
  }

  static ObjectStore openAt(URI uri, StoreAccess access) throws IOException {
    return AzureObjectStore.open(
        uri, AzureCredential.ofEnvironment(), AzureOptions.DEFAULT, access);
  }
}
