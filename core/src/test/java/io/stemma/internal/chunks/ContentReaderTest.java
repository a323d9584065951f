package io.stemma.internal.chunks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stemma.CorruptObjectException;
import io.stemma.StorageException;
import io.stemma.internal.base.Hash;
import io.stemma.internal.chunk.CodecChoice;
import io.stemma.internal.format.v1.ChunkRef;
import io.stemma.internal.format.v1.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContentReaderTest {
  private static final class Chunks implements ChunkSink {
    final Map<Hash, byte[]> all = new HashMap<>();
    int reads;
    int failing = -1;

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
      if (reads++ == failing) {
        throw new StorageException("reading", new IOException("the network is down"));
      }
      return Objects.requireNonNull(all.get(id));
    }
  }

  private final Chunks chunks = new Chunks();

  private static byte[] random(long seed, int length) {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void rangesAreThoseOfTheFile(long seed) {
    Random random = new Random(seed);
    byte[] file = random(seed, (6 << 20) + random.nextInt(1 << 20));
    ContentReader reader = new ContentReader(chunks, new ContentWriter(chunks).write(file));
    byte[] into = new byte[3 << 20];
    int begin = 0;
    for (int i = 0; i < 300; i++) {
      begin = random.nextInt(4) == 0 ? random.nextInt(file.length) : begin % file.length;
      int length = random.nextInt(random.nextBoolean() ? 3000 : into.length);
      int expected = Math.min(length, file.length - begin);
      assertThat(reader.read(begin, into, 0, length)).isEqualTo(expected);
      assertThat(Arrays.equals(into, 0, expected, file, begin, begin + expected)).isTrue();
      begin += expected;
    }
    assertThat(reader.read(file.length, into, 0, 10)).isEqualTo(-1);
  }

  @Test
  void nothingIsReadTwiceFrontToBack() {
    byte[] file = random(4, 5 << 20);
    Content content = new ContentWriter(chunks).write(file);
    int count = chunks.all.size();
    for (int step : new int[] {1000, 400_000, 5 << 20}) {
      chunks.reads = 0;
      ContentReader reader = new ContentReader(chunks, content);
      byte[] into = new byte[step];
      for (int at = 0; at < file.length; ) {
        at += reader.read(at, into, 0, step);
      }
      // The list of chunks is one read.
      assertThat(chunks.reads).as("steps of %s", step).isBetween(count - 1, count + 1);
    }
  }

  @Test
  void memoryIsUsedAgainForTheNextFile() {
    ContentWriter writer = new ContentWriter(chunks);
    byte[] large = random(5, 3 << 20);
    byte[] small = random(6, 100);
    ContentReader reader = new ContentReader(chunks, writer.write(large));
    assertThat(copy(reader)).isEqualTo(large);
    reader = reader.next(writer.write(small));
    assertThat(copy(reader)).isEqualTo(small);
    reader = reader.next(Content.EMPTY);
    assertThat(copy(reader)).isEmpty();
    reader = reader.next(writer.write(large));
    assertThat(copy(reader)).isEqualTo(large);
  }

  private static byte[] copy(ContentReader reader) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    reader.copyTo((bytes, length) -> out.write(bytes, 0, length));
    return out.toByteArray();
  }

  @Test
  void aChunkOfAnotherLengthThanItsFileSaysIsDamage() {
    byte[] file = random(7, 2 << 20);
    Content content = new ContentWriter(chunks).write(file);
    Hash first = content.parts().get(0).id();
    byte[] good = Objects.requireNonNull(chunks.all.get(first));
    chunks.all.put(first, Arrays.copyOf(good, good.length - 1));
    ContentReader reader = new ContentReader(chunks, content);
    byte[] into = new byte[file.length];
    assertThatThrownBy(() -> reader.read(0, into, 0, into.length))
        .isInstanceOf(CorruptObjectException.class)
        .hasMessageContaining(first.toString());
    assertThatThrownBy(() -> reader.read(5, into, 0, 10))
        .isInstanceOf(CorruptObjectException.class);
    chunks.all.put(first, good);
    assertThat(reader.read(5, into, 0, 10)).isEqualTo(10);
    assertThat(Arrays.copyOf(into, 10)).isEqualTo(Arrays.copyOfRange(file, 5, 15));
  }

  @Test
  void aReadThatFailedCanBeDoneAgain() {
    byte[] file = random(8, 50_000);
    ChunkListWriter list = new ChunkListWriter(chunks);
    for (int at = 0; at < file.length; at += 100) {
      Hash id = chunks.write(Kind.DATA, Arrays.copyOfRange(file, at, at + 100));
      list.add(new ChunkRef(id, 100));
    }
    Content content = list.finish();
    assertThat(content.listLevel()).isGreaterThan(1);
    byte[] into = new byte[130];
    boolean failed = true;
    for (int failing = 0; failed; failing++) {
      chunks.reads = 0;
      chunks.failing = failing;
      failed = false;
      ContentReader reader = new ContentReader(chunks, content);
      for (int at = 0; at < file.length; ) {
        try {
          int count = reader.read(at, into, 0, into.length);
          assertThat(Arrays.equals(into, 0, count, file, at, at + count)).isTrue();
          at += count;
        } catch (StorageException e) {
          failed = true;
        }
      }
    }
  }
}
