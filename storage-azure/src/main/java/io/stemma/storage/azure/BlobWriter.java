package io.stemma.storage.azure;

import com.azure.core.util.BinaryData;
import com.azure.core.util.Context;
import com.azure.storage.blob.models.BlobRequestConditions;
import com.azure.storage.blob.models.BlobStorageException;
import com.azure.storage.blob.options.BlockBlobSimpleUploadOptions;
import com.azure.storage.blob.specialized.BlockBlobClient;
import io.stemma.storage.CreateOutcome;
import io.stemma.storage.ObjectWriter;
import io.stemma.storage.OutcomeUnknownException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Writes one blob that must not exist. A short one is put with one request; of a long one blocks
 * are staged, several at once, and a list of them is committed: either request has the condition
 * that there is no blob. Each writer marks its blob with a number of its own. A request whose
 * answer got lost is sent again by the client library and then meets the blob that it made itself;
 * the number tells.
 */
final class BlobWriter implements ObjectWriter {
  /** Name of the number in the blob's metadata. */
  private static final String MARK = "stemmawriter";

  private static final int FIRST_BUFFER = 16 << 10;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Uploads uploads;
  private final String key;
  private final BlockBlobClient blob;
  private final int block;
  private final byte[] mark = new byte[16];
  private final CountedTries tries = new CountedTries();
  private @Nullable BlobContent content;
  private byte[] buffer = new byte[FIRST_BUFFER];
  private int filled;
  private boolean done;

  BlobWriter(Uploads uploads, String key, BlockBlobClient blob) {
    this.uploads = uploads;
    this.key = key;
    this.blob = blob;
    this.block = uploads.options().blockBytes();
    RANDOM.nextBytes(mark);
  }

  @Override
  public void write(ByteBuffer bytes) throws IOException {
    Objects.requireNonNull(bytes, "bytes");
    check();
    while (bytes.hasRemaining()) {
      if (filled == block) {
        handOver();
      } else if (filled == buffer.length) {
        buffer = Arrays.copyOf(buffer, Math.min(block, 4 * buffer.length));
      }
      int count = Math.min(bytes.remaining(), buffer.length - filled);
      bytes.get(buffer, filled, count);
      filled += count;
    }
  }

  /** Gives the buffer away, and takes a new one. */
  private void handOver() throws IOException {
    boolean added = false;
    try {
      if (content == null) {
        content = begin();
      } else {
        content.add(buffer, filled);
      }
      added = true;
    } finally {
      done = done || !added;
    }
    buffer = new byte[filled];
    filled = 0;
  }

  /** Finds out what to do with the first block. */
  private BlobContent begin() throws IOException {
    if (!uploads.blocksAreRefused()) {
      StagedBlocks blocks = new StagedBlocks(uploads, blob, key, mark);
      if (!uploads.blocksAreUntried()) {
        blocks.add(buffer, filled);
        return blocks;
      }
      uploads.triedBlocks(blocks.addFirst(buffer, filled));
      if (!uploads.blocksAreRefused()) {
        return blocks;
      }
    }
    SpooledContent spooled = new SpooledContent(blob, key, block);
    content = spooled;
    spooled.add(buffer, filled);
    return spooled;
  }

  @Override
  public CreateOutcome commit() throws IOException {
    check();
    done = true;
    if (content != null) {
      if (filled > 0) {
        content.add(buffer, filled);
      }
      content.flush();
    }
    uploads.checkOpen();
    try {
      uploads.requests().send(this::create);
      return CreateOutcome.CREATED;
    } catch (RejectedExecutionException e) {
      throw new IOException("the store was closed before " + key + " was created");
    } catch (RuntimeException e) {
      return lookBack(e);
    }
  }

  private boolean create() {
    BlobRequestConditions absent = new BlobRequestConditions().setIfNoneMatch("*");
    Map<String, String> metadata = Map.of(MARK, HexFormat.of().formatHex(mark));
    int blocks = content == null ? 1 : content.blocksAtOnce();
    Context context = tries.counted(uploads.options().upload().multipliedBy(blocks));
    if (content != null) {
      content.create(metadata, absent, context);
    } else {
      BinaryData bytes = BinaryData.fromBytes(Arrays.copyOf(buffer, filled));
      blob.uploadWithResponse(
          new BlockBlobSimpleUploadOptions(bytes)
              .setMetadata(metadata)
              .setRequestConditions(absent),
          null,
          context);
    }
    return true;
  }

  /** Tells by the blob that is there, if any, what became of a request that failed. */
  private CreateOutcome lookBack(RuntimeException failure) throws IOException {
    IOException failed = uploads.failed("creating " + key, failure);
    Map<String, String> found;
    try {
      found = uploads.requests().send(() -> blob.getProperties().getMetadata());
    } catch (RuntimeException e) {
      boolean absent = Failures.isMissing(e) || !isConflict(failure);
      if (Failures.isRefusal(failure) && absent && !tries.isRepeated()) {
        throw failed;
      }
      throw new OutcomeUnknownException(key, false, failed);
    }
    boolean own = HexFormat.of().formatHex(mark).equals(found.get(MARK));
    return own ? CreateOutcome.CREATED : CreateOutcome.EXISTS;
  }

  private static boolean isConflict(RuntimeException failure) {
    return Failures.isOverwriting(failure)
        || failure instanceof BlobStorageException answer
            && (answer.getStatusCode() == 409 || answer.getStatusCode() == 412);
  }

  @Override
  public void close() {
    done = true;
    buffer = new byte[0];
    filled = 0;
    if (content != null) {
      content.close();
    }
  }

  private void check() throws IOException {
    uploads.checkOpen();
    if (done) {
      throw new IOException("the writer of " + key + " was committed, closed or has failed");
    }
  }
}
