package io.stemma.storage.azure;

import com.azure.core.http.rest.PagedResponse;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.models.BlobItem;
import com.azure.storage.blob.models.BlobListDetails;
import com.azure.storage.blob.models.ListBlobsOptions;
import io.stemma.storage.ObjectInfo;
import io.stemma.storage.ObjectKeys;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** The blobs of a container under a prefix, a page at a time. Used by one thread at a time. */
final class BlobListing implements Iterator<ObjectInfo> {
  /** What accounts with a hierarchical namespace say of a directory. */
  private static final String DIRECTORY = "hdi_isfolder";

  private static final int MAX_PAGE = 5000;

  private final Requests requests;
  private final BlobWriter.Guard guard;
  private final String home;
  private final String after;
  private final Iterator<PagedResponse<BlobItem>> pages;
  private @Nullable Iterator<BlobItem> page;
  private @Nullable ObjectInfo next;

  /**
   * Fetches the first page.
   *
   * @param home what the names of all blobs of the store begin with
   * @param limit how many objects are wanted at most
   */
  BlobListing(
      Requests requests,
      BlobWriter.Guard guard,
      BlobContainerClient container,
      String home,
      String prefix,
      String after,
      int limit)
      throws IOException {
    this.requests = requests;
    this.guard = guard;
    this.home = home;
    this.after = after;
    ListBlobsOptions options =
        new ListBlobsOptions()
            .setPrefix(home + prefix)
            .setMaxResultsPerPage(after.isEmpty() ? Math.min(limit, MAX_PAGE) : MAX_PAGE)
            .setDetails(new BlobListDetails().setRetrieveMetadata(true));
    this.pages = send(() -> container.listBlobs(options, null).iterableByPage().iterator());
    this.page = fetch();
  }

  /** The next page, which may be empty; null at the end. */
  private @Nullable Iterator<BlobItem> fetch() throws IOException {
    guard.checkOpen();
    return send(() -> pages.hasNext() ? pages.next().getValue().iterator() : null);
  }

  private <T> T send(Callable<T> request) throws IOException {
    try {
      return requests.send(request);
    } catch (RuntimeException e) {
      throw Failures.failed("listing", e);
    }
  }

  @Override
  public boolean hasNext() {
    while (next == null && page != null) {
      if (page.hasNext()) {
        next = object(page.next());
      } else {
        try {
          page = fetch();
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }
    return next != null;
  }

  private @Nullable ObjectInfo object(BlobItem item) {
    String key = item.getName().substring(home.length());
    Map<String, String> metadata = item.getMetadata();
    boolean directory = metadata != null && "true".equals(metadata.get(DIRECTORY));
    boolean behind = after.isEmpty() || key.compareTo(after) > 0;
    return directory || !behind || !ObjectKeys.isKey(key)
        ? null
        : new ObjectInfo(key, item.getProperties().getContentLength());
  }

  @Override
  public ObjectInfo next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    ObjectInfo found = Objects.requireNonNull(next);
    next = null;
    return found;
  }
}
