package io.stemma.storage.azure;

import com.azure.core.util.BinaryData;
import com.azure.core.util.Context;
import com.azure.storage.blob.models.BlobRequestConditions;
import com.azure.storage.blob.options.BlockBlobSimpleUploadOptions;
import com.azure.storage.blob.specialized.BlockBlobClient;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * A temporary file that is put with one request. For credentials that may create blobs and not
 * stage blocks: the length of what is put must be known before, and it need not fit into memory.
 */
final class SpooledContent implements BlobContent {
  /** The service takes no more in one request. */
  private static final long MOST = 5000L << 20;

  private final BlockBlobClient blob;
  private final String key;
  private final Path file;
  private final OutputStream out;
  private long length;

  SpooledContent(BlockBlobClient blob, String key) throws IOException {
    this.blob = blob;
    this.key = key;
    this.file = Files.createTempFile("stemma-", ".put");
    this.out = Files.newOutputStream(file);
  }

  @Override
  public void add(byte[] bytes, int count) throws IOException {
    if (length + count > MOST) {
      throw new IOException(
          key
              + " is too long to be put with one request, and the credential allows no blocks: it"
              + " needs the permission to write");
    }
    out.write(bytes, 0, count);
    length += count;
  }

  @Override
  public void flush() throws IOException {
    out.close();
  }

  @Override
  public void create(
      Map<String, String> metadata, BlobRequestConditions conditions, Context context) {
    blob.uploadWithResponse(
        new BlockBlobSimpleUploadOptions(BinaryData.fromFile(file))
            .setMetadata(metadata)
            .setRequestConditions(conditions),
        null,
        context);
  }

  @Override
  public void close() {
    try (out) {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      File left = file.toFile();
      left.deleteOnExit();
    }
  }
}
