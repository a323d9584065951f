package io.stemma.internal.extract;

import io.stemma.StemmaException;
import io.stemma.internal.base.Hash;
import io.stemma.internal.chunks.ChunkSource;
import io.stemma.internal.format.v1.ChunkRef;
import io.stemma.internal.format.v1.Kind;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Takes note of a store that fails while extractors read: that is no fault of the file, whatever
 * the extractor makes of it. A thread that an extractor has started may read, too.
 */
final class NoticingSource implements ChunkSource {
  private final ChunkSource source;
  private final AtomicReference<@Nullable StemmaException> failure = new AtomicReference<>();

  NoticingSource(ChunkSource source) {
    this.source = source;
  }

  /** Throws what the store threw, if it has. */
  void check() {
    StemmaException before = failure.get();
    if (before != null) {
      throw before;
    }
  }

  private <T> T noticed(Supplier<T> read) {
    try {
      return read.get();
    } catch (StemmaException e) {
      failure.compareAndSet(null, e);
      throw e;
    }
  }

  @Override
  public byte[] read(Kind kind, Hash id) {
    return noticed(() -> source.read(kind, id));
  }

  @Override
  public void readInto(Kind kind, Hash id, byte[] target, int offset, int length) {
    boolean unused =
        noticed(
            () -> {
              source.readInto(kind, id, target, offset, length);
              return true;
            });
  }

  @Override
  public int worthReadingAhead() {
    return source.worthReadingAhead();
  }

  @Override
  public int readAhead(List<ChunkRef> chunks) {
    return source.readAhead(chunks);
  }
}
