package io.stemma.signal;

import io.stemma.signal.SignalFormatException.Problem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.channels.WritableByteChannel;

/** Whole reads and writes; a channel may transfer less than it was asked to. */
final class Transfer {
  private Transfer() {}

  /** Fills a buffer up to its limit. */
  static void fill(SeekableByteChannel channel, ByteBuffer target, String name) throws IOException {
    while (target.hasRemaining()) {
      if (channel.read(target) < 0) {
        throw new SignalFormatException(
            Problem.TRUNCATED,
            name + " ended early: expected " + target.remaining() + " more bytes, found none");
      }
    }
  }

  /** Writes all that is left in a buffer. */
  static void drain(ByteBuffer source, WritableByteChannel channel) throws IOException {
    while (source.hasRemaining()) {
      channel.write(source);
    }
  }
}
