package io.stemma.internal.engine;

import io.stemma.ArchiveOptions;
import io.stemma.internal.format.v1.LogKey;
import io.stemma.internal.log.KnownHeads;
import io.stemma.internal.log.LogHead;
import io.stemma.internal.log.OperationLog;
import io.stemma.internal.pipeline.PipelineArchive;
import io.stemma.internal.replay.StoredExplanation;
import io.stemma.storage.MemoryObjectStore;
import io.stemma.storage.NoSuchObjectException;
import io.stemma.storage.ObjectInfo;
import io.stemma.storage.ObjectRange;
import io.stemma.storage.ObjectStore;
import io.stemma.storage.ObjectWriter;
import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * An archive as it was at one entry of its log, to try things in: what is created stays in memory
 * and the archive itself is never written to. Entries that others append meanwhile are not seen.
 */
final class ScratchStore implements ObjectStore {
  private final ObjectStore below;
  private final long sequence;
  private final MemoryObjectStore created = new MemoryObjectStore();

  /**
   * A store on top of another, which stays its owner's.
   *
   * @param sequence number of the newest entry that is seen
   */
  ScratchStore(ObjectStore below, long sequence) {
    this.below = below;
    this.sequence = sequence;
  }

  /** An archive as it is now, with changes in memory. */
  static OpenArchive open(OpenArchive archive) {
    Engine engine = archive.engine;
    LogHead head = archive.state.head();
    ScratchStore store = new ScratchStore(engine.copies, head.sequence());
    ArchiveOptions options =
        new ArchiveOptions(
                false,
                engine.options.author(),
                engine.options.cacheDirectory(),
                0,
                engine.options.commitDeadline(),
                engine.options.clock())
            .withoutCache();
    OperationLog log =
        Engine.logCall(
            "copying the archive's state",
            () -> OperationLog.open(store, true, LogSettings.of(options, KnownHeads.inMemory())));
    return OpenArchive.live(new Engine(store, options, log));
  }

  /** Opens an archive so for as long as something lasts. */
  record Use(OpenArchive archive) implements StoredExplanation.Scratch {
    @Override
    public <T> T use(Function<PipelineArchive, T> work) {
      archive.engine.checkOpen();
      try (OpenArchive scratch = open(archive)) {
        T result = work.apply(new PipelineEngine(scratch));
        archive.engine.checkOpen(); // Else what failed for that would be taken for a result.
        return result;
      }
    }
  }

  private boolean isHidden(String key) {
    OptionalLong entry = LogKey.sequence(key);
    return entry.isPresent() && entry.getAsLong() > sequence;
  }

  @Override
  public ObjectWriter create(String key) throws IOException {
    return created.create(key);
  }

  @Override
  public ObjectRange read(String key, long offset, int length) throws IOException {
    try {
      return created.read(key, offset, length);
    } catch (NoSuchObjectException e) {
      if (isHidden(key)) {
        throw e;
      }
      return below.read(key, offset, length);
    }
  }

  @Override
  public Stream<ObjectInfo> list(String prefix, String after, int limit) throws IOException {
    TreeMap<String, ObjectInfo> found = new TreeMap<>();
    try (Stream<ObjectInfo> others = below.list(prefix, after, Integer.MAX_VALUE)) {
      others
          .filter(each -> !isHidden(each.key()))
          .limit(limit)
          .forEach(each -> found.put(each.key(), each));
    }
    try (Stream<ObjectInfo> own = created.list(prefix, after, limit)) {
      own.forEach(each -> found.put(each.key(), each));
    }
    return List.copyOf(found.values()).stream().limit(limit);
  }

  @Override
  public boolean delete(String key) throws IOException {
    return created.delete(key);
  }

  @Override
  public void sync(String key) throws IOException {
    if (isHidden(key)) {
      created.sync(key);
    }
  }

  @Override
  public void close() throws IOException {
    created.close();
  }
}
