package io.stemma.benchmarks.work;

import io.stemma.storage.CreateOutcome;
import io.stemma.storage.ObjectInfo;
import io.stemma.storage.ObjectRange;
import io.stemma.storage.ObjectStore;
import io.stemma.storage.ObjectWriter;
import io.stemma.storage.StoreAccess;
import io.stemma.storage.local.DirectoryObjectStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A directory with the objects of a {@link DirectoryObjectStore}, made faster and never forced to
 * disk: for archives with a long past that nobody would miss. Used by one process.
 */
public final class UnforcedStore implements ObjectStore {
  private final Path root;
  private final ObjectStore reading;
  private final Set<Path> made = new HashSet<>();

  /** A store in a directory, which is made. */
  public UnforcedStore(Path directory) throws IOException {
    root = Files.createDirectories(directory);
    reading = DirectoryObjectStore.open(directory, StoreAccess.READ);
  }

  @Override
  public ObjectWriter create(String key) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    return new ObjectWriter() {
      @Override
      public void write(ByteBuffer more) {
        byte[] taken = new byte[more.remaining()];
        more.get(taken);
        bytes.writeBytes(taken);
      }

      @Override
      public CreateOutcome commit() throws IOException {
        Path file = root.resolve(key);
        makeDirectory(root.resolve(key.substring(0, key.lastIndexOf('/') + 1)));
        try {
          Files.write(
              file, bytes.toByteArray(), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
          return CreateOutcome.CREATED;
        } catch (FileAlreadyExistsException e) {
          return CreateOutcome.EXISTS;
        }
      }

      @Override
      public void close() {}
    };
  }

  private synchronized void makeDirectory(Path directory) throws IOException {
    if (made.add(directory)) {
      Files.createDirectories(directory);
    }
  }

  @Override
  public ObjectRange read(String key, long offset, int length) throws IOException {
    return reading.read(key, offset, length);
  }

  @Override
  public Stream<ObjectInfo> list(String prefix, String after, int limit) throws IOException {
    return reading.list(prefix, after, limit);
  }

  @Override
  public boolean delete(String key) throws IOException {
    return Files.deleteIfExists(root.resolve(key));
  }

  @Override
  public void sync(String key) {}

  @Override
  public boolean isRemote() {
    return reading.isRemote();
  }

  @Override
  public void close() throws IOException {
    reading.close();
  }
}
