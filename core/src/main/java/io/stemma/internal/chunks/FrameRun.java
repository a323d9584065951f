package io.stemma.internal.chunks;

import io.stemma.internal.pack.EncodedFrame;
import io.stemma.internal.pack.FrameSink;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Frames of one thread, gathered so that they lie side by side in a pack to which others append,
 * too: what belongs to one file can then be read with one request. Used by one thread at a time.
 */
final class FrameRun implements FrameSink {
  /** As much as a reader asks for with one request. */
  static final int LONGEST = ReadAhead.SPAN;

  /** The frames of a file that begins behind so many bytes get a run of their own. */
  static final int LEAST = 1 << 20;

  /** All that the runs of a pack hold. */
  static final long ROOM = 16L << 20;

  /** Where runs go. */
  @FunctionalInterface
  interface Target {
    /** Takes frames that must not be separated. */
    void append(List<EncodedFrame> frames) throws IOException;
  }

  private final Target target;
  private final AtomicLong held;
  private final List<EncodedFrame> frames = new ArrayList<>();
  private int length;

  /**
   * Begins without frames.
   *
   * @param held counts the bytes of all runs of a pack
   */
  FrameRun(Target target, AtomicLong held) {
    this.target = target;
    this.held = held;
  }

  @Override
  public void append(EncodedFrame frame) throws IOException {
    if (length + frame.length() > LONGEST) {
      write();
    }
    frames.add(frame.kept());
    length += frame.length();
    if (held.addAndGet(frame.length()) > ROOM) {
      write();
    }
  }

  /** The next frame is of another file than the last one. */
  void beginFile() throws IOException {
    if (length >= LEAST) {
      write();
    }
  }

  /** Sends on what was gathered. */
  void write() throws IOException {
    if (frames.isEmpty()) {
      return;
    }
    List<EncodedFrame> run = List.copyOf(frames);
    frames.clear();
    held.addAndGet(-length);
    length = 0;
    target.append(run);
  }
}
