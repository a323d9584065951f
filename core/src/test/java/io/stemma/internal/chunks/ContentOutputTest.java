package io.stemma.internal.chunks;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemma.internal.base.Hash;
import io.stemma.internal.chunk.CodecChoice;
import io.stemma.internal.format.v1.Kind;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pushing a file gives what pulling it gives, whatever the pieces. */
class ContentOutputTest {
  private static final class Chunks implements ChunkSink {
    final Map<Hash, byte[]> all = new HashMap<>();

    @Override
    public Hash write(
        Kind kind, byte[] bytes, int offset, int length, long position, CodecChoice choice) {
      return write(kind, Arrays.copyOfRange(bytes, offset, offset + length));
    }

    @Override
    public Hash write(Kind kind, byte[] bytes) {
      Hash id = kind.id(bytes, 0, bytes.length);
      all.put(id, bytes);
      return id;
    }

    @Override
    public byte[] read(Kind kind, Hash id) {
      return Objects.requireNonNull(all.get(id));
    }
  }

  private final Chunks chunks = new Chunks();

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void givesTheSameChunksAsWriting(long seed) {
    Random random = new Random(seed);
    byte[] file = new byte[random.nextInt(16 << 20)];
    random.nextBytes(file);
    ContentOutput output = new ContentOutput(chunks);
    int at = 0;
    int broken = random.nextInt(file.length);
    while (at < file.length) {
      if (at <= broken && broken < at + 1000) {
        output = new ContentOutput(chunks, output.finish());
        assertThat(output.length()).isEqualTo(at);
      }
      int count = Math.min(file.length - at, random.nextInt(random.nextBoolean() ? 999 : 3 << 20));
      switch (random.nextInt(3)) {
        case 0 -> output.write(file, at, count);
        case 1 -> output.write(ByteBuffer.allocateDirect(count).put(file, at, count).flip());
        default -> {
          count = 1;
          output.write(file[at]);
        }
      }
      at += count;
    }
    assertThat(output.length()).isEqualTo(file.length);
    assertThat(output.finish()).isEqualTo(new ContentWriter(chunks).write(file));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 100})
  void goesOnWithSmallFiles(int length) {
    Content before = new ContentWriter(chunks).write(new byte[length]);
    assertThat(new ContentOutput(chunks, before).finish()).isEqualTo(before);
    ContentOutput output = new ContentOutput(chunks, before);
    output.write(0);
    assertThat(output.finish()).isEqualTo(new ContentWriter(chunks).write(new byte[length + 1]));
  }
}
