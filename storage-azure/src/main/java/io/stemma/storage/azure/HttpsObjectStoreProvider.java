package io.stemma.storage.azure;

import io.stemma.storage.ObjectStore;
import io.stemma.storage.ObjectStoreProvider;
import io.stemma.storage.StoreAccess;
import java.io.IOException;
import java.net.URI;

/**
 * Opens {@link AzureObjectStore}s for URIs such as {@code
 * https://jet.blob.core.windows.net/shots/archives}, with a shared access signature behind a
 * question mark or a credential as {@link AzureObjectStoreProvider} finds it.
 */
public final class HttpsObjectStoreProvider implements ObjectStoreProvider {

  /** For {@link java.util.ServiceLoader}. */
  public HttpsObjectStoreProvider() {}

  @Override
  public String scheme() {
    return "https";
  }

  @Override
  public ObjectStore open(URI uri, StoreAccess access) throws IOException {
    return AzureObjectStoreProvider.openAt(uri, access);
  }
}
