package io.stemma.internal.pack;

import io.stemma.internal.base.MalformedException;
import io.stemma.internal.format.v1.PackHeader;
import io.stemma.internal.format.v1.PackId;
import io.stemma.internal.format.v1.PackRow;
import io.stemma.internal.format.v1.PackTable;
import io.stemma.internal.format.v1.UnsupportedVersionException;
import io.stemma.storage.ObjectRange;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Checks every byte of one pack, in pieces of a few MiB. The table tells that the frames lie
 * without gaps between header and table (it cannot say anything else), the checksum and the ids
 * tell about each frame.
 */
final class PackVerifier {
  private static final int PIECE = 4 << 20;

  private final PackReader reader;
  private final PackId pack;
  private final List<PackFault> faults = new ArrayList<>();

  PackVerifier(PackReader reader, PackId pack) {
    this.reader = reader;
    this.pack = pack;
  }

  PackVerification verify() throws IOException {
    long length = reader.length(pack);
    checkHeader();
    Optional<PackTable> table = table(length);
    if (table.isPresent()) {
      checkFrames(table.get().rows());
    }
    return new PackVerification(table, faults);
  }

  private void checkHeader() throws IOException {
    try {
      ObjectRange head = reader.range(pack, 0, PackHeader.BYTES);
      PackHeader.check(head.bytes().array(), PackReader.start(head), PackHeader.BYTES, pack);
    } catch (MalformedException | UnsupportedVersionException e) {
      fault(0, e, List.of());
    }
  }

  private Optional<PackTable> table(long length) throws IOException {
    try {
      return Optional.of(reader.readTable(pack, length));
    } catch (MalformedException | UnsupportedVersionException e) {
      fault(length, e, List.of());
      return Optional.empty();
    }
  }

  private void checkFrames(List<PackRow> rows) throws IOException {
    for (int first = 0, next; first < rows.size(); first = next) {
      long start = rows.get(first).offset();
      next = first;
      long end = start;
      while (next < rows.size() && (next == first || end(rows.get(next)) - start <= PIECE)) {
        end = end(rows.get(next));
        next = frameEnd(rows, next);
      }
      checkPiece(rows.subList(first, next), start, (int) (end - start));
    }
  }

  private void checkPiece(List<PackRow> rows, long start, int length) throws IOException {
    ObjectRange piece;
    try {
      piece = reader.range(pack, start, length);
    } catch (MalformedException e) {
      fault(start, e, rows);
      return;
    }
    byte[] bytes = piece.bytes().array();
    int from = PackReader.start(piece);
    for (int first = 0, next; first < rows.size(); first = next) {
      next = frameEnd(rows, first);
      PackRow row = rows.get(first);
      checkFrame(rows.subList(first, next), bytes, from + (int) (row.offset() - start));
    }
  }

  private void checkFrame(List<PackRow> rows, byte[] bytes, int from) {
    long offset = rows.get(0).offset();
    DecodedFrame frame;
    try {
      frame = reader.decode(pack, offset, bytes, from, rows.get(0).length());
      if (frame.count() != rows.size()) {
        throw new MalformedException(
            "a frame of " + frame.count() + " chunks, the table says " + rows.size());
      }
    } catch (MalformedException e) {
      fault(offset, e, rows);
      return;
    }
    for (PackRow row : rows) {
      try {
        frame.check(row.slot(), row.kind(), row.id());
      } catch (MalformedException e) {
        fault(offset, e, List.of(row));
      }
    }
  }

  private void fault(long offset, RuntimeException problem, List<PackRow> rows) {
    faults.add(new PackFault(offset, String.valueOf(problem.getMessage()), rows));
  }

  private static long end(PackRow row) {
    return row.offset() + row.length();
  }

  /** The index behind the last row of the frame that a row belongs to. */
  private static int frameEnd(List<PackRow> rows, int first) {
    int next = first + 1;
    while (next < rows.size() && rows.get(next).offset() == rows.get(first).offset()) {
      next++;
    }
    return next;
  }
}
