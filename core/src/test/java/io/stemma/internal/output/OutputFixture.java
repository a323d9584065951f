package io.stemma.internal.output;

import io.stemma.internal.base.Hash;
import io.stemma.internal.chunk.CodecChoice;
import io.stemma.internal.chunks.ChunkSink;
import io.stemma.internal.chunks.ChunkStore;
import io.stemma.internal.chunks.Content;
import io.stemma.internal.chunks.ContentReader;
import io.stemma.internal.chunks.ContentWriter;
import io.stemma.internal.chunks.WriteSession;
import io.stemma.internal.commit.FileTree;
import io.stemma.internal.commit.StagedTree;
import io.stemma.internal.format.v1.FileEntry;
import io.stemma.internal.format.v1.Kind;
import io.stemma.internal.path.TreePath;
import io.stemma.internal.tree.Tree;
import io.stemma.storage.MemoryObjectStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** An output of the datum {@code /18040}, with a session to write into and inputs to copy. */
final class OutputFixture {
  static final TreePath DATUM = TreePath.of("/18040");

  private final WriteSession session;
  private final StagedTree inputs;
  private final Path scratch;

  /** How often somebody asked for the scratch directory. */
  final AtomicInteger spools = new AtomicInteger();

  /** Bytes of chunks of files that were written, also if they were stored before. */
  final AtomicLong written = new AtomicLong();

  final DatumOutput out;

  OutputFixture(Path scratch) {
    ChunkStore.Places none = (kind, id) -> null;
    MemoryObjectStore store = new MemoryObjectStore();
    ChunkStore stored =
        new ChunkStore(
            store,
            new ChunkStore.PlaceSource() {
              @Override
              public ChunkStore.Places current() {
                return none;
              }

              @Override
              public ChunkStore.Places newest() {
                return none;
              }
            });
    this.session = new WriteSession(store, stored);
    this.inputs = new StagedTree(session, Tree.EMPTY_ROOT);
    this.scratch = scratch;
    this.out = output(sink());
  }

  /** Another output, which writes into a sink. */
  DatumOutput output(ChunkSink sink) {
    return new DatumOutput(DATUM, sink, this::place, this::scratch);
  }

  private Path scratch() {
    spools.incrementAndGet();
    return scratch;
  }

  /** What lies in the scratch directory. */
  List<Path> temporaries() {
    try (var list = Files.list(scratch)) {
      return list.toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Inputs are the paths below a directory {@code in}. */
  private Optional<Place> place(Path path) {
    FileTree files = inputs.files();
    return path.startsWith("in")
        ? Optional.of(new Place(files, TreePath.of("/" + Path.of("in").relativize(path))))
        : Optional.empty();
  }

  /** Puts a file among the inputs. */
  OutputFixture input(String path, byte[] content, String attributes) {
    FileEntry entry = new ContentWriter(session).write(content).entry();
    inputs.write(TreePath.of(path), entry.withAttributes(attributes));
    return this;
  }

  /** Says something of a directory of the inputs. */
  OutputFixture inputDirectory(String path, String attributes) {
    inputs.describe(TreePath.of(path), old -> attributes);
    return this;
  }

  /** The session; its files are counted. */
  ChunkSink sink() {
    return sink(length -> {});
  }

  /** The session, where somebody is called before each chunk of a file is written. */
  ChunkSink sink(Consumer<Integer> before) {
    return new ChunkSink() {
      @Override
      public Hash write(
          Kind kind, byte[] bytes, int offset, int length, long position, CodecChoice choice) {
        before.accept(length);
        written.addAndGet(length);
        return session.write(kind, bytes, offset, length, position, choice);
      }

      @Override
      public Hash write(Kind kind, byte[] bytes) {
        return session.write(kind, bytes);
      }

      @Override
      public byte[] read(Kind kind, Hash id) {
        return session.read(kind, id);
      }
    };
  }

  /** The content of a file. */
  byte[] content(FileEntry entry) {
    byte[] bytes = new byte[(int) entry.length()];
    new ContentReader(session, Content.of(entry)).read(0, bytes, 0, bytes.length);
    return bytes;
  }

  /** Ends the datum: the text of each file, and the attributes of each directory. */
  Map<String, String> finish() {
    return texts(out.finish());
  }

  /** The text of each file, and the attributes of each directory. */
  Map<String, String> texts(List<OutputFile> files) {
    Map<String, String> texts = new TreeMap<>();
    for (OutputFile file : files) {
      FileEntry entry = file.entry();
      if (entry.directory()) {
        texts.put(file.path() + "/", entry.attributes());
      } else {
        texts.put(
            file.path().toString(),
            new String(content(entry), StandardCharsets.UTF_8) + entry.attributes());
      }
    }
    return texts;
  }
}
