package io.stemma.storage.azure;

import com.azure.core.util.BinaryData;
import com.azure.core.util.Context;
import com.azure.storage.blob.models.BlobRequestConditions;
import com.azure.storage.blob.models.BlobStorageException;
import com.azure.storage.blob.options.BlockBlobCommitBlockListOptions;
import com.azure.storage.blob.options.BlockBlobSimpleUploadOptions;
import com.azure.storage.blob.options.BlockBlobStageBlockOptions;
import com.azure.storage.blob.specialized.BlockBlobClient;
import io.stemma.storage.CreateOutcome;
import io.stemma.storage.ObjectWriter;
import io.stemma.storage.OutcomeUnknownException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Future;

/**
 * Writes one blob that must not exist. A short one is put with one request; of a long one blocks
 * are staged, several at once, and a list of them is committed: either request has the condition
 * that there is no blob. Each writer marks its blob with a number of its own. A request whose
 * answer got lost is sent again by the client library and then meets the blob that it made itself;
 * the number tells.
 */
final class BlobWriter implements ObjectWriter {
  /** Length of a block; what is shorter is put with one request. */
  static final int BLOCK = 4 << 20;

  /** So many blocks are on their way at once. */
  private static final int PARALLEL = 4;

  /** Name of the number in the blob's metadata. */
  private static final String MARK = "stemmawriter";

  private static final int FIRST_BUFFER = 16 << 10;
  private static final SecureRandom RANDOM = new SecureRandom();

  /** Throws if the store was closed. */
  interface Guard {
    void checkOpen() throws IOException;
  }

  private final Requests requests;
  private final Guard guard;
  private final String key;
  private final BlockBlobClient blob;
  private final byte[] mark = new byte[16];
  private final List<String> blocks = new ArrayList<>();
  private final ArrayDeque<Future<?>> staging = new ArrayDeque<>();
  private byte[] buffer = new byte[FIRST_BUFFER];
  private int filled;
  private boolean done;

  BlobWriter(Requests requests, Guard guard, String key, BlockBlobClient blob) {
    this.requests = requests;
    this.guard = guard;
    this.key = key;
    this.blob = blob;
    RANDOM.nextBytes(mark);
  }

  @Override
  public void write(ByteBuffer bytes) throws IOException {
    Objects.requireNonNull(bytes, "bytes");
    check();
    while (bytes.hasRemaining()) {
      if (filled == BLOCK) {
        stage();
      } else if (filled == buffer.length) {
        buffer = Arrays.copyOf(buffer, Math.min(BLOCK, 4 * buffer.length));
      }
      int count = Math.min(bytes.remaining(), buffer.length - filled);
      bytes.get(buffer, filled, count);
      filled += count;
    }
  }

  /** Sends the buffer on its way; waits where enough others are. */
  private void stage() throws IOException {
    byte[] number = ByteBuffer.allocate(mark.length + 4).put(mark).putInt(blocks.size()).array();
    String id = Base64.getEncoder().encodeToString(number);
    BinaryData data = BinaryData.fromBytes(filled == buffer.length ? buffer : copy());
    if (staging.size() == PARALLEL) {
      awaitOldest();
    }
    BlockBlobStageBlockOptions options = new BlockBlobStageBlockOptions(id, data);
    staging.add(requests.begin(() -> blob.stageBlockWithResponse(options, null, Context.NONE)));
    blocks.add(id);
    buffer = new byte[filled];
    filled = 0;
  }

  private byte[] copy() {
    return Arrays.copyOf(buffer, filled);
  }

  private void awaitOldest() throws IOException {
    try {
      Requests.await(staging.remove());
    } catch (RuntimeException e) {
      done = true;
      throw Failures.failed("writing " + key, e);
    }
  }

  @Override
  public CreateOutcome commit() throws IOException {
    check();
    done = true;
    if (!blocks.isEmpty() && filled > 0) {
      stage();
    }
    while (!staging.isEmpty()) {
      awaitOldest();
    }
    guard.checkOpen();
    try {
      requests.send(() -> blocks.isEmpty() ? put() : commitBlocks());
      return CreateOutcome.CREATED;
    } catch (RuntimeException e) {
      return lookBack(e);
    }
  }

  private Object put() {
    return blob.uploadWithResponse(
        new BlockBlobSimpleUploadOptions(BinaryData.fromBytes(copy()))
            .setMetadata(metadata())
            .setRequestConditions(absent()),
        null,
        Context.NONE);
  }

  private Object commitBlocks() {
    return blob.commitBlockListWithResponse(
        new BlockBlobCommitBlockListOptions(blocks)
            .setMetadata(metadata())
            .setRequestConditions(absent()),
        null,
        Context.NONE);
  }

  private Map<String, String> metadata() {
    return Map.of(MARK, HexFormat.of().formatHex(mark));
  }

  private static BlobRequestConditions absent() {
    return new BlobRequestConditions().setIfNoneMatch("*");
  }

  /** Tells by the blob that is there, if any, what became of a request that failed. */
  private CreateOutcome lookBack(RuntimeException failure) throws IOException {
    IOException failed = Failures.failed("creating " + key, failure);
    Map<String, String> found;
    try {
      found = requests.send(() -> blob.getProperties().getMetadata());
    } catch (RuntimeException e) {
      if (Failures.isRefusal(failure) && (Failures.isMissing(e) || !isConflict(failure))) {
        throw failed;
      }
      throw new OutcomeUnknownException(key, false, failed);
    }
    boolean own = HexFormat.of().formatHex(mark).equals(found.get(MARK));
    return own ? CreateOutcome.CREATED : CreateOutcome.EXISTS;
  }

  private static boolean isConflict(RuntimeException failure) {
    return failure instanceof BlobStorageException answer
        && (answer.getStatusCode() == 409 || answer.getStatusCode() == 412);
  }

  /** Blocks that were staged and not committed are dropped by the service, within a week. */
  @Override
  public void close() {
    done = true;
    buffer = new byte[0];
    filled = 0;
    staging.clear();
  }

  private void check() throws IOException {
    guard.checkOpen();
    if (done) {
      throw new IOException("the writer of " + key + " was committed, closed or has failed");
    }
  }
}
