package io.stemma.benchmarks.compare;

import io.stemma.benchmarks.Directories;
import io.stemma.internal.base.Hash;
import io.stemma.internal.chunk.Chunker;
import io.stemma.internal.chunk.Codec;
import io.stemma.internal.chunk.Compressor;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The least that an ingest has to do, on two threads: read every byte, find the chunks, hash them,
 * compress those that are new (zstd of level 1, behind a shuffle where a sample says so), write all
 * of it to one file, and force that to disk once. Small files are compressed together.
 */
final class BarePipeline {
  private static final int THREADS = 2;
  private static final int WINDOW = 4 * Chunker.MAX;
  private static final int GROUP = 512 << 10;
  private static final int OUTPUT = 4 << 20;

  private final List<Path> files;
  private final FileChannel pack;
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicLong end = new AtomicLong();
  private final Set<Hash> known = ConcurrentHashMap.newKeySet();

  private BarePipeline(List<Path> files, FileChannel pack) {
    this.files = files;
    this.pack = pack;
  }

  /** Stores all files of a tree in a new file. */
  static void run(Path tree, Path pack) throws IOException, InterruptedException {
    List<Path> files = Directories.files(tree).stream().map(tree::resolve).toList();
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try (FileChannel channel =
        FileChannel.open(pack, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      BarePipeline pipeline = new BarePipeline(files, channel);
      List<Future<?>> lanes = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        lanes.add(threads.submit(() -> pipeline.new Lane().call()));
      }
      for (Future<?> lane : lanes) {
        lane.get();
      }
      channel.force(false);
    } catch (ExecutionException e) {
      throw new IOException(e.getCause());
    } finally {
      threads.shutdownNow();
    }
  }

  /** One thread and its buffers. */
  private final class Lane {
    private final Compressor compressor = new Compressor();
    private final ShuffleChoice choice = new ShuffleChoice(compressor);
    private final byte[] window = new byte[WINDOW];
    private final byte[] group = new byte[GROUP + Chunker.MIN];
    private final byte[] output = new byte[OUTPUT + Compressor.bound(Chunker.MAX)];
    private int grouped;
    private int filled;

    boolean call() throws IOException {
      try (compressor) {
        for (int i = next.getAndIncrement(); i < files.size(); i = next.getAndIncrement()) {
          store(files.get(i));
        }
        endGroup();
        write();
        return true;
      }
    }

    private void store(Path file) throws IOException {
      choice.reset();
      try (FileInputStream in = new FileInputStream(file.toFile())) {
        int length = fill(in, 0);
        long position = 0;
        int at = 0;
        boolean more = length == window.length;
        while (at < length) {
          if (more && length - at < Chunker.MAX) {
            System.arraycopy(window, at, window, 0, length - at);
            length -= at;
            at = 0;
            length += fill(in, length);
            more = length == window.length;
          }
          int cut = Chunker.cut(window, at, length - at);
          chunk(at, cut, position);
          at += cut;
          position += cut;
        }
      }
    }

    private int fill(FileInputStream in, int from) throws IOException {
      int filledTo = from;
      while (filledTo < window.length) {
        int count = in.read(window, filledTo, window.length - filledTo);
        if (count < 0) {
          break;
        }
        filledTo += count;
      }
      return filledTo - from;
    }

    private void chunk(int at, int length, long position) throws IOException {
      if (!known.add(Hash.of(window, at, length))) {
        return;
      }
      if (length < Chunker.MIN) {
        System.arraycopy(window, at, group, grouped, length);
        grouped += length;
        if (grouped >= GROUP) {
          endGroup();
        }
        return;
      }
      Codec codec = choice.choose(window, at, length, position);
      put(codec, codec.phase(position), window, at, length);
    }

    private void endGroup() throws IOException {
      put(Codec.ZSTD, 0, group, 0, grouped);
      grouped = 0;
    }

    private void put(Codec codec, int phase, byte[] bytes, int at, int length) throws IOException {
      filled += compressor.compress(codec, phase, bytes, at, length, output, filled);
      if (filled >= OUTPUT) {
        write();
      }
    }

    private void write() throws IOException {
      long position = end.getAndAdd(filled);
      for (ByteBuffer bytes = ByteBuffer.wrap(output, 0, filled); bytes.hasRemaining(); ) {
        position += pack.write(bytes, position);
      }
      filled = 0;
    }
  }
}
