package io.stemma.storage.azure;

import com.azure.core.util.BinaryData;
import com.azure.core.util.Context;
import com.azure.storage.blob.models.BlobRequestConditions;
import com.azure.storage.blob.options.BlockBlobCommitBlockListOptions;
import com.azure.storage.blob.options.BlockBlobStageBlockOptions;
import com.azure.storage.blob.specialized.BlockBlobClient;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;

/**
 * Blocks that are staged at the service, several at once, and a list of them. What was staged and
 * not committed is dropped by the service, within a week, or when the blob is made by another.
 */
final class StagedBlocks implements BlobContent {
  /** The service takes no more. */
  private static final int MOST = 50_000;

  private final Uploads uploads;
  private final BlockBlobClient blob;
  private final String key;
  private final byte[] mark;
  private final List<String> blocks = new ArrayList<>();
  private final ArrayDeque<Future<?>> staging = new ArrayDeque<>();

  /**
   * Begins.
   *
   * @param mark the writer's own: two writers of one key must not meet in the ids of their blocks
   */
  StagedBlocks(Uploads uploads, BlockBlobClient blob, String key, byte[] mark) {
    this.uploads = uploads;
    this.blob = blob;
    this.key = key;
    this.mark = mark.clone();
  }

  /** Sends a block on its way; waits where enough others are. */
  @Override
  public void add(byte[] bytes, int length) throws IOException {
    if (blocks.size() == MOST) {
      throw new IOException(
          key + " is too long: Azure takes " + MOST + " blocks; open the store with longer ones");
    }
    if (staging.size() == uploads.options().parallelBlocks()) {
      awaitOldest();
    }
    byte[] number = ByteBuffer.allocate(mark.length + 4).put(mark).putInt(blocks.size()).array();
    String id = Base64.getEncoder().encodeToString(number);
    byte[] exactly = length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
    BlockBlobStageBlockOptions options =
        new BlockBlobStageBlockOptions(id, BinaryData.fromBytes(exactly));
    staging.add(
        uploads
            .requests()
            .begin(() -> blob.stageBlockWithResponse(options, null, uploads.context())));
    blocks.add(id);
  }

  /**
   * Stages the first block, and waits for it.
   *
   * @return false if blocks may not be staged
   */
  boolean addFirst(byte[] bytes, int length) throws IOException {
    add(bytes, length);
    try {
      Requests.await(staging.remove());
      return true;
    } catch (RuntimeException e) {
      if (Failures.isForbidden(e)) {
        return false;
      }
      throw uploads.failed("writing " + key, e);
    }
  }

  @Override
  public void flush() throws IOException {
    while (!staging.isEmpty()) {
      awaitOldest();
    }
  }

  private void awaitOldest() throws IOException {
    try {
      Requests.await(staging.remove());
    } catch (RuntimeException e) {
      throw uploads.failed("writing " + key, e);
    }
  }

  /** None: a list of them. */
  @Override
  public int blocksAtOnce() {
    return 1;
  }

  @Override
  public void create(
      Map<String, String> metadata, BlobRequestConditions conditions, Context context) {
    blob.commitBlockListWithResponse(
        new BlockBlobCommitBlockListOptions(blocks)
            .setMetadata(metadata)
            .setRequestConditions(conditions),
        null,
        context);
  }

  @Override
  public void close() {
    staging.clear();
  }
}
