package io.stemma.internal.ingest;

import io.stemma.Archive;
import io.stemma.ArchiveOptions;
import io.stemma.Branch;
import io.stemma.Commit;
import io.stemma.Entry;
import io.stemma.Import;
import io.stemma.ImportOptions;
import io.stemma.storage.MemoryObjectStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** A directory to be imported, an archive in memory, and a cache directory. */
final class ImportFixture implements AutoCloseable {
  final Path source;
  final Path cache;
  final MemoryObjectStore store = new MemoryObjectStore();
  final Archive archive;
  final Branch branch;
  Commit last;

  ImportFixture(Path temp) throws IOException {
    source = Files.createDirectories(temp.resolve("source"));
    cache = temp.resolve("cache");
    archive = Archive.create(store, ArchiveOptions.DEFAULT.withCacheDirectory(cache));
    branch = archive.createRepository("r").main();
    last = branch.head();
  }

  Path write(String name, String content) throws IOException {
    Path file = source.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, content);
  }

  Path random(String name, int seed, int length) throws IOException {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    Path file = source.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.write(file, bytes);
  }

  Import take() {
    return take("/", ImportOptions.DEFAULT);
  }

  Import take(String to, ImportOptions options) {
    Import[] done = new Import[1];
    last = branch.commit("import", tx -> done[0] = tx.importDirectory(source, to, options));
    return done[0];
  }

  /** What the branch holds, by path. */
  Map<String, String> held() {
    Map<String, String> held = new TreeMap<>();
    Commit head = branch.head();
    try (var entries = head.walk("/")) {
      entries.filter(Entry::isFile).forEach(e -> held.put(e.path(), head.readString(e.path())));
    }
    return held;
  }

  Path cacheFile() throws IOException {
    Path imports = cache.resolve("imports").resolve(archive.id().toString());
    try (var files = Files.list(imports)) {
      return files.filter(f -> !f.endsWith("clock")).findFirst().orElseThrow();
    }
  }

  /** Lets the clock of the file system go on, so that what was written before is past. */
  void tick() throws IOException {
    Path probe = Files.createTempFile(cache.getParent(), "probe", "");
    long begin = FileStat.of(probe).changed();
    while (FileStat.of(probe).changed() <= begin) {
      Files.setLastModifiedTime(probe, FileTime.fromMillis(1));
    }
    Files.delete(probe);
  }

  @Override
  public void close() {
    archive.close();
  }
}
