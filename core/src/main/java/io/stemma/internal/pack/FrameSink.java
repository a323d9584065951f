package io.stemma.internal.pack;

import java.io.IOException;

/** Takes finished frames, for instance to append them to the pack that is being written. */
@FunctionalInterface
public interface FrameSink {
  /**
   * Takes a frame. Its bytes must be used or copied before this returns.
   *
   * @throws IOException if it could not be written
   */
  void append(EncodedFrame frame) throws IOException;
}
