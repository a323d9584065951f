package io.stemma.internal.chunks;

import io.stemma.internal.base.MalformedException;
import io.stemma.internal.chunk.CodecChoice;
import io.stemma.internal.format.v1.ChunkList;
import io.stemma.internal.format.v1.ChunkRef;
import io.stemma.internal.format.v1.FrameHeader;
import io.stemma.internal.format.v1.Kind;
import io.stemma.internal.pack.FrameBuilder;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Takes files over from another archive. What this one has already is not read; the rest is
 * verified on its way. Large chunks keep the very bytes in which they are compressed there, small
 * ones are compressed together anew. Safe for use by several threads.
 */
public final class ChunkTransfer {
  /** So many bytes of chunks are looked up before they are read, so that neighbours are seen. */
  private static final int BATCH = 8 << 20;

  /** After so many chunks, there or not, is a step's end, as chunks may be as short as a byte. */
  private static final int STEP = 4096;

  private final ChunkStore source;
  private final WriteSession target;

  /** Reads from one archive and writes to another. */
  public ChunkTransfer(ChunkStore source, WriteSession target) {
    this.source = source;
    this.target = target;
  }

  /**
   * Takes over all chunks of a file, and the lists that name them.
   *
   * @param step runs each part of the work; may throw to end it
   * @throws io.stemma.DamageException if the source is damaged
   * @throws io.stemma.StorageException if a store failed
   */
  public void take(Content file, Consumer<Runnable> step) {
    takeLists(file.parts(), file.listLevel(), step);
    List<ChunkRef> missing = new ArrayList<>();
    boolean first = true;
    long bytes = 0;
    int seen = 0;
    for (ChunkCursor cursor = new ChunkCursor(source, file); cursor.next(); ) {
      ChunkRef chunk = cursor.chunk();
      if (target.lacks(Kind.DATA, chunk.id())) {
        missing.add(check(chunk));
        bytes += chunk.length();
      }
      if (bytes >= BATCH || ++seen == STEP) {
        take(missing, first, step);
        first = false;
        missing.clear();
        bytes = 0;
        seen = 0;
      }
    }
    take(missing, first, step);
  }

  private static ChunkRef check(ChunkRef chunk) {
    if (chunk.length() > FrameHeader.MAX_PLAIN) {
      throw Faults.damaged(
          "file", new MalformedException("no chunk has " + chunk.length() + " bytes"));
    }
    return chunk;
  }

  private void takeLists(List<ChunkRef> parts, int level, Consumer<Runnable> step) {
    if (level == 0) {
      return;
    }
    for (ChunkRef part : parts) {
      ChunkList list = ChunkCursor.read(source, part, level - 1);
      step.accept(() -> target.write(Kind.CHUNK_LIST, source.read(Kind.CHUNK_LIST, part.id())));
      takeLists(list.items(), list.level(), step);
    }
  }

  private void take(List<ChunkRef> chunks, boolean first, Consumer<Runnable> step) {
    step.accept(() -> takeChunks(chunks, first));
  }

  private void takeChunks(List<ChunkRef> chunks, boolean beginFile) {
    boolean first = beginFile;
    if (chunks.size() > 1 && source.worthReadingAhead() > 0) {
      source.readAhead(chunks);
    }
    byte[] plain = new byte[(int) chunks.stream().mapToLong(ChunkRef::length).max().orElse(0)];
    CodecChoice choice = new CodecChoice();
    for (ChunkRef chunk : chunks) {
      int length = (int) chunk.length();
      Optional<ByteBuffer> frame = source.readStored(chunk, plain);
      if (frame.isPresent() && length >= FrameBuilder.SMALL) {
        target.adopt(chunk.id(), length, frame.get(), first);
        first = false;
      } else {
        choice.reset();
        target.write(Kind.DATA, plain, 0, length, 0, choice);
      }
    }
  }
}
