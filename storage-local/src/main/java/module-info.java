/** A directory as an object store: a local disk, or a shared file system. */
module io.stemma.storage.local {
  requires static transitive org.jspecify;
  requires transitive io.stemma;

  exports io.stemma.storage.local;

  provides io.stemma.storage.ObjectStoreProvider with
      io.stemma.storage.local.DirectoryObjectStoreProvider;
}
