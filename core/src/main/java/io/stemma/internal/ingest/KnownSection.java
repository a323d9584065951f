package io.stemma.internal.ingest;

import io.stemma.internal.base.ByteReader;
import io.stemma.internal.base.ByteWriter;
import io.stemma.internal.base.MalformedException;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * A run of known files of one directory, sorted by name, as a range of bytes in a file.
 *
 * @param directory the directory within the imported one, as on disk
 * @param first name of the first file
 * @param count how many files
 * @param offset where it begins
 * @param length how many bytes
 * @param check CRC-32C of the bytes
 */
record KnownSection(String directory, String first, int count, long offset, int length, int check) {
  /** Sections have at most so many files. */
  static final int MAX_FILES = 4096;

  private static final int MAX_BYTES = 1 << 28;

  /** Puts files, sorted by name, into a buffer; the result describes them as if written there. */
  static KnownSection encode(
      String directory, List<KnownFile> files, ByteWriter into, long offset) {
    into.truncate(0);
    files.forEach(file -> file.write(into));
    int check = checksum(into.array(), into.size());
    return new KnownSection(
        directory, files.get(0).name(), files.size(), offset, into.size(), check);
  }

  static int checksum(byte[] bytes, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, length);
    return (int) crc.getValue();
  }

  KnownSection at(long newOffset) {
    return new KnownSection(directory, first, count, newOffset, length, check);
  }

  void write(ByteWriter out) {
    out.string(directory).string(first).varint(count).varint(offset).varint(length).i32(check);
  }

  static KnownSection read(ByteReader in, long end) {
    String directory = in.string(KnownFile.MAX_NAME);
    String first = in.string(KnownFile.MAX_NAME);
    int count = in.varint(MAX_FILES);
    long offset = in.varint();
    int length = in.varint(MAX_BYTES);
    int check = in.i32();
    if (count == 0 || offset > end - length) {
      throw new MalformedException("a section outside the file");
    }
    return new KnownSection(directory, first, count, offset, length, check);
  }
}
