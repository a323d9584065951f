/** A container of Azure Blob Storage as an object store. */
@SuppressWarnings("requires-automatic")
module io.stemma.storage.azure {
  requires static transitive org.jspecify;
  requires transitive io.stemma;
  requires transitive com.azure.storage.blob;
  requires com.azure.storage.common;
  requires com.azure.core;
  requires com.azure.core.http.jdk.httpclient;
  requires com.azure.identity;
  requires java.logging;
  requires java.net.http;

  exports io.stemma.storage.azure;

  provides io.stemma.storage.ObjectStoreProvider with
      io.stemma.storage.azure.AzureObjectStoreProvider,
      io.stemma.storage.azure.HttpsObjectStoreProvider,
      io.stemma.storage.azure.HttpObjectStoreProvider;
}
