package io.stemma.storage.azure;

import io.stemma.storage.ObjectStore;
import io.stemma.storage.ObjectStoreProvider;
import io.stemma.storage.StoreAccess;
import java.io.IOException;
import java.net.URI;

/**
 * Opens {@link AzureObjectStore}s for URIs such as {@code azure://jet/shots} or {@code
 * azure://jet/shots/archives/2026}: account, container, prefix. The credential is the first of
 * these that is there, by the names that Azure's own tools use: {@code
 * AZURE_STORAGE_CONNECTION_STRING}, {@code AZURE_STORAGE_SAS_TOKEN}, {@code AZURE_STORAGE_ACCOUNT}
 * with {@code AZURE_STORAGE_KEY} from the environment, and what {@code DefaultAzureCredential}
 * finds (a managed identity, {@code az login} and others).
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
    AzureLocation at = AzureLocation.of(uri);
    return AzureObjectStore.open(AzureClients.client(at, System.getenv()), at.prefix(), access);
  }
}
