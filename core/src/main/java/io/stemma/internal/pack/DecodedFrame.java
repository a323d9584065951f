package io.stemma.internal.pack;

import io.stemma.internal.base.Hash;
import io.stemma.internal.base.MalformedException;
import io.stemma.internal.format.v1.FrameHeader;
import io.stemma.internal.format.v1.Kind;
import io.stemma.internal.format.v1.ObjectHeader;
import java.util.Arrays;

/** The plain bytes of a frame. Immutable; chunks are handed out only if they have the right id. */
public final class DecodedFrame {
  private final FrameHeader header;
  private final byte[] plain;

  DecodedFrame(FrameHeader header, byte[] plain) {
    this.header = header;
    this.plain = plain;
  }

  /** How many chunks there are. */
  public int count() {
    return header.count();
  }

  /** How many bytes all chunks have together: about what this object weighs. */
  public int plainLength() {
    return plain.length;
  }

  /**
   * Length of a chunk.
   *
   * @throws MalformedException if there is no such slot
   */
  public int length(int slot) {
    return header.length(slot);
  }

  /**
   * The verified bytes of a chunk, which must not be written to.
   *
   * @throws MalformedException if there is no such slot, or its bytes have another id
   */
  public byte[] bytes(int slot, Kind kind, Hash id) {
    check(slot, kind, id);
    int start = header.start(slot);
    return header.count() == 1
        ? plain
        : Arrays.copyOfRange(plain, start, start + header.length(slot));
  }

  /**
   * Copies the verified bytes of a chunk.
   *
   * @param length the length that the chunk is expected to have
   * @throws MalformedException if there is no such slot, or its bytes have another id or length
   */
  public void copy(int slot, Kind kind, Hash id, byte[] target, int offset, int length) {
    expectLength(header, slot, length);
    check(slot, kind, id);
    System.arraycopy(plain, header.start(slot), target, offset, length);
  }

  /**
   * Fails unless a chunk has an id.
   *
   * @throws MalformedException if there is no such slot, or its bytes have another id
   */
  public void check(int slot, Kind kind, Hash id) {
    checkId(slot, kind, id, plain, header.start(slot), header.length(slot));
  }

  /** Takes chunks. */
  @FunctionalInterface
  public interface ChunkConsumer {
    /** A chunk whose bytes have that id; they must not be written to. */
    void accept(Kind kind, Hash id, byte[] bytes);
  }

  /** Gives every chunk that names its kind, each by the id that its bytes have: metadata do. */
  public void identify(ChunkConsumer consumer) {
    for (int slot = 0; slot < header.count(); slot++) {
      int start = header.start(slot);
      int length = header.length(slot);
      ObjectHeader.kind(plain, start, length)
          .ifPresent(
              kind ->
                  consumer.accept(
                      kind,
                      kind.id(plain, start, length),
                      Arrays.copyOfRange(plain, start, start + length)));
    }
  }

  static void checkId(int slot, Kind kind, Hash id, byte[] bytes, int offset, int length) {
    Hash found = kind.id(bytes, offset, length);
    if (!found.equals(id)) {
      throw new MalformedException(
          "slot " + slot + ": expected " + kind + " " + id + ", found bytes with id " + found);
    }
  }

  static void expectLength(FrameHeader header, int slot, int length) {
    if (header.length(slot) != length) {
      throw new MalformedException(
          "slot " + slot + ": expected " + length + " bytes, found " + header.length(slot));
    }
  }
}
