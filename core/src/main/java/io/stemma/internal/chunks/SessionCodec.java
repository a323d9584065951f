package io.stemma.internal.chunks;

import io.stemma.internal.base.ByteReader;
import io.stemma.internal.base.ByteWriter;
import io.stemma.internal.base.Hash;
import io.stemma.internal.base.MalformedException;
import io.stemma.internal.format.v1.IndexRef;
import io.stemma.internal.format.v1.InlineTable;
import io.stemma.internal.format.v1.Kind;
import io.stemma.internal.format.v1.PackId;
import io.stemma.internal.format.v1.PackTable;
import io.stemma.storage.ObjectStore;
import java.util.ArrayList;
import java.util.List;

/**
 * Sessions on their way to the process that commits them. They are not stored, so both sides are of
 * one version. In this order: the SHA-256 of all that follows, since a chunk that was damaged on
 * its way would be another chunk, and the one that is meant would be missing; the version; how many
 * chunks wait, and of each its kind, position, length and bytes; how many packs have no index
 * object, and of each its name, length, and table behind the table's length; how many index objects
 * there are, and of each its name, length and number of rows. Numbers are varints, but for kinds
 * and names of packs.
 */
public final class SessionCodec {
  private static final int VERSION = 1;
  private static final long MAX_PACK = 1L << 40;
  private static final int MAX_INDEXES = 1 << 16;
  private static final int MAX_NAME = 64;

  private SessionCodec() {}

  /** All that a session holds, which was {@linkplain WriteSession#prepare prepared}. */
  public static byte[] encode(WriteSession session) {
    SessionParts parts = session.parts();
    ByteWriter out = new ByteWriter((int) session.waitingBytes() + 1024);
    out.bytes(new byte[Hash.BYTES]).varint(VERSION);
    out.varint(parts.waiting().size());
    for (SessionParts.Chunk chunk : parts.waiting()) {
      out.u8(chunk.kind().code()).varint(chunk.position());
      out.varint(chunk.bytes().length).bytes(chunk.bytes());
    }
    out.varint(parts.tables().size());
    for (PackTable table : parts.tables()) {
      byte[] rows = InlineTable.encode(table.rows());
      out.i64(table.pack().high()).i64(table.pack().low()).varint(table.length());
      out.varint(rows.length).bytes(rows);
    }
    out.varint(parts.indexes().size());
    for (IndexRef index : parts.indexes()) {
      out.string(index.name()).varint(index.length()).varint(index.rows());
    }
    byte[] bytes = out.toBytes();
    digest(bytes).write(bytes, 0);
    return bytes;
  }

  private static Hash digest(byte[] bytes) {
    return Hash.of(bytes, Hash.BYTES, bytes.length - Hash.BYTES);
  }

  /**
   * A session that holds what another process wrote.
   *
   * @param store where it wrote
   * @param stored what is stored there
   * @throws MalformedException if the bytes are not those of a session
   */
  public static WriteSession decode(byte[] bytes, ObjectStore store, ChunkStore stored) {
    ByteReader in = new ByteReader(bytes);
    if (!in.hash().equals(digest(bytes))) {
      throw new MalformedException("what a session wrote was damaged on its way");
    }
    long version = in.varint();
    if (version != VERSION) {
      throw new MalformedException(
          "a session of version " + version + ", where this is " + VERSION);
    }
    SessionParts parts = new SessionParts(waiting(in), tables(in), indexes(in));
    in.expectEnd();
    return new WriteSession(store, stored, parts);
  }

  private static List<SessionParts.Chunk> waiting(ByteReader in) {
    List<SessionParts.Chunk> chunks = new ArrayList<>();
    for (int left = in.varint(in.remaining()); left > 0; left--) {
      Kind kind = Kind.ofCode(in.u8());
      long position = in.varint();
      chunks.add(new SessionParts.Chunk(kind, in.bytes(in.varint(in.remaining())), position));
    }
    return chunks;
  }

  private static List<PackTable> tables(ByteReader in) {
    List<PackTable> tables = new ArrayList<>();
    for (int left = in.varint(WriteSession.MAX_INLINE_ROWS); left > 0; left--) {
      PackId pack = new PackId(in.i64(), in.i64());
      long length = in.varint();
      if (length > MAX_PACK) {
        throw new MalformedException("pack " + pack + " is said to have " + length + " bytes");
      }
      byte[] rows = in.bytes(in.varint(InlineTable.MAX_BYTES));
      tables.add(new PackTable(pack, length, InlineTable.decode(rows)));
    }
    return tables;
  }

  private static List<IndexRef> indexes(ByteReader in) {
    List<IndexRef> indexes = new ArrayList<>();
    for (int left = in.varint(MAX_INDEXES); left > 0; left--) {
      String name = in.string(MAX_NAME);
      indexes.add(new IndexRef(name, in.varint(), in.varint(Integer.MAX_VALUE)));
    }
    return indexes;
  }
}
