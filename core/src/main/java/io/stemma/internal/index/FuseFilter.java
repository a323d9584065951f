package io.stemma.internal.index;

import io.stemma.internal.base.Hash;
import io.stemma.internal.format.v1.FilterEntry;
import io.stemma.internal.format.v1.Kind;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A binary fuse filter with fingerprints of eight bits and three probes: says "absent" or "perhaps
 * present", the latter wrongly for one absent key in 256. After T. M. Graf and D. Lemire, "Binary
 * Fuse Filters: Fast and Smaller Than Xor Filters", ACM JEA 27 (2022). Deterministic: the seeds are
 * tried in a fixed order.
 *
 * @param seed what the hash of a key begins with
 * @param segmentBits the logarithm of the length of a segment
 * @param fingerprints one fingerprint a cell
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, never handed out
record FuseFilter(long seed, int segmentBits, byte[] fingerprints) {
  private static final long SEED_STEP = 0x9e3779b97f4a7c15L;
  private static final int MAX_TRIES = 1000;

  /** The 64 bits that stand for an id and its kind in a filter. */
  static long key(Kind kind, Hash id) {
    return id.lastLong() ^ Long.rotateLeft(id.firstLong(), 32) ^ kind.code() * SEED_STEP;
  }

  /** Whether a key may be in the filter that an entry describes. */
  static boolean mayContain(FilterEntry entry, byte[] fingerprints, long key) {
    return mayContain(entry.seed(), entry.segmentBits(), fingerprints, key);
  }

  /** Whether a key may be in this filter. */
  boolean mayContain(long key) {
    return mayContain(seed, segmentBits, fingerprints, key);
  }

  private static boolean mayContain(long seed, int bits, byte[] cells, long key) {
    long hash = mix(key + seed);
    int span = cells.length - (2 << bits);
    int mask = (1 << bits) - 1;
    int first = first(hash, span);
    int second = first + (1 << bits) ^ (int) (hash >>> 18) & mask;
    int third = first + (2 << bits) ^ (int) hash & mask;
    return fingerprint(hash) == (byte) (cells[first] ^ cells[second] ^ cells[third]);
  }

  /** The finalizer of MurmurHash3. */
  private static long mix(long value) {
    long h = value;
    h = (h ^ h >>> 33) * 0xff51afd7ed558ccdL;
    h = (h ^ h >>> 33) * 0xc4ceb9fe1a85ec53L;
    return h ^ h >>> 33;
  }

  private static byte fingerprint(long hash) {
    return (byte) (hash ^ hash >>> 32);
  }

  /** The high half of the unsigned product: uniform in {@code 0..span-1}. */
  private static int first(long hash, int span) {
    return (int) (Math.multiplyHigh(hash, span) + (hash >> 63 & span));
  }

  /** Builds the filter of some keys, which may repeat; the array is sorted if they do. */
  static FuseFilter of(long[] keys, int count) {
    int distinct = count;
    for (int attempt = 1; attempt <= MAX_TRIES; attempt++) {
      FuseFilter filter = new Construction(distinct).attempt(keys, attempt * SEED_STEP);
      if (filter != null) {
        return filter;
      }
      if (attempt == 1) { // equal keys can never be peeled: the one usual reason to fail
        distinct = sortDistinct(keys, distinct);
      }
    }
    throw new IllegalStateException("no filter for " + distinct + " keys after many seeds");
  }

  private static int sortDistinct(long[] keys, int count) {
    Arrays.sort(keys, 0, count);
    int distinct = 0;
    for (int i = 0; i < count; i++) {
      if (i == 0 || keys[i] != keys[i - 1]) {
        keys[distinct++] = keys[i];
      }
    }
    return distinct;
  }

  /** One attempt to order the keys so that each has a cell which no later one uses. */
  private static final class Construction {
    private final int count;
    private final int bits;
    private final int span;
    private final byte[] uses; // times four, plus which of its three probes the cell is, xor-ed
    private final long[] hashes; // xor of the hashes that use the cell
    private final long[] order;
    private final byte[] probe;
    private final int[] alone;
    private final int[] cell = new int[5];

    Construction(int count) {
      this.count = count;
      this.bits = segmentBits(count);
      int segment = 1 << bits;
      double factor = Math.max(1.125, 0.875 + 0.25 * Math.log(1e6) / Math.log(Math.max(2, count)));
      long wanted = count <= 1 ? 0 : Math.round(count * factor);
      int segments = (int) Math.max(1, (wanted + segment - 1) / segment - 2);
      this.span = segments << bits;
      int cells = span + 2 * segment;
      this.uses = new byte[cells];
      this.hashes = new long[cells];
      this.order = new long[count];
      this.probe = new byte[count];
      this.alone = new int[cells + 1];
    }

    private static int segmentBits(int count) {
      int bits = count == 0 ? 2 : (int) Math.floor(Math.log(count) / Math.log(3.33) + 2.25);
      return Math.min(Math.max(bits, 0), 18);
    }

    private void cells(long hash) {
      int mask = (1 << bits) - 1;
      cell[0] = first(hash, span);
      cell[1] = cell[0] + (1 << bits) ^ (int) (hash >>> 18) & mask;
      cell[2] = cell[0] + (2 << bits) ^ (int) hash & mask;
      cell[3] = cell[0];
      cell[4] = cell[1];
    }

    @Nullable FuseFilter attempt(long[] keys, long seed) {
      return count(keys, seed) && peel() ? new FuseFilter(seed, bits, assign()) : null;
    }

    private boolean count(long[] keys, long seed) {
      boolean fits = true;
      for (int i = 0; i < count; i++) {
        long hash = mix(keys[i] + seed);
        cells(hash);
        for (int j = 0; j < 3; j++) {
          int c = cell[j];
          uses[c] = (byte) (uses[c] + 4 ^ j);
          hashes[c] ^= hash;
          fits &= (uses[c] & 0xff) >= 4; // else more than 63 uses: the count overflowed
        }
      }
      return fits;
    }

    private boolean peel() {
      int waiting = 0;
      for (int c = 0; c < uses.length; c++) {
        if ((uses[c] & 0xff) >>> 2 == 1) {
          alone[waiting++] = c;
        }
      }
      int peeled = 0;
      while (waiting > 0) {
        int c = alone[--waiting];
        if ((uses[c] & 0xff) >>> 2 != 1) {
          continue;
        }
        long hash = hashes[c];
        int found = uses[c] & 3;
        order[peeled] = hash;
        probe[peeled++] = (byte) found;
        cells(hash);
        for (int j = 1; j <= 2; j++) {
          int other = cell[found + j > 4 ? found + j - 3 : found + j];
          if ((uses[other] & 0xff) >>> 2 == 2) {
            alone[waiting++] = other;
          }
          uses[other] = (byte) (uses[other] - 4 ^ (found + j) % 3);
          hashes[other] ^= hash;
        }
        uses[c] = 0;
      }
      return peeled == count;
    }

    private byte[] assign() {
      byte[] fingerprints = new byte[uses.length];
      for (int i = count - 1; i >= 0; i--) {
        long hash = order[i];
        cells(hash);
        int found = probe[i];
        fingerprints[cell[found]] =
            (byte)
                (fingerprint(hash)
                    ^ fingerprints[cell[(found + 1) % 3]]
                    ^ fingerprints[cell[(found + 2) % 3]]);
      }
      return fingerprints;
    }
  }
}
