package io.stemma.storage.local;

import io.stemma.storage.CreateOutcome;
import io.stemma.storage.ObjectStore;
import io.stemma.storage.ObjectWriter;
import io.stemma.storage.StoreAccess;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A process that tries to create objects and prints those that it did create. */
final class RacingProcess {
  static final int OBJECTS = 150;

  private RacingProcess() {}

  static String key(int object) {
    return "race/%02d/%03d".formatted(object / 10, object);
  }

  /** Arguments: the directory, and the name of this process. */
  public static void main(String[] arguments) throws IOException {
    byte[] name = arguments[1].getBytes(StandardCharsets.UTF_8);
    try (ObjectStore store = DirectoryObjectStore.open(Path.of(arguments[0]), StoreAccess.CREATE)) {
      System.out.println("ready");
      if (System.in.read() < 0) {
        throw new IOException("nobody said go");
      }
      for (int i = 0; i < OBJECTS; i++) {
        try (ObjectWriter writer = store.create(key(i))) {
          writer.write(ByteBuffer.wrap(name));
          if (writer.commit() == CreateOutcome.CREATED) {
            System.out.println(key(i));
          }
        }
      }
    }
  }
}
