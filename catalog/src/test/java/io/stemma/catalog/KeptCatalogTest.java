package io.stemma.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemma.Archive;
import io.stemma.ArchiveOptions;
import io.stemma.Branch;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is kept of a catalog in the cache directory, and what becomes of it. */
class KeptCatalogTest {
  @TempDir Path directory;

  private ArchiveOptions options;
  private Path home;

  @BeforeEach
  void fill() {
    options = ArchiveOptions.DEFAULT.withCacheDirectory(directory.resolve("cache"));
    home = directory.resolve("archive");
    try (Archive archive = Archive.create(home.toUri(), options)) {
      Branch main = archive.createRepository("shots").main();
      for (int i = 0; i < 5; i++) {
        commit(main, i);
      }
      try (Catalog catalog = Catalog.open(archive)) {
        assertThat(catalog.sql("select * from files").size()).isEqualTo(10);
      }
    }
  }

  private static void commit(Branch main, int shot) {
    main.commit(
        "shot " + shot, tx -> tx.write("/" + shot + "/a", "x").attribute("/" + shot, "n", shot));
  }

  private Path kept() throws IOException {
    try (Stream<Path> files = Files.list(directory.resolve("cache/catalog"))) {
      List<Path> all = files.toList();
      assertThat(all).hasSize(1);
      return all.get(0);
    }
  }

  private String opened() {
    try (Archive archive = Archive.open(home.toUri(), options.forReading());
        Catalog catalog = Catalog.open(archive)) {
      return AllTables.of(catalog);
    }
  }

  @Test
  void isTheSameWhateverHappensToTheFile() throws IOException {
    String all = opened();
    byte[] sound = Files.readAllBytes(kept());
    Random random = new Random(1);
    for (int i = 0; i < 200; i++) {
      byte[] damaged = sound.clone();
      switch (i % 4) {
        case 0 -> damaged[random.nextInt(damaged.length)] ^= (byte) (1 + random.nextInt(255));
        case 1 -> damaged = Arrays.copyOf(sound, random.nextInt(sound.length));
        case 2 -> random.nextBytes(damaged);
        default -> damaged = Arrays.copyOf(sound, sound.length + 1 + random.nextInt(9));
      }
      Files.write(kept(), damaged);
      assertThat(opened()).as("damage %s", i).isEqualTo(all);
      assertThat(Files.readAllBytes(kept())).isEqualTo(sound);
    }
    Files.delete(kept());
    assertThat(opened()).isEqualTo(all);
    assertThat(Files.readAllBytes(kept())).isEqualTo(sound);
  }

  @Test
  void isMadeAnewWhereItIsOfAnotherArchive() throws IOException {
    String all = opened();
    byte[] sound = Files.readAllBytes(kept());
    try (Archive other = Archive.create(directory.resolve("other").toUri(), options)) {
      commit(other.createRepository("shots").main(), 7);
      Path its = kept().resolveSibling(other.id() + ".heads");
      Files.write(its, sound);
      try (Catalog catalog = Catalog.open(other)) {
        assertThat(catalog.sql("select path from files where kind = 'file'").value(0, "path"))
            .contains("/7/a");
      }
      Files.delete(its);
    }
    assertThat(opened()).isEqualTo(all);
  }

  @Test
  void thePastIsNotKept() throws IOException {
    String all = opened();
    byte[] newest = Files.readAllBytes(kept());
    try (Archive archive = Archive.open(home.toUri(), options);
        Archive past = archive.asOf(archive.operations(3).get(2).sequence());
        Catalog then = Catalog.open(past)) {
      assertThat(then.sql("select * from files").size()).isEqualTo(6);
      then.rebuild();
    }
    assertThat(Files.readAllBytes(kept())).isEqualTo(newest);
    assertThat(opened()).isEqualTo(all);
  }

  @Test
  void isOfTheStateThatAnArchiveHad() {
    try (Archive archive = Archive.open(home.toUri(), options);
        Catalog now = Catalog.open(archive);
        Catalog then = Catalog.open(archive.asOf(archive.operations(3).get(2).sequence()))) {
      assertThat(then.sql("select * from commits").size()).isEqualTo(4); // one made the repository
      assertThat(then.sql("select * from files").size()).isEqualTo(6);
      assertThat(now.sql("select * from files").size()).isEqualTo(10);
    }
  }

  @Test
  void needsNoCacheDirectory() {
    String all = opened();
    try (Archive archive = Archive.open(home.toUri(), options.withoutCache());
        Catalog catalog = Catalog.open(archive)) {
      assertThat(AllTables.of(catalog)).isEqualTo(all);
    }
  }

  @Test
  void isThereInTwoProcessesAtOnce() throws Exception {
    try (Archive archive = Archive.open(home.toUri(), options);
        Catalog catalog = Catalog.open(archive)) {
      Process other = start();
      try (OutputStream in = other.getOutputStream();
          BufferedReader out = other.inputReader(StandardCharsets.UTF_8)) {
        for (int i = 0; i < 10; i++) {
          commit(archive.repository("shots").main(), 100 + i);
          if (i % 3 == 0) {
            catalog.rebuild();
          }
          in.write((i % 2 == 0 ? "rebuild\n" : "say\n").getBytes(StandardCharsets.UTF_8));
          in.flush();
          assertThat(out.readLine()).isEqualTo(AllTables.of(catalog).replace('\n', '|'));
        }
      } finally {
        other.destroyForcibly().waitFor();
      }
    }
    assertThat(opened()).contains("shot 109");
  }

  private Process start() throws Exception {
    Set<String> places = new LinkedHashSet<>();
    places.add(
        Path.of(CatalogProcess.class.getProtectionDomain().getCodeSource().getLocation().toURI())
            .toString());
    for (String name : List.of("jdk.module.path", "java.class.path")) {
      places.addAll(List.of(System.getProperty(name, "").split(File.pathSeparator)));
    }
    places.remove("");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", String.join(File.pathSeparator, places)));
    command.addAll(
        List.of(
            CatalogProcess.class.getName(),
            home.toString(),
            directory.resolve("cache").toString()));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }
}
