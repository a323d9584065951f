package io.stemma.benchmarks.work;

import io.stemma.internal.base.Hash;
import io.stemma.internal.format.v1.IndexRef;
import io.stemma.internal.format.v1.IndexRow;
import io.stemma.internal.format.v1.Kind;
import io.stemma.internal.format.v1.Location;
import io.stemma.internal.format.v1.PackId;
import io.stemma.internal.index.IndexWriter;
import io.stemma.internal.index.RowSource;
import io.stemma.storage.ObjectStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** An index object of chunks that exist nowhere, whose ids follow from their numbers. */
public final class SyntheticIndex {
  private static final int PACKS = 24_000;
  private static final long PACK_BYTES = 256L << 20;
  private static final int CHUNK_BYTES = 240 << 10;

  private final long seed;
  private final long step;
  private final IndexRef ref;

  private SyntheticIndex(ObjectStore store, long seed, int rows) throws IOException {
    this.seed = seed;
    this.step = Long.divideUnsigned(-1L, rows);
    SplittableRandom random = new SplittableRandom(seed);
    List<PackId> packs = new ArrayList<>();
    for (int i = 0; i < PACKS; i++) {
      packs.add(new PackId(random.nextLong(), random.nextLong()));
    }
    Iterator<IndexRow> all = IntStream.range(0, rows).mapToObj(i -> row(packs, i)).iterator();
    this.ref = IndexWriter.write(store, packs, rows, RowSource.of(all));
  }

  /**
   * Writes index objects through the engine's own writer.
   *
   * @param store where to
   * @param objects how many
   * @param rows how many each
   */
  public static List<SyntheticIndex> write(ObjectStore store, int objects, int rows)
      throws IOException {
    List<SyntheticIndex> written = new ArrayList<>();
    for (int i = 0; i < objects; i++) {
      written.add(new SyntheticIndex(store, i + 1, rows));
    }
    return written;
  }

  /** The object. */
  public IndexRef ref() {
    return ref;
  }

  /** The id of a row: as random as a hash, and ascending with the number. */
  public Hash id(int row) {
    SplittableRandom random = new SplittableRandom(seed << 32 ^ row);
    ByteBuffer bytes = ByteBuffer.allocate(Hash.BYTES);
    bytes.putLong(step * row + random.nextLong(step));
    bytes.putLong(random.nextLong()).putLong(random.nextLong()).putLong(random.nextLong());
    return Hash.read(bytes.array(), 0);
  }

  private IndexRow row(List<PackId> packs, int row) {
    SplittableRandom random = new SplittableRandom(~(seed << 32 ^ row));
    PackId pack = packs.get(random.nextInt(packs.size()));
    return new IndexRow(
        Kind.DATA,
        id(row),
        new Location(pack, random.nextLong(PACK_BYTES), 1 + random.nextInt(2 * CHUNK_BYTES), 0));
  }
}
