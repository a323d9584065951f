package io.stemma.internal.pack;

import io.stemma.internal.format.v1.FrameHeader;
import io.stemma.internal.format.v1.PackFooter;
import io.stemma.internal.format.v1.PackHeader;
import io.stemma.internal.format.v1.PackId;
import io.stemma.internal.format.v1.PackRow;
import io.stemma.internal.format.v1.PackTable;
import io.stemma.storage.CreateOutcome;
import io.stemma.storage.ObjectWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Writes one pack, front to back, in large pieces. Used by one thread at a time: where several
 * build frames for it, they append under a lock.
 */
public final class PackWriter implements FrameSink, AutoCloseable {
  /** Offsets of frames are below 2^32. */
  private static final long MAX_OFFSET = (1L << 32) - 1;

  private static final int FIRST_BUFFER = 32 << 10;
  private static final int BUFFER = 1 << 20;

  private final ObjectWriter object;
  private final PackId pack;
  private final List<PackRow> rows = new ArrayList<>();
  private byte[] buffer = new byte[FIRST_BUFFER];
  private int buffered;
  private long size;
  private boolean open = true;

  /**
   * Begins a pack.
   *
   * @param object the new object under {@link PackId#key}; closed by {@link #close}
   * @param pack a name that no pack had before
   */
  public PackWriter(ObjectWriter object, PackId pack) throws IOException {
    this.object = object;
    this.pack = pack;
    byte[] header = PackHeader.encode(pack);
    write(header, header.length);
  }

  /** The pack's name. */
  public PackId pack() {
    return pack;
  }

  /** Appends a frame. Its bytes may be reused once this returns. */
  @Override
  public void append(EncodedFrame frame) throws IOException {
    if (size + FrameHeader.MAX_FRAME > MAX_OFFSET
        || rows.size() + frame.count() > PackFooter.MAX_ROWS) {
      throw new IllegalStateException("pack " + pack + " is full: it has " + size + " bytes");
    }
    List<PackRow> added = frame.rows(size);
    write(frame.bytes(), frame.length());
    rows.addAll(added);
  }

  /** Length of the pack so far, without its table. */
  public long size() {
    return size;
  }

  /** How many chunks were appended so far. */
  public int count() {
    return rows.size();
  }

  /**
   * The table's lines for the chunks appended so far. The pack cannot be read before it is
   * finished.
   */
  public List<PackRow> rows() {
    return List.copyOf(rows);
  }

  /**
   * Writes the table and creates the object.
   *
   * @return what the pack holds
   * @throws io.stemma.storage.OutcomeUnknownException if the pack may or may not exist: it must be
   *     written again under a new name
   * @throws IOException if the pack was not created
   */
  public PackTable finish() throws IOException {
    byte[] footer = PackFooter.encode(pack, rows);
    write(footer, footer.length);
    drain();
    open = false;
    if (commit() == CreateOutcome.EXISTS) {
      throw new IOException(
          "there is an object " + pack.key() + " already, though its name was drawn at random");
    }
    return new PackTable(pack, size, rows);
  }

  private CreateOutcome commit() throws IOException {
    try {
      return object.commit();
    } catch (IOException e) {
      pack.avoid();
      throw e;
    }
  }

  private void write(byte[] bytes, int length) throws IOException {
    if (!open) {
      throw new IOException("pack " + pack + " is finished, closed, or failed before");
    }
    if (buffer.length < BUFFER && buffered + length >= buffer.length) {
      int wanted = Math.max(buffered + length + 1, 2 * buffer.length);
      buffer = Arrays.copyOf(buffer, Math.min(BUFFER, wanted));
    }
    int from = 0;
    while (from < length) {
      int part = Math.min(length - from, buffer.length - buffered);
      System.arraycopy(bytes, from, buffer, buffered, part);
      from += part;
      buffered += part;
      if (buffered == buffer.length) {
        drain();
      }
    }
    size += length;
  }

  private void drain() throws IOException {
    open = false;
    object.write(ByteBuffer.wrap(buffer, 0, buffered));
    open = true;
    buffered = 0;
  }

  /** Ends the writer; what was not finished is dropped. */
  @Override
  public void close() throws IOException {
    open = false;
    object.close();
  }
}
