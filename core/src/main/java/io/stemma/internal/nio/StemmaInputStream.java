package io.stemma.internal.nio;

import io.stemma.Commit;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A file of a commit, front to back; errors are those that readers of paths expect. */
final class StemmaInputStream extends FilterInputStream {
  private final StemmaPath path;

  StemmaInputStream(StemmaPath path) throws IOException {
    super(path.getFileSystem().<InputStream>call(path, Commit::newInputStream));
    this.path = path;
  }

  @Override
  public int read() throws IOException {
    try {
      return super.read();
    } catch (RuntimeException e) {
      throw Failures.of(path, e);
    }
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    try {
      return super.read(into, offset, length);
    } catch (RuntimeException e) {
      throw Failures.of(path, e);
    }
  }
}
