package io.stemma.internal.maintenance;

import io.stemma.internal.base.MalformedException;
import io.stemma.internal.chunk.CodecChoice;
import io.stemma.internal.format.v1.Kind;
import io.stemma.internal.format.v1.PackId;
import io.stemma.internal.format.v1.PackRow;
import io.stemma.internal.format.v1.PackTable;
import io.stemma.internal.format.v1.UnsupportedVersionException;
import io.stemma.internal.index.IndexSet;
import io.stemma.internal.pack.DecodedFrame;
import io.stemma.internal.pack.EncodedFrame;
import io.stemma.internal.pack.FrameBuilder;
import io.stemma.internal.pack.FrameEncoder;
import io.stemma.internal.pack.PackReader;
import io.stemma.internal.pack.PackWriter;
import io.stemma.storage.NoSuchObjectException;
import io.stemma.storage.ObjectRange;
import io.stemma.storage.ObjectStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Copies what is live in small packs into new, larger ones. Large frames are copied as they are;
 * small chunks are grouped and compressed anew, since those of several packs together take less.
 * Every chunk is verified on the way; a pack with any damage is left as it is.
 */
final class PackMerge implements AutoCloseable {
  private static final long TARGET = 256L << 20;
  private static final int MAX_ROWS = 400_000;

  private final ObjectStore store;
  private final IndexSet live;
  private final BooleanSupplier stop;
  private final PackReader reader;
  private final FrameEncoder encoder = new FrameEncoder();
  private final CodecChoice choice = new CodecChoice();
  private final List<PackId> merged = new ArrayList<>();
  private final List<PackTable> made = new ArrayList<>();
  private @Nullable PackWriter writer;
  private @Nullable FrameBuilder builder;
  private int rows;

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Frame(List<PackRow> rows, byte[] bytes, DecodedFrame decoded) {}

  /**
   * Prepares a merge.
   *
   * @param live tells where a chunk is found: it is live there and nowhere else
   * @param stop whether to give up
   */
  PackMerge(ObjectStore store, IndexSet live, BooleanSupplier stop) {
    this.store = store;
    this.live = live;
    this.stop = stop;
    this.reader = new PackReader(store);
  }

  /** Merges packs, all or as many as memory allows for; leaves nothing if that fails. */
  void run(List<PackId> packs) throws IOException {
    boolean done = false;
    try {
      copy(packs);
      done = true;
    } finally {
      if (!done) {
        discard();
      }
    }
  }

  /** Removes the new packs, which nothing refers to. */
  void discard() {
    made.forEach(table -> IndexRuns.delete(store, table.pack().key()));
    made.clear();
  }

  private void copy(List<PackId> packs) throws IOException {
    for (PackId pack : packs) {
      if (rows > MAX_ROWS) {
        break;
      }
      if (stop.getAsBoolean()) {
        throw new IOException("compaction was given up because the archive is being closed");
      }
      Optional<List<Frame>> frames = frames(pack);
      if (frames.isPresent()) {
        for (Frame frame : frames.get()) {
          append(frame);
        }
        merged.add(pack);
      }
    }
    finish();
  }

  /** The live frames of a pack; empty if anything in them is damaged. */
  private Optional<List<Frame>> frames(PackId pack) throws IOException {
    try {
      ObjectRange whole = store.read(pack.key(), 0, Integer.MAX_VALUE);
      byte[] bytes = new byte[whole.bytes().remaining()];
      whole.bytes().get(bytes);
      List<PackRow> table = reader.readTable(pack, whole.objectLength()).rows();
      List<Frame> frames = new ArrayList<>();
      for (int from = 0, to; from < table.size(); from = to) {
        to = from + 1;
        while (to < table.size() && table.get(to).offset() == table.get(from).offset()) {
          to++;
        }
        List<PackRow> inFrame = table.subList(from, to);
        List<PackRow> wanted = wanted(pack, inFrame);
        if (!wanted.isEmpty()) {
          frames.add(frame(pack, bytes, inFrame, wanted));
        }
      }
      return Optional.of(frames);
    } catch (NoSuchObjectException | MalformedException | UnsupportedVersionException e) {
      return Optional.empty();
    }
  }

  private List<PackRow> wanted(PackId pack, List<PackRow> frame) throws IOException {
    List<PackRow> wanted = new ArrayList<>();
    for (PackRow row : frame) {
      if (row.in(pack).equals(live.lookup(row.kind(), row.id()))) {
        wanted.add(row);
      }
    }
    return wanted;
  }

  private Frame frame(PackId pack, byte[] bytes, List<PackRow> rows, List<PackRow> wanted) {
    int offset = (int) rows.get(0).offset();
    int length = rows.get(0).length();
    DecodedFrame decoded = reader.decode(pack, offset, bytes, offset, length);
    wanted.forEach(row -> decoded.check(row.slot(), row.kind(), row.id()));
    return new Frame(wanted, Arrays.copyOfRange(bytes, offset, offset + length), decoded);
  }

  private void append(Frame frame) throws IOException {
    if (writer == null || writer.size() + frame.bytes().length > TARGET) {
      finish();
      PackId pack = PackId.next();
      writer = new PackWriter(store.create(pack.key()), pack);
      builder = new FrameBuilder(encoder, writer);
    }
    PackWriter to = writer;
    FrameBuilder groups = Objects.requireNonNull(builder);
    rows += frame.rows().size();
    if (isLarge(frame)) {
      to.append(EncodedFrame.stored(frame.rows(), frame.bytes()));
      return;
    }
    for (PackRow row : frame.rows()) {
      byte[] chunk = frame.decoded().bytes(row.slot(), row.kind(), row.id());
      if (row.kind() == Kind.DATA) {
        choice.reset();
        groups.addData(row.id(), chunk, 0, chunk.length, choice, 0);
      } else {
        groups.addMetadata(row.kind(), row.id(), chunk, 0, chunk.length);
      }
    }
  }

  /** One large chunk, or a commit with the inner nodes that are to be read with it, all live. */
  private static boolean isLarge(Frame frame) {
    int count = frame.decoded().count();
    int length = frame.decoded().plainLength();
    return count == 1
        ? length >= FrameBuilder.SMALL
        : length > FrameBuilder.METADATA_GROUP
            && count == frame.rows().size()
            && frame.rows().get(0).kind() != Kind.DATA;
  }

  private void finish() throws IOException {
    PackWriter full = writer;
    FrameBuilder rest = builder;
    writer = null;
    builder = null;
    if (full != null && rest != null) {
      try (full) {
        rest.flush();
        made.add(full.finish());
      }
    }
  }

  /** The packs whose live chunks are all in new ones. */
  List<PackId> merged() {
    return merged;
  }

  /** The new packs. */
  List<PackTable> made() {
    return made;
  }

  @Override
  public void close() throws IOException {
    encoder.close();
    reader.close();
    if (writer != null) {
      writer.close();
    }
  }
}
