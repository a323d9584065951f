package io.stemma.benchmarks.compare;

import io.stemma.Archive;
import io.stemma.ArchiveOptions;
import io.stemma.Branch;
import io.stemma.ImportOptions;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Stemma through its public interface. A request is an archive's directory, a directory for hints,
 * a verb, and what the verb needs. The archive stays open until another one is asked for.
 */
final class StemmaService implements Worker.Service {
  private @Nullable Archive open;
  private String home = "";

  @Override
  public void prepare(List<String> words) {
    if (!home.equals(words.get(0))) {
      close();
      home = words.get(0);
      ArchiveOptions options =
          ArchiveOptions.DEFAULT.withCacheDirectory(Path.of(words.get(1))).withAuthor("compare");
      open = Archive.openOrCreate(Path.of(home).toUri(), options);
    }
  }

  @Override
  public void serve(List<String> words) throws IOException {
    Archive archive = open;
    if (archive == null) {
      throw new IllegalStateException("no archive is open");
    }
    if (words.get(2).equals("create")) {
      archive.ensureRepository("data");
      return;
    }
    Branch main = archive.repository("data").main();
    List<String> rest = words.subList(3, words.size());
    switch (words.get(2)) {
      case "ingest" -> ingest(main, Path.of(rest.get(0)));
      case "add" -> add(main, Path.of(rest.get(0)), rest.get(1));
      case "restore" -> main.head().export("/", Path.of(rest.get(0)));
      case "read" -> read(main, rest);
      case "diff" -> diff(main, Long.parseLong(rest.get(0)));
      default -> throw new IllegalArgumentException("no such request: " + words);
    }
  }

  private static void ingest(Branch main, Path tree) {
    ImportOptions options = ImportOptions.DEFAULT.mirroring();
    main.commit("ingest", tx -> tx.importDirectory(tree, "/", options));
  }

  private static void add(Branch main, Path tree, String path) throws IOException {
    byte[] bytes = Files.readAllBytes(tree.resolve(path));
    main.commit("add", tx -> tx.write("/" + path, bytes));
  }

  private static void read(Branch main, List<String> range) throws IOException {
    try (SeekableByteChannel channel = main.head().newByteChannel("/" + range.get(0))) {
      channel.position(Long.parseLong(range.get(1)));
      ByteBuffer buffer = ByteBuffer.allocate(Integer.parseInt(range.get(2)));
      while (buffer.hasRemaining() && channel.read(buffer) >= 0) {}
      if (buffer.hasRemaining()) {
        throw new IOException("only " + buffer.position() + " bytes of " + range);
      }
    }
  }

  private static void diff(Branch main, long expected) throws IOException {
    long changes = main.head().changes().stream().count();
    if (changes != expected) {
      throw new IOException("the difference has " + changes + " files");
    }
  }

  @Override
  public void close() {
    if (open != null) {
      open.close();
      open = null;
    }
  }
}
