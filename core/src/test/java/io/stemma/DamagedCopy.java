package io.stemma;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemma.storage.CreateOutcome;
import io.stemma.storage.MemoryObjectStore;
import io.stemma.storage.ObjectInfo;
import io.stemma.storage.ObjectWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.stream.Stream;

/** Copies of a store in memory that are not what they were. */
final class DamagedCopy {
  private DamagedCopy() {}

  /**
   * A copy in which a byte of one object is another one, or the object is gone.
   *
   * @param at which byte; negative for the object
   */
  static MemoryObjectStore of(MemoryObjectStore store, String key, int at) throws IOException {
    MemoryObjectStore copy = new MemoryObjectStore();
    try (Stream<ObjectInfo> objects = store.list("", "", Integer.MAX_VALUE)) {
      for (ObjectInfo object : objects.toList()) {
        ByteBuffer bytes = store.read(object.key(), 0, (int) object.length()).bytes();
        byte[] content = new byte[bytes.remaining()];
        bytes.get(content);
        if (object.key().equals(key)) {
          if (at < 0) {
            continue;
          }
          content[at] ^= 0x10;
        }
        try (ObjectWriter writer = copy.create(object.key())) {
          writer.write(ByteBuffer.wrap(content));
          assertThat(writer.commit()).isEqualTo(CreateOutcome.CREATED);
        }
      }
    }
    return copy;
  }
}
