package io.stemma.storage.azure;

import com.azure.core.http.rest.PagedResponse;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.models.BlobItem;
import com.azure.storage.blob.models.BlobListDetails;
import com.azure.storage.blob.models.ListBlobsOptions;
import java.io.IOException;
import java.util.Collections;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * The blobs of a container under a prefix, asked for page by page. Used by one thread at a time.
 */
final class BlobPages implements BlobListing.Source {
  private static final int MAX_PAGE = 5000;

  private final FirstAnswer service;
  private final Uploads.Guard guard;
  private final BlobContainerClient container;
  private final ListBlobsOptions options;
  private Iterator<BlobItem> page = Collections.emptyIterator();
  private @Nullable String token;
  private boolean last;

  /**
   * Fetches the first page.
   *
   * @param expected how many blobs are wanted at most, as far as one can tell
   */
  BlobPages(
      FirstAnswer service,
      Uploads.Guard guard,
      BlobContainerClient container,
      String prefix,
      int expected)
      throws IOException {
    this.service = service;
    this.guard = guard;
    this.container = container;
    this.options =
        new ListBlobsOptions()
            .setPrefix(prefix)
            .setMaxResultsPerPage(Math.min(expected, MAX_PAGE))
            .setDetails(new BlobListDetails().setRetrieveMetadata(true));
    fetch();
  }

  /** Fetches the next page, which may be empty. */
  private void fetch() throws IOException {
    guard.checkOpen();
    try {
      PagedResponse<BlobItem> fetched =
          service.send(
              () -> {
                var pages = container.listBlobs(options, null);
                var from = token == null ? pages.iterableByPage() : pages.iterableByPage(token);
                return from.iterator().next();
              });
      page = fetched.getValue().iterator();
      token = fetched.getContinuationToken();
      last = token == null || token.isEmpty();
    } catch (RuntimeException e) {
      throw Failures.failed("listing", e);
    }
  }

  @Override
  public @Nullable BlobItem take() throws IOException {
    while (!page.hasNext() && !last) {
      fetch();
    }
    return page.hasNext() ? page.next() : null;
  }

  @Override
  public void expectMany() {
    options.setMaxResultsPerPage(MAX_PAGE);
  }
}
