package io.stemma.signal;

import io.stemma.signal.SignalFormatException.Problem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/**
 * The header of a signal file, as {@code docs/FORMAT.md} describes it: 64 bytes, then the unit,
 * padded with zeros to a multiple of 64.
 */
record SignalHeader(ElementType type, long length, TimeBase times, String unit) {
  static final int VERSION = 1;
  static final int MAX_UNIT = 1024;

  private static final int FIXED = 64;
  private static final int CHECKSUM = 60;

  /** {@code STEMSIG} and a line feed, as a little-endian number. */
  private static final long MAGIC = 0x0a47_4953_4d45_5453L;

  SignalHeader {
    checkUnit(unit);
    String fault = TimeBase.fault(times.origin(), times.step(), times.first(), length);
    if (!fault.isEmpty()) {
      throw new IllegalArgumentException(fault);
    }
  }

  /** The bytes of the header. */
  byte[] encode() {
    byte[] text = unit.getBytes(StandardCharsets.UTF_8);
    byte[] bytes = new byte[FIXED + (text.length + FIXED - 1) / FIXED * FIXED];
    ByteBuffer b = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    b.putLong(0, MAGIC).putShort(8, (short) VERSION);
    b.put(10, (byte) type.code()).put(11, (byte) 1); // one dimension
    b.putInt(12, bytes.length).putLong(16, length).putLong(24, times.first());
    b.putDouble(32, times.origin()).putDouble(40, times.step());
    b.putShort(48, (short) text.length).put(FIXED, text);
    b.putInt(CHECKSUM, checksum(b));
    return bytes;
  }

  SignalHeader withUnit(String newUnit) {
    return new SignalHeader(type, length, times, newUnit);
  }

  SignalHeader withTimes(TimeBase newTimes) {
    return new SignalHeader(type, length, newTimes, unit);
  }

  SignalHeader withSamples(ElementType newType, long newLength) {
    return new SignalHeader(newType, newLength, times, unit);
  }

  SignalHeader slice(long fromIndex, long toIndex) {
    return new SignalHeader(type, toIndex - fromIndex, times.from(fromIndex), unit);
  }

  /** How many bytes samples take. */
  long sampleBytes() {
    return length * type.bytes();
  }

  /**
   * Reads the header at a channel's position, checks all of it and the number of bytes behind it,
   * and leaves the channel at the first sample.
   *
   * @param name what messages call the file
   */
  static SignalHeader read(SeekableByteChannel channel, String name) throws IOException {
    long available = channel.size() - channel.position();
    ByteBuffer fixed = littleEndian((int) Math.max(0, Math.min(FIXED, available)));
    Transfer.fill(channel, fixed, name);
    checkBeginning(fixed, available, name);
    int headerLength = fixed.getInt(12);
    int unitLength = Short.toUnsignedInt(fixed.getShort(48));
    if (unitLength > MAX_UNIT) {
      throw damaged(name, "its unit takes " + unitLength + " bytes, over " + MAX_UNIT);
    }
    if (headerLength != FIXED + (unitLength + FIXED - 1) / FIXED * FIXED) {
      throw damaged(
          name, "its header has " + headerLength + " bytes for a unit of " + unitLength + " bytes");
    }
    if (available < headerLength) {
      throw truncated(name, headerLength, available);
    }
    ByteBuffer whole = littleEndian(headerLength).put(fixed.rewind());
    Transfer.fill(channel, whole, name);
    SignalHeader header = decode(whole, unitLength, name);
    long expected = headerLength + header.sampleBytes();
    if (available < expected) {
      throw truncated(name, expected, available);
    }
    if (available > expected) {
      throw new SignalFormatException(
          Problem.TOO_LONG,
          name + " has " + (available - expected) + " bytes behind its last sample");
    }
    return header;
  }

  private static void checkBeginning(ByteBuffer fixed, long available, String name)
      throws SignalFormatException {
    int known = Math.min(8, fixed.capacity());
    ByteBuffer magic = littleEndian(8).putLong(0, MAGIC).limit(known);
    if (known == 0 || !magic.equals(fixed.slice(0, known))) {
      throw new SignalFormatException(
          Problem.NOT_A_SIGNAL,
          name + " is not a signal file: it does not begin with STEMSIG and a line feed");
    }
    if (available < FIXED) {
      throw truncated(name, FIXED, available);
    }
    int version = Short.toUnsignedInt(fixed.getShort(8));
    if (version > VERSION) {
      throw new SignalFormatException(
          Problem.NEWER_VERSION,
          name
              + " has version "
              + version
              + " of the signal format; this library reads version "
              + VERSION
              + ", use a newer one");
    }
    if (version < 1) {
      throw damaged(name, "its version is 0");
    }
  }

  private static SignalHeader decode(ByteBuffer b, int unitLength, String name)
      throws SignalFormatException {
    if (b.getInt(CHECKSUM) != checksum(b)) {
      throw damaged(
          name,
          String.format(
              "the checksum of its header is %08x, expected %08x",
              b.getInt(CHECKSUM), checksum(b)));
    }
    ElementType type = type(b.get(10), name);
    if (b.get(11) != 1) {
      throw damaged(name, "it has " + b.get(11) + " dimensions, only one is known");
    }
    SignalHeader header;
    try {
      TimeBase times = new TimeBase(b.getDouble(32), b.getDouble(40), b.getLong(24));
      header = new SignalHeader(type, b.getLong(16), times, unit(b, unitLength));
    } catch (CharacterCodingException e) {
      throw damaged(name, "its unit is not UTF-8");
    } catch (IllegalArgumentException e) {
      throw damaged(name, String.valueOf(e.getMessage()));
    }
    if (b.rewind().compareTo(ByteBuffer.wrap(header.encode())) != 0) {
      throw damaged(name, "its header is not as any writer of this version makes it");
    }
    return header;
  }

  private static ElementType type(int code, String name) throws SignalFormatException {
    for (ElementType type : ElementType.values()) {
      if (type.code() == code) {
        return type;
      }
    }
    throw damaged(name, "its samples are of the unknown type " + code);
  }

  private static String unit(ByteBuffer b, int length) throws CharacterCodingException {
    // Unlike new String, a new decoder reports what is no UTF-8.
    return StandardCharsets.UTF_8.newDecoder().decode(b.slice(FIXED, length)).toString();
  }

  /** A unit that can be written: short enough, encodable, and printable on one line. */
  private static void checkUnit(String unit) {
    if (unit.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException("a unit must not contain control characters");
    }
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(unit)) {
      throw new IllegalArgumentException("a unit contains half of a surrogate pair");
    }
    int bytes = unit.getBytes(StandardCharsets.UTF_8).length;
    if (bytes > MAX_UNIT) {
      throw new IllegalArgumentException(
          "a unit may take " + MAX_UNIT + " bytes of UTF-8, not " + bytes);
    }
  }

  private static int checksum(ByteBuffer b) {
    CRC32C crc = new CRC32C();
    crc.update(b.slice(0, CHECKSUM));
    crc.update(b.slice(FIXED, b.capacity() - FIXED));
    return (int) crc.getValue();
  }

  private static ByteBuffer littleEndian(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static SignalFormatException damaged(String name, String what) {
    return new SignalFormatException(Problem.DAMAGED, name + " is a damaged signal: " + what);
  }

  private static SignalFormatException truncated(String name, long expected, long found) {
    return new SignalFormatException(
        Problem.TRUNCATED, name + " is truncated: expected " + expected + " bytes, found " + found);
  }
}
