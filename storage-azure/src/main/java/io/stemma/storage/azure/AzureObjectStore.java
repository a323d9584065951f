package io.stemma.storage.azure;

import com.azure.core.util.Context;
import com.azure.storage.blob.BlobClient;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.models.BlobRange;
import com.azure.storage.blob.models.BlobStorageException;
import com.azure.storage.blob.models.ListBlobsOptions;
import io.stemma.storage.NoSuchObjectException;
import io.stemma.storage.NoSuchStoreException;
import io.stemma.storage.ObjectInfo;
import io.stemma.storage.ObjectKeys;
import io.stemma.storage.ObjectRange;
import io.stemma.storage.ObjectStore;
import io.stemma.storage.ObjectWriter;
import io.stemma.storage.ReadOnlyStoreException;
import io.stemma.storage.StoreAccess;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A container of Azure Blob Storage, or the blobs under a prefix in it, as an object store: each
 * object is a block blob. Any number of processes on any number of machines may use it at once.
 *
 * <p><b>Creating.</b> A blob is put with the condition that there is none ({@code If-None-Match:
 * *}), which the service decides atomically. What the service has acknowledged is durable. Where an
 * answer got lost, the blob that is found tells by a mark in its metadata who made it.
 *
 * <p><b>Secrets.</b> No exception of this store carries an address, key, token or signature, nor a
 * cause that could.
 *
 * <p><b>Interrupts.</b> Requests are sent from other threads and are completed also where the
 * calling thread is interrupted; its flag stays set.
 */
public final class AzureObjectStore implements ObjectStore {
  /** No blob is so long: 50,000 blocks of 4,000 MiB are a fifth of it. */
  private static final long LONGEST = 1L << 50;

  private final BlobContainerClient container;
  private final String home;
  private final boolean writable;
  private final Requests requests = new Requests();
  private volatile boolean closed;

  private AzureObjectStore(BlobContainerClient container, String home, boolean writable) {
    this.container = container;
    this.home = home;
    this.writable = writable;
  }

  /**
   * Opens a store with a client of the caller's, who chooses its credential, timeouts and retries.
   *
   * @param container the container; the client stays the caller's
   * @param prefix empty, or the beginning of the names of all blobs of this store: parts as in a
   *     key, without a slash at its end
   * @param access what it is opened for; {@link StoreAccess#CREATE} makes a missing container
   * @return the store
   * @throws IllegalArgumentException if the prefix is outside the grammar of keys
   * @throws NoSuchStoreException if there is no container and none is to be made
   * @throws IOException if it cannot be opened
   */
  public static AzureObjectStore open(
      BlobContainerClient container, String prefix, StoreAccess access) throws IOException {
    Objects.requireNonNull(container, "container");
    Objects.requireNonNull(access, "access");
    String home = prefix.isEmpty() ? "" : ObjectKeys.checkKey(prefix) + "/";
    AzureObjectStore store = new AzureObjectStore(container, home, access != StoreAccess.READ);
    boolean opened = false;
    try {
      store.requireContainer(access);
      opened = true;
    } catch (RuntimeException e) {
      throw Failures.failed("opening " + store.place(), e);
    } finally {
      if (!opened) {
        store.close();
      }
    }
    return store;
  }

  /** Asks for a blob: a signature for one container may do that, but not ask for containers. */
  private void requireContainer(StoreAccess access) throws IOException {
    try {
      ListBlobsOptions one = new ListBlobsOptions().setPrefix(home).setMaxResultsPerPage(1);
      requests.send(() -> container.listBlobs(one, null).iterableByPage().iterator().next());
    } catch (RuntimeException e) {
      if (!Failures.isContainerMissing(e)) {
        throw e;
      } else if (access != StoreAccess.CREATE) {
        throw new NoSuchStoreException("there is no " + place());
      }
      requests.send(container::createIfNotExists);
    }
  }

  /** Every request goes over the network. */
  @Override
  public boolean isRemote() {
    return true;
  }

  @Override
  public ObjectWriter create(String key) throws IOException {
    ObjectKeys.checkKey(key);
    checkOpen();
    checkWritable("create " + key);
    return new BlobWriter(requests, this::checkOpen, key, blob(key).getBlockBlobClient());
  }

  private BlobClient blob(String key) {
    return container.getBlobClient(home + key);
  }

  @Override
  public ObjectRange read(String key, long offset, int length) throws IOException {
    ObjectKeys.checkKey(key);
    ObjectKeys.checkRange(offset, length);
    checkOpen();
    try {
      return requests.send(() -> range(blob(key), offset, length));
    } catch (RuntimeException e) {
      throw missingOr(key, "reading " + key, e);
    }
  }

  private static ObjectRange range(BlobClient blob, long offset, int length) {
    if (length > 0 && offset < LONGEST) {
      try {
        RangeBytes bytes = new RangeBytes(length);
        var answer =
            blob.downloadStreamWithResponse(
                bytes, new BlobRange(offset, (long) length), null, null, false, null, Context.NONE);
        String range = answer.getDeserializedHeaders().getContentRange();
        long whole =
            range == null
                ? answer.getDeserializedHeaders().getContentLength()
                : Long.parseLong(range.substring(range.lastIndexOf('/') + 1));
        return new ObjectRange(bytes.toBuffer(), whole);
      } catch (BlobStorageException e) {
        if (!Failures.isBehindEnd(e)) {
          throw e;
        }
      }
    }
    return new ObjectRange(ByteBuffer.allocate(0), blob.getProperties().getBlobSize());
  }

  @Override
  public Stream<ObjectInfo> list(String prefix, String after, int limit) throws IOException {
    ObjectKeys.checkListing(prefix, after, limit);
    checkOpen();
    int ordered = Spliterator.ORDERED | Spliterator.DISTINCT | Spliterator.NONNULL;
    BlobListing objects =
        new BlobListing(requests, this::checkOpen, container, home, prefix, after, limit);
    return StreamSupport.stream(Spliterators.spliteratorUnknownSize(objects, ordered), false)
        .limit(limit);
  }

  @Override
  public boolean delete(String key) throws IOException {
    ObjectKeys.checkKey(key);
    checkOpen();
    checkWritable("delete " + key);
    try {
      return requests.send(() -> blob(key).deleteIfExists());
    } catch (RuntimeException e) {
      throw Failures.failed("deleting " + key, e);
    }
  }

  /** What the service shows is durable, so this only looks whether the object is there. */
  @Override
  public void sync(String key) throws IOException {
    ObjectKeys.checkKey(key);
    checkOpen();
    try {
      Object unused = requests.send(() -> blob(key).getProperties());
    } catch (RuntimeException e) {
      throw missingOr(key, "looking at " + key, e);
    }
  }

  private static IOException missingOr(String key, String what, RuntimeException e) {
    return Failures.isMissing(e) ? new NoSuchObjectException(key) : Failures.failed(what, e);
  }

  @Override
  public void close() {
    closed = true;
    requests.close();
  }

  private String place() {
    return "container "
        + container.getBlobContainerName()
        + " in account "
        + container.getAccountName();
  }

  /**
   * Where the store is.
   *
   * @return for example {@code container shots in account jet, under archive}
   */
  @Override
  public String toString() {
    return place()
        + (home.isEmpty() ? "" : ", under " + home.substring(0, home.length() - 1))
        + (writable ? "" : ", reading only")
        + (closed ? ", closed" : "");
  }

  private void checkOpen() throws IOException {
    if (closed) {
      throw new IOException("the store in " + place() + " is closed");
    }
  }

  private void checkWritable(String operation) throws IOException {
    if (!writable) {
      throw new ReadOnlyStoreException(
          "cannot " + operation + ": the store in " + place() + " was opened for reading");
    }
  }
}
