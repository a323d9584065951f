package io.stemma.storage.azure;

import com.azure.storage.blob.BlobClient;
import com.azure.storage.blob.BlobContainerClient;
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
import java.net.URI;
import java.util.Objects;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A container of Azure Blob Storage, or the blobs under a prefix in it, as an object store: each
 * object is a block blob. Any number of processes on any number of machines may use it at once.
 *
 * <p><b>Opening</b> asks for nothing, unless a missing container is to be made. The first request
 * tells whether the container is there and lets one in, within the time for opening: it throws
 * {@link NoSuchStoreException} if there is none.
 *
 * <p><b>Creating.</b> A blob is put with the condition that there is none ({@code If-None-Match:
 * *}), which the service decides atomically. What the service has acknowledged is durable. Where an
 * answer got lost, the blob that is found tells by a mark in its metadata who made it.
 *
 * <p><b>Credentials.</b> To read, one must be able to read and to list; to add, to create as well:
 * a signature with {@code sp=rcl} suffices. Where a signature tells that it allows no writing, or
 * the service refuses the first write for that, it ends in {@link ReadOnlyStoreException}. Objects
 * that are longer than a block are put from a temporary file where blocks are not allowed, which
 * take the permission to write.
 *
 * <p><b>Secrets.</b> No exception of this store carries an address, key, token or signature, nor a
 * cause that could.
 *
 * <p><b>Interrupts.</b> Requests are sent from other threads and are completed also where the
 * calling thread is interrupted; its flag stays set.
 */
public final class AzureObjectStore implements ObjectStore {
  private final BlobContainerClient container;
  private final String home;
  private final StoreAccess access;
  private final AzureOptions options;
  private final SignedPermissions permissions;
  private final Requests requests = new Requests();
  private final FirstAnswer service;
  private final Uploads uploads;
  private volatile boolean closed;

  private AzureObjectStore(
      BlobContainerClient container,
      String home,
      StoreAccess access,
      AzureOptions options,
      AzureCredential credential) {
    this.container = container;
    this.home = home;
    this.access = access;
    this.options = options;
    this.permissions = credential.permissions();
    String advice =
        credential.isSearched()
            ? " If no credential was configured: " + AzureCredential.WHAT_TO_SET
            : "";
    this.service = new FirstAnswer(requests, place(container), options.opening(), advice);
    this.uploads = new Uploads(requests, service, this::checkOpen, options, permissions);
  }

  /**
   * Opens the store at an address.
   *
   * @param place {@code azure://account/container/prefix}, {@code
   *     https://account.blob.core.windows.net/container/prefix}, with a shared access signature
   *     behind a question mark or without, or {@code http} to an emulator on this machine; the
   *     prefix may be left out
   * @param credential what to use where the address has no signature
   * @param options how requests are sent
   * @param access what it is opened for; {@link StoreAccess#CREATE} makes a missing container
   * @return the store
   * @throws IOException if the address is none, or the container cannot be made
   */
  public static AzureObjectStore open(
      URI place, AzureCredential credential, AzureOptions options, StoreAccess access)
      throws IOException {
    Objects.requireNonNull(credential, "credential");
    AzureLocation at = AzureLocation.of(place);
    AzureCredential used =
        at.signature().isEmpty()
            ? credential
            : AzureCredential.ofSignature("the signature in the address", at.signature());
    return open(AzureClients.client(at, used, options), at.prefix(), used, options, access);
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
   * @throws IOException if the container cannot be made
   */
  public static AzureObjectStore open(
      BlobContainerClient container, String prefix, StoreAccess access) throws IOException {
    return open(container, prefix, AzureOptions.DEFAULT, access);
  }

  /**
   * Opens a store with a client of the caller's, who chooses its credential, timeouts and retries.
   * Of the options only the time for opening, that for uploads, and what is said of blocks is used.
   *
   * @param container the container; the client stays the caller's
   * @param prefix empty, or the beginning of the names of all blobs of this store
   * @param options how long opening may take, and how objects travel
   * @param access what it is opened for
   * @return the store
   * @throws IllegalArgumentException if the prefix is outside the grammar of keys
   * @throws IOException if the container cannot be made
   */
  public static AzureObjectStore open(
      BlobContainerClient container, String prefix, AzureOptions options, StoreAccess access)
      throws IOException {
    Objects.requireNonNull(container, "container");
    AzureCredential given = AzureCredential.ofSignature("the credential of the given client", "");
    return open(container, prefix, given, options, access);
  }

  private static AzureObjectStore open(
      BlobContainerClient container,
      String prefix,
      AzureCredential credential,
      AzureOptions options,
      StoreAccess access)
      throws IOException {
    Objects.requireNonNull(options, "options");
    Objects.requireNonNull(access, "access");
    String home = prefix.isEmpty() ? "" : ObjectKeys.checkKey(prefix) + "/";
    AzureObjectStore store = new AzureObjectStore(container, home, access, options, credential);
    boolean opened = access != StoreAccess.CREATE;
    try {
      if (!opened) {
        store.makeContainer();
        opened = true;
      }
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
  private void makeContainer() throws IOException {
    try {
      ListBlobsOptions one = new ListBlobsOptions().setPrefix(home).setMaxResultsPerPage(1);
      Object unused =
          service.send(() -> container.listBlobs(one, null).iterableByPage().iterator().next());
    } catch (NoSuchStoreException e) {
      Object unused = service.send(container::createIfNotExists);
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
    checkWritable("create " + key, permissions.forbidCreating());
    return new BlobWriter(uploads, key, blob(key).getBlockBlobClient());
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
      return service.send(() -> BlobRanges.read(blob(key), offset, length, options.tries()));
    } catch (RuntimeException e) {
      throw missingOr(key, "reading " + key, e);
    }
  }

  @Override
  public Stream<ObjectInfo> list(String prefix, String after, int limit) throws IOException {
    ObjectKeys.checkListing(prefix, after, limit);
    checkOpen();
    int ordered = Spliterator.ORDERED | Spliterator.DISTINCT | Spliterator.NONNULL;
    int expected = after.isEmpty() ? limit : Integer.MAX_VALUE;
    BlobPages pages = new BlobPages(service, this::checkOpen, container, home + prefix, expected);
    BlobListing objects = new BlobListing(pages, home, after);
    return StreamSupport.stream(Spliterators.spliteratorUnknownSize(objects, ordered), false)
        .limit(limit);
  }

  @Override
  public boolean delete(String key) throws IOException {
    ObjectKeys.checkKey(key);
    checkOpen();
    checkWritable("delete " + key, permissions.forbidDeleting());
    try {
      return service.send(() -> blob(key).deleteIfExists());
    } catch (RuntimeException e) {
      throw Failures.failedWriting("deleting " + key, e);
    }
  }

  /** What the service shows is durable, so this only looks whether the object is there. */
  @Override
  public void sync(String key) throws IOException {
    ObjectKeys.checkKey(key);
    checkOpen();
    try {
      Object unused = service.send(() -> blob(key).getProperties());
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
    return place(container);
  }

  private static String place(BlobContainerClient container) {
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
        + (isReading() ? ", reading only" : "")
        + (closed ? ", closed" : "");
  }

  private boolean isReading() {
    return access == StoreAccess.READ || permissions.forbidCreating();
  }

  private void checkOpen() throws IOException {
    if (closed) {
      throw new IOException("the store in " + place() + " is closed");
    }
  }

  private void checkWritable(String operation, boolean forbidden) throws IOException {
    if (access == StoreAccess.READ) {
      throw new ReadOnlyStoreException(
          "cannot " + operation + ": the store in " + place() + " was opened for reading");
    } else if (forbidden) {
      throw new ReadOnlyStoreException(
          "cannot "
              + operation
              + ": the signature for "
              + place()
              + " allows only sp="
              + permissions.letters()
              + "; reading takes r and l, adding c or w, deleting d");
    }
  }
}
