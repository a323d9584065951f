package io.stemma.benchmarks.bars;

import com.azure.core.util.BinaryData;
import com.azure.core.util.Context;
import com.azure.storage.blob.BlobClient;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.models.ParallelTransferOptions;
import com.azure.storage.blob.options.BlobParallelUploadOptions;
import io.stemma.benchmarks.work.NoiseStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * What the client library reaches by itself: files of noise to blobs and back, in every way that
 * may be the fastest.
 */
final class BlobClientPeer {
  /**
   * A way of sending and fetching.
   *
   * @param files into how many files all bytes are divided
   * @param threads how many files at once
   * @param blockBytes length of a block
   * @param blocks how many blocks of a file at once
   */
  record Way(int files, int threads, int blockBytes, int blocks) {
    @Override
    public String toString() {
      return files
          + " files, "
          + threads
          + " at once, "
          + (files == 1 ? blocks + " blocks of " + (blockBytes >> 20) + " MiB" : "one put each");
    }
  }

  static final List<Way> WAYS =
      List.of(
          new Way(64, 2, 8 << 20, 1),
          new Way(64, 4, 8 << 20, 1),
          new Way(64, 8, 8 << 20, 1),
          new Way(1, 1, 4 << 20, 4),
          new Way(1, 1, 8 << 20, 4),
          new Way(1, 1, 8 << 20, 8));

  private final Path directory;
  private final long bytes;

  /** Makes the files, so many bytes for each way. */
  BlobClientPeer(Path directory, long bytes) throws IOException {
    this.directory = Files.createDirectories(directory);
    this.bytes = bytes;
    for (int files : List.of(1, 64)) {
      for (int i = 0; i < files; i++) {
        try (NoiseStream noise = new NoiseStream(i, bytes / files)) {
          Files.copy(noise, file(files, i));
        }
      }
    }
  }

  private Path file(int files, int index) {
    return directory.resolve(files + "-" + index);
  }

  /** How many bytes travel. */
  long bytes() {
    return bytes;
  }

  /** Sends all files of a way; the nanoseconds that it took. */
  long upload(BlobContainerClient container, Way way) throws IOException, InterruptedException {
    ParallelTransferOptions transfer =
        new ParallelTransferOptions()
            .setBlockSizeLong((long) way.blockBytes)
            .setMaxSingleUploadSizeLong((long) way.blockBytes)
            .setMaxConcurrency(way.blocks);
    List<Callable<Long>> work = new ArrayList<>();
    for (int i = 0; i < way.files; i++) {
      BlobClient blob = container.getBlobClient(way.files + "-" + i);
      BinaryData data = BinaryData.fromFile(file(way.files, i));
      work.add(
          () -> {
            blob.uploadWithResponse(
                new BlobParallelUploadOptions(data).setParallelTransferOptions(transfer),
                null,
                Context.NONE);
            return bytes;
          });
    }
    long begin = System.nanoTime();
    AzureRun.inParallel(way.threads, work);
    return System.nanoTime() - begin;
  }

  /** Fetches what was sent in the same way, and drops it; the nanoseconds that it took. */
  long download(BlobContainerClient container, Way way) throws IOException, InterruptedException {
    List<Callable<Long>> work = new ArrayList<>();
    for (int i = 0; i < way.files; i++) {
      BlobClient blob = container.getBlobClient(way.files + "-" + i);
      work.add(
          () -> {
            try (OutputStream nowhere = OutputStream.nullOutputStream()) {
              blob.downloadStream(nowhere);
            }
            return bytes;
          });
    }
    long begin = System.nanoTime();
    AzureRun.inParallel(way.threads, work);
    return System.nanoTime() - begin;
  }
}
