package io.stemma.internal.pack;

import io.stemma.internal.base.Hash;
import io.stemma.internal.chunk.CodecChoice;
import io.stemma.internal.chunk.TestBytes;
import io.stemma.internal.format.v1.Kind;
import io.stemma.internal.format.v1.Location;
import io.stemma.internal.format.v1.PackId;
import io.stemma.internal.format.v1.PackRow;
import io.stemma.internal.format.v1.PackTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Packs of known content. */
final class TestPack {
  /** Bytes that went into a pack. */
  static final class Chunk {
    private final Kind kind;
    private final byte[] bytes;

    Chunk(Kind kind, byte[] bytes) {
      this.kind = kind;
      this.bytes = bytes;
    }

    Kind kind() {
      return kind;
    }

    byte[] bytes() {
      return bytes;
    }

    Hash id() {
      return kind.id(bytes, 0, bytes.length);
    }
  }

  private TestPack() {}

  /** Chunks of all kinds, lengths and natures. */
  static List<Chunk> chunks(long seed, int count, int longest) {
    Random random = new Random(seed);
    List<Chunk> chunks = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int length = random.nextInt(1 + random.nextInt(longest));
      byte[] bytes =
          switch (random.nextInt(4)) {
            case 0 -> TestBytes.random(seed + i, length);
            case 1 -> TestBytes.int16(seed + i, length);
            case 2 -> TestBytes.float32(seed + i, length);
            default -> TestBytes.float64(length);
          };
      boolean metadata = random.nextInt(3) == 0;
      chunks.add(new Chunk(metadata ? Kind.ofCode(1 + random.nextInt(4)) : Kind.DATA, bytes));
    }
    return chunks;
  }

  /** Writes chunks to a new pack. */
  static PackTable write(TestStore store, PackId id, List<Chunk> chunks) throws IOException {
    try (FrameEncoder encoder = new FrameEncoder();
        PackWriter writer = new PackWriter(store.create(id.key()), id)) {
      FrameBuilder builder = new FrameBuilder(encoder, writer);
      CodecChoice choice = new CodecChoice();
      for (Chunk chunk : chunks) {
        add(builder, choice, chunk);
      }
      builder.flush();
      return writer.finish();
    }
  }

  static void add(FrameBuilder builder, CodecChoice choice, Chunk chunk) throws IOException {
    byte[] bytes = chunk.bytes();
    if (chunk.kind() == Kind.DATA) {
      builder.addData(chunk.id(), bytes, 0, bytes.length, choice, 0);
    } else {
      builder.addMetadata(chunk.kind(), chunk.id(), bytes, 0, bytes.length);
    }
  }

  /** Where a chunk is. */
  static Location find(PackTable table, Chunk chunk) {
    Hash id = chunk.id();
    for (PackRow row : table.rows()) {
      if (row.kind() == chunk.kind() && row.id().equals(id)) {
        return row.in(table.pack());
      }
    }
    throw new AssertionError("not in the table: " + id);
  }
}
