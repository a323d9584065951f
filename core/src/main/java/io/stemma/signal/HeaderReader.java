package io.stemma.signal;

import io.stemma.signal.SignalFormatException.Problem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Reads headers that may be damaged or forged, and believes nothing before it is checked: neither
 * does it allocate more than the file is long, nor leave a byte unread that could be another.
 */
final class HeaderReader {
  private final String name;

  /** With what messages call the file. */
  private HeaderReader(String name) {
    this.name = name;
  }

  /**
   * Reads the header at a channel's position, checks all of it and the number of bytes behind it,
   * and leaves the channel behind it.
   *
   * @param name what messages call the file
   */
  static FileHeader read(SeekableByteChannel channel, String name) throws IOException {
    return new HeaderReader(name).read(channel);
  }

  private FileHeader read(SeekableByteChannel channel) throws IOException {
    long available = channel.size() - channel.position();
    ByteBuffer fixed = littleEndian((int) Math.max(0, Math.min(FileHeader.FIXED, available)));
    Transfer.fill(channel, fixed, name);
    checkBeginning(fixed, available);
    int headerLength = checkLength(fixed);
    if (available < headerLength) {
      throw truncated(headerLength, available);
    }
    ByteBuffer whole = littleEndian(headerLength).put(fixed.rewind());
    Transfer.fill(channel, whole, name);
    FileHeader header = decode(whole);
    long expected = header.fileLength();
    if (available < expected) {
      throw truncated(expected, available);
    }
    if (available > expected) {
      throw new SignalFormatException(
          Problem.TOO_LONG,
          name + " has " + (available - expected) + " bytes behind its last sample");
    }
    return header;
  }

  private void checkBeginning(ByteBuffer fixed, long available) throws SignalFormatException {
    int known = Math.min(8, fixed.capacity());
    ByteBuffer magic = littleEndian(8).putLong(0, FileHeader.MAGIC).limit(known);
    if (known == 0 || !magic.equals(fixed.slice(0, known))) {
      throw new SignalFormatException(
          Problem.NOT_A_SIGNAL,
          name + " is not a signal file: it does not begin with STEMSIG and a line feed");
    }
    if (available < FileHeader.FIXED) {
      throw truncated(FileHeader.FIXED, available);
    }
    int version = Short.toUnsignedInt(fixed.getShort(8));
    if (version > FileHeader.VERSION) {
      throw new SignalFormatException(
          Problem.NEWER_VERSION,
          name
              + " has version "
              + version
              + " of the signal format; this library reads versions 1 and "
              + FileHeader.VERSION
              + ", use a newer one");
    }
    if (version < 1) {
      throw damaged("its version is 0");
    }
  }

  /** The length of the header, after everything that it depends on. */
  private int checkLength(ByteBuffer fixed) throws SignalFormatException {
    int unit = Short.toUnsignedInt(fixed.getShort(48));
    if (unit > SignalHeader.MAX_UNIT) {
      throw damaged("its unit takes " + unit + " bytes, over " + SignalHeader.MAX_UNIT);
    }
    boolean first = fixed.getShort(8) == 1; // has zeros there, which are compared in the end
    int place = first ? 0 : Short.toUnsignedInt(fixed.getShort(56));
    if (place > SignalHeader.MAX_UNIT) {
      throw damaged("its unit of places takes " + place + " bytes, over " + SignalHeader.MAX_UNIT);
    }
    int columns = first ? 0 : fixed.getInt(52);
    if (columns < 0 || columns > Columns.MAX) {
      throw damaged("it has " + Integer.toUnsignedString(columns) + " columns");
    }
    int coordinates = !first && fixed.get(51) == 1 ? columns : 0;
    int length = fixed.getInt(12);
    if (length != FileHeader.length(unit + place, coordinates)) {
      throw damaged(
          "its header has "
              + Integer.toUnsignedString(length)
              + " bytes for a unit of "
              + unit
              + " bytes"
              + (first ? "" : ", one of " + place + ", and " + coordinates + " coordinates"));
    }
    return length;
  }

  private FileHeader decode(ByteBuffer b) throws SignalFormatException {
    int found = b.getInt(FileHeader.CHECKSUM);
    int expected = FileHeader.checksum(b);
    if (found != expected) {
      throw damaged(
          String.format("the checksum of its header is %08x, expected %08x", found, expected));
    }
    boolean first = b.getShort(8) == 1;
    int dimensions = b.get(11);
    if (dimensions != 1 && (first || dimensions != 2)) {
      throw damaged(
          "it has "
              + dimensions
              + (first ? " dimensions, only one is known" : " dimensions, known are 1 and 2"));
    }
    FileHeader header;
    try {
      int unitLength = Short.toUnsignedInt(b.getShort(48));
      String unit = text(b, FileHeader.FIXED, unitLength);
      SignalHeader.checkUnit(unit);
      Columns columns = dimensions == 1 ? Columns.none() : columns(b, unitLength);
      header = decode(b, unit, columns);
    } catch (CharacterCodingException e) {
      throw damaged("its unit is not UTF-8");
    } catch (IllegalArgumentException e) {
      throw damaged(String.valueOf(e.getMessage()));
    }
    if (b.rewind().compareTo(ByteBuffer.wrap(header.encode())) != 0) {
      throw damaged("its header is not as any writer of this version makes it");
    }
    return header;
  }

  private FileHeader decode(ByteBuffer b, String unit, Columns columns)
      throws SignalFormatException {
    ElementType type = type(b.get(10));
    long rows = b.getLong(16);
    long first = b.getLong(24);
    double origin = b.getDouble(32);
    double step = b.getDouble(40);
    boolean listed = b.getShort(8) != 1 && b.get(50) == 1;
    String fault =
        listed ? listedFault(origin, step, rows) : UniformTimes.fault(origin, step, first, rows);
    if (!fault.isEmpty()) {
      throw damaged(fault);
    }
    if (Double.doubleToRawLongBits(origin) == Long.MIN_VALUE) {
      origin = 0; // what no writer makes, and is refused for that
    }
    if (rows > TimeBase.MAX_SAMPLES / Math.max(1, columns.count())) {
      throw damaged("a signal cannot have " + rows + " rows of " + columns.count() + " samples");
    }
    return new FileHeader(type, rows, columns, unit, listed, listed ? 0 : first, origin, step);
  }

  private static String listedFault(double start, double end, long rows) {
    if (rows < 0 || rows > TimeBase.MAX_SAMPLES) {
      return "a signal cannot have " + rows + " samples";
    }
    boolean right =
        switch ((int) Math.min(2, rows)) {
          case 0 -> start == 0 && end == 0;
          case 1 -> start == end;
          default -> start < end;
        };
    boolean zero = Double.doubleToRawLongBits(end) == Long.MIN_VALUE; // as no writer makes it
    return right && !zero && Double.isFinite(start) && Double.isFinite(end)
        ? ""
        : "its " + rows + " times cannot be from " + start + " s to " + end + " s";
  }

  private static Columns columns(ByteBuffer b, int unitLength) throws CharacterCodingException {
    int placeLength = Short.toUnsignedInt(b.getShort(56));
    Columns columns = Columns.of(b.getInt(52));
    if (b.get(51) != 1) {
      return columns;
    }
    double[] places = new double[columns.count()];
    ByteBuffer there = b.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    there.position(FileHeader.length(unitLength + placeLength, 0)).limit(b.capacity());
    there.asDoubleBuffer().get(places);
    return columns.at(places, text(b, FileHeader.FIXED + unitLength, placeLength));
  }

  private ElementType type(int code) throws SignalFormatException {
    for (ElementType type : ElementType.values()) {
      if (type.code() == code) {
        return type;
      }
    }
    throw damaged("its samples are of the unknown type " + code);
  }

  private static String text(ByteBuffer b, int at, int length) throws CharacterCodingException {
    // Unlike new String, a new decoder reports what is no UTF-8.
    return StandardCharsets.UTF_8.newDecoder().decode(b.slice(at, length)).toString();
  }

  private static ByteBuffer littleEndian(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private SignalFormatException damaged(String what) {
    return new SignalFormatException(Problem.DAMAGED, name + " is a damaged signal: " + what);
  }

  private SignalFormatException truncated(long expected, long found) {
    return new SignalFormatException(
        Problem.TRUNCATED, name + " is truncated: expected " + expected + " bytes, found " + found);
  }
}
