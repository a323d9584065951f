package io.stemma.storage.azure;

import com.azure.core.util.Context;
import com.azure.storage.blob.BlobClient;
import com.azure.storage.blob.models.BlobRange;
import com.azure.storage.blob.models.BlobStorageException;
import com.azure.storage.blob.models.DownloadRetryOptions;
import io.stemma.storage.ObjectRange;
import java.nio.ByteBuffer;

/** Reads ranges of blobs. */
final class BlobRanges {
  /** No blob is so long: 50,000 blocks of 4,000 MiB are a fifth of it. */
  private static final long LONGEST = 1L << 50;

  private BlobRanges() {}

  /**
   * Reads a range with one request; with two where it is empty. What is broken off is asked for
   * again from where it broke off.
   */
  static ObjectRange read(BlobClient blob, long offset, int length, int tries) {
    if (length > 0 && offset < LONGEST) {
      try {
        RangeBytes bytes = new RangeBytes(length);
        var answer =
            blob.downloadStreamWithResponse(
                bytes,
                new BlobRange(offset, (long) length),
                new DownloadRetryOptions().setMaxRetryRequests(tries - 1),
                null,
                false,
                null,
                Context.NONE);
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
}
