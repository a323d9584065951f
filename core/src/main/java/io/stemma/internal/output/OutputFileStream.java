package io.stemma.internal.output;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Objects;

/** A file being written as a stream; it is there once the stream is closed. */
final class OutputFileStream extends OutputStream {
  private final OutputChannel channel;

  OutputFileStream(OutputChannel channel) {
    this.channel = channel;
  }

  @Override
  public void write(int b) throws IOException {
    channel.write(b);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    channel.write(ByteBuffer.wrap(bytes, offset, length));
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
