package io.stemma;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A directory that is watched, and the branch that its shots go into. */
abstract class WatchedShots {
  static final ShotOptions DONE = ShotOptions.marker("DONE");

  @TempDir Path temp;

  final Archive archive = Archive.inMemory();
  final Branch main = archive.createRepository("shots").main();
  final List<ShotEvent> told = new ArrayList<>();
  Path watched = Path.of("");

  @BeforeEach
  void makeDirectory() throws IOException {
    watched = Files.createDirectory(temp.resolve("digitizer"));
  }

  @AfterEach
  void close() {
    archive.close();
  }

  Path shot(String name) throws IOException {
    Path directory = Files.createDirectories(watched.resolve(name + "/raw"));
    Files.writeString(directory.resolve("te.i16"), "samples of " + name);
    Files.writeString(watched.resolve(name + "/shot.json"), "{\"shot\":\"" + name + "\"}");
    return watched.resolve(name);
  }

  Path done(String name) throws IOException {
    Path shot = shot(name);
    Files.createFile(shot.resolve("DONE"));
    return shot;
  }

  ShotIngest ingest(ShotOptions options) {
    return main.ingest(watched, options);
  }

  static List<String> names(List<ShotEvent> events) {
    return events.stream().map(ShotEvent::shot).toList();
  }

  /** Calls something once, when the first file of an import was read. */
  static ShotOptions whileReading(ShotOptions options, Runnable action) {
    boolean[] called = new boolean[1];
    Consumer<ImportProgress> listener =
        progress -> {
          if (!called[0] && progress.files() > 0) {
            called[0] = true;
            action.run();
          }
        };
    return options.withImports(options.imports().withListener(listener));
  }

  interface FileAction {
    void run() throws IOException;
  }

  static Runnable unchecked(FileAction action) {
    return () -> {
      try {
        action.run();
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    };
  }
}
