package io.stemma.internal.chunks;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.stemma.internal.base.Hash;
import io.stemma.internal.chunk.CodecChoice;
import io.stemma.internal.format.v1.ChunkRef;
import io.stemma.internal.format.v1.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How the chunks of long files are listed: the test vectors of docs/FORMAT.md. */
class ChunkListGoldenTest {
  private static final class Lists implements ChunkSink {
    private final Map<Hash, byte[]> written = new HashMap<>();

    @Override
    public Hash write(
        Kind kind, byte[] bytes, int offset, int length, long position, CodecChoice choice) {
      throw new IllegalStateException("only lists are written here");
    }

    @Override
    public Hash write(Kind kind, byte[] bytes) {
      Hash id = kind.id(bytes, 0, bytes.length);
      written.put(id, bytes);
      return id;
    }

    @Override
    public byte[] read(Kind kind, Hash id) {
      return java.util.Objects.requireNonNull(written.get(id));
    }
  }

  private final Lists lists = new Lists();

  private Content content(int chunks) {
    ChunkListWriter writer = new ChunkListWriter(lists);
    for (int i = 0; i < chunks; i++) {
      writer.add(new ChunkRef(Hash.of(Integer.toString(i).getBytes(US_ASCII)), i + 1));
    }
    return writer.finish();
  }

  @Test
  void rootsAreThoseOfTheDocument() throws IOException {
    String document = Files.readString(Path.of("../docs/FORMAT.md"));
    for (int chunks : List.of(6, 100, 1_000, 100_000)) {
      lists.written.clear();
      Content content = content(chunks);
      String row =
          String.format(
              java.util.Locale.ROOT,
              "| %,d | %d | %d | `%s` |",
              chunks,
              content.listLevel(),
              lists.written.size(),
              content.parts().get(0).id());
      assertThat(document).contains(row);
      assertThat(content.parts()).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 5, 6, 31, 32, 33, 1024, 5000})
  void everyChunkIsFoundAgain(int chunks) {
    Content content = content(chunks);
    assertThat(content.listLevel() > 0).isEqualTo(chunks > 5);
    ChunkCursor cursor = new ChunkCursor(lists, content);
    long position = 0;
    for (int i = 0; i < chunks; i++) {
      assertThat(cursor.next()).isTrue();
      assertThat(cursor.chunk().length()).isEqualTo(i + 1);
      assertThat(cursor.begin()).isEqualTo(position);
      position += i + 1;
      if (i % 97 == 0) {
        ChunkCursor direct = new ChunkCursor(lists, content);
        direct.seek(position - 1);
        assertThat(direct.next()).isTrue();
        assertThat(direct.chunk()).isEqualTo(cursor.chunk());
      }
    }
    assertThat(cursor.next()).isFalse();
    assertThat(content.length()).isEqualTo(position);
  }
}
