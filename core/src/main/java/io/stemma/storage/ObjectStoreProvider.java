package io.stemma.storage;

import java.io.IOException;
import java.net.URI;

/** Opens stores of one URI scheme; found with {@link java.util.ServiceLoader}. */
public interface ObjectStoreProvider {

  /**
   * The scheme that this provider serves.
   *
   * @return a URI scheme in lower case, such as {@code file}
   */
  String scheme();

  /**
   * Opens a store.
   *
   * @param uri where it is; its scheme is {@link #scheme()}
   * @param access what it is opened for
   * @return the store
   * @throws NoSuchStoreException if there is nothing at the place and {@code access} is not {@link
   *     StoreAccess#CREATE}; a store for which it takes a request to know that may be opened all
   *     the same, and throws this from its first operation
   * @throws IOException if it could not be opened; the message says what is missing and what to do
   */
  ObjectStore open(URI uri, StoreAccess access) throws IOException;
}
