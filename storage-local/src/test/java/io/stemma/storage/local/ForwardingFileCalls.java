package io.stemma.storage.local;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** Hands all calls on. Tests override those that are to go wrong. */
class ForwardingFileCalls implements FileCalls {
  final FileCalls calls;

  ForwardingFileCalls(FileCalls calls) {
    this.calls = calls;
  }

  /** Called before every call; throws to let it fail. */
  void before() throws IOException {}

  void forceFile(NewFile file) throws IOException {
    file.force();
  }

  @Override
  public NewFile createFile(Path path) throws IOException {
    before();
    NewFile file = calls.createFile(path);
    return new NewFile() {
      @Override
      public void write(ByteBuffer bytes) throws IOException {
        before();
        file.write(bytes);
      }

      @Override
      public void force() throws IOException {
        before();
        forceFile(file);
      }

      @Override
      public void close() throws IOException {
        file.close();
      }
    };
  }

  @Override
  public void link(Path existing, Path link) throws IOException {
    before();
    calls.link(existing, link);
  }

  @Override
  public void createDirectory(Path directory) throws IOException {
    before();
    calls.createDirectory(directory);
  }

  @Override
  public void forceDirectory(Path directory) throws IOException {
    before();
    calls.forceDirectory(directory);
  }

  @Override
  public void delete(Path file) throws IOException {
    before();
    calls.delete(file);
  }
}
