package io.stemma.internal.pipeline;

import io.stemma.internal.base.ByteReader;
import io.stemma.internal.base.ByteWriter;
import io.stemma.internal.chunks.SessionCodec;
import io.stemma.internal.chunks.WriteSession;
import io.stemma.internal.format.v1.DatumResult;

/**
 * What a finished datum leaves to its job, wherever the job is: the length of the result, the
 * result, and the session.
 *
 * @param result what it gave
 * @param session what it wrote, the result included
 */
record Handover(DatumResult result, WriteSession session) {

  byte[] encode() {
    byte[] object = result.encode();
    byte[] written = SessionCodec.encode(session);
    return new ByteWriter(object.length + written.length + 8)
        .varint(object.length)
        .bytes(object)
        .bytes(written)
        .toBytes();
  }

  /**
   * Takes over what was left.
   *
   * @throws io.stemma.internal.base.MalformedException if the bytes are damaged
   * @throws io.stemma.internal.format.v1.UnsupportedVersionException if they are of another version
   */
  static Handover decode(byte[] bytes, PipelineArchive archive) {
    ByteReader in = new ByteReader(bytes);
    DatumResult result = DatumResult.decode(in.bytes(in.varint(DatumResult.MAX_BYTES)));
    return new Handover(result, archive.session(in.bytes(in.remaining())));
  }
}
