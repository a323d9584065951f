package io.stemma.internal.output;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stemma.AlreadyExistsException;
import io.stemma.InvalidNameException;
import io.stemma.NotFoundException;
import io.stemma.StorageException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatumOutputTest {
  @TempDir Path scratch;

  private OutputFixture fixture;
  private DatumOutput out;

  @org.junit.jupiter.api.BeforeEach
  void begin() {
    fixture = new OutputFixture(scratch);
    out = fixture.out;
  }

  @Test
  void relativeNamesLieBelowTheDatumAndAbsoluteOnesWhereTheySay() throws IOException {
    out.write("te.f64", "1").write("/all/te", "2").write("a/b/", "3");
    try (OutputStream stream = out.stream("ti")) {
      stream.write('4');
    }
    Files.writeString(out.path("/x"), "5");
    assertThat(fixture.finish())
        .isEqualTo(
            Map.of(
                "/18040/te.f64",
                "1",
                "/all/te",
                "2",
                "/18040/a/b",
                "3",
                "/18040/ti",
                "4",
                "/x",
                "5"));
  }

  @Test
  void filesComeInTheOrderOfTheirKeys() {
    out.write("/b", "").write("/a/x", "").write("/a-", "").write("/\ud83d\ude00", "");
    out.write("/\uffee", "").attribute("/a", "n", 1);
    assertThat(out.finish())
        .extracting(file -> file.path().text())
        .containsExactly("a-", "a", "a/x", "b", "\uffee", "\ud83d\ude00");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "..", "a/../b", "./a", "a//b", "//", "a\0", "\ud800"})
  void namesOutsideTheGrammarAreRefused(String name) {
    for (ThrowingCallable call :
        List.<ThrowingCallable>of(
            () -> out.path(name),
            () -> out.stream(name),
            () -> out.write(name, "x"),
            () -> out.copy(Path.of("in"), name),
            () -> out.attribute(name, "n", 1))) {
      assertThatThrownBy(call).isInstanceOf(InvalidNameException.class);
    }
  }

  @Test
  void theLastOneWinsAndAttributesStay() throws IOException {
    out.attribute("te", "unit", "eV").write("te", "1").attribute("te", "n", 1);
    Files.writeString(out.path("te"), "2");
    out.attribute("te", "n", 2L).attribute("sub", "of", "directory");
    assertThat(fixture.finish())
        .isEqualTo(
            Map.of(
                "/18040/te",
                "2{\"n\":2,\"unit\":\"eV\"}",
                "/18040/sub/",
                "{\"of\":\"directory\"}"));
  }

  @Test
  void attributesAreCheckedAtOnce() {
    assertThatThrownBy(() -> out.attribute("te", "n", new Object()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> out.attribute("te", "n", "x".repeat(2 << 20)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1 MiB");
    assertThatThrownBy(() -> out.attribute("/", "n", 1))
        .isInstanceOf(NotFoundException.class)
        .hasMessage("the root directory carries no attributes");
    assertThat(fixture.finish()).isEmpty();
  }

  @Test
  void whatWasSaidOfAFileThatCameBackStays() throws IOException {
    out.write("a", "1").attribute("a", "n", 1).write("b", "1").attribute("b", "n", 2);
    Files.delete(out.path("a"));
    Files.delete(out.path("b"));
    Files.writeString(out.path("b"), "2");
    assertThat(fixture.finish()).isEqualTo(Map.of("/18040/b", "2{\"n\":2}"));
  }

  @Test
  void copiesAreByReference() {
    byte[] large = "0123456789".repeat(400_000).getBytes(UTF_8);
    fixture
        .input("/18040/te", large, "{\"unit\":\"eV\"}")
        .input("/18040/raw/ti", "ti".getBytes(UTF_8), "")
        .inputDirectory("/18040/raw", "{\"gas\":\"D2\"}");
    out.attribute("one", "n", 1)
        .write("all/kept", "kept")
        .write("all/raw/ti", "replaced")
        .copy(Path.of("in/18040/te"), "one")
        .copy(Path.of("in/18040"), "all")
        .copy(Path.of("in"), "/");
    long before = fixture.written.get();
    Map<String, String> texts = fixture.finish();
    assertThat(before).as("of what was written, not of what was copied").isEqualTo(12);
    assertThat(texts)
        .containsOnlyKeys(
            "/18040/one",
            "/18040/all/kept",
            "/18040/all/te",
            "/18040/all/raw/",
            "/18040/all/raw/ti",
            "/18040/te",
            "/18040/raw/",
            "/18040/raw/ti");
    assertThat(texts.get("/18040/one"))
        .isEqualTo(new String(large, UTF_8) + "{\"n\":1,\"unit\":\"eV\"}");
    assertThat(texts.get("/18040/all/raw/")).isEqualTo("{\"gas\":\"D2\"}");
    assertThat(texts.get("/18040/all/raw/ti")).isEqualTo("ti");
  }

  @Test
  void aDatumMayWriteTheFileThatItIsCalledBy() throws IOException {
    fixture.input("/18040", "a file".getBytes(UTF_8), "");
    assertThat(Files.isDirectory(out.path("/18040"))).isTrue();
    out.copy(Path.of("in/18040"), "/18040");
    assertThat(Files.readString(out.path("/18040"))).isEqualTo("a file");
    assertThatThrownBy(() -> out.write("x", "y")).isInstanceOf(AlreadyExistsException.class);
    assertThat(fixture.finish()).isEqualTo(Map.of("/18040", "a file"));
  }

  @Test
  void onlyInputsCanBeCopied() {
    assertThatThrownBy(() -> out.copy(Path.of("elsewhere"), "x"))
        .isInstanceOf(NotFoundException.class)
        .hasMessage(
            "elsewhere is no input of the datum /18040; copy what the datum gives as paths, or write"
                + " it");
    assertThatThrownBy(() -> out.copy(Path.of("in/no"), "x"))
        .isInstanceOf(NotFoundException.class)
        .hasMessage("there is nothing at in/no, which was to be copied to /18040/x");
    fixture.input("/f", new byte[1], "");
    assertThatThrownBy(() -> out.copy(Path.of("in/f"), "/"))
        .isInstanceOf(AlreadyExistsException.class)
        .hasMessage("the path / is a directory and cannot be a file");
  }

  @Test
  void filesAndDirectoriesExcludeEachOther() throws IOException {
    out.write("a", "1").write("b/c", "2");
    for (ThrowingCallable call :
        List.<ThrowingCallable>of(
            () -> out.write("a/x", ""),
            () -> out.stream("a/x"),
            () -> out.copy(Path.of("in"), "a/x"))) {
      fixture.input("/f", new byte[1], "");
      assertThatThrownBy(call)
          .isInstanceOf(AlreadyExistsException.class)
          .hasMessageStartingWith("/18040/a is a file: nothing can lie below it, as /18040/a/x");
    }
    for (ThrowingCallable call :
        List.<ThrowingCallable>of(
            () -> out.write("b", ""),
            () -> out.stream("b"),
            () -> out.copy(Path.of("in/f"), "b"))) {
      assertThatThrownBy(call)
          .isInstanceOf(AlreadyExistsException.class)
          .hasMessage("/18040/b is a directory and cannot be a file");
    }
    assertThatThrownBy(() -> Files.writeString(out.path("a/x"), ""))
        .isInstanceOf(FileSystemException.class)
        .hasMessage("/18040/a/x: /18040/a is a file: nothing can lie below it, as /18040/a/x");
    assertThatThrownBy(() -> Files.writeString(out.path("b"), ""))
        .isInstanceOf(FileSystemException.class)
        .hasMessage("/18040/b: /18040/b is a directory and cannot be a file");
    try (OutputStream late = out.stream("late")) {
      out.write("late/x", "");
      late.write(1);
      assertThatThrownBy(late::close)
          .isInstanceOf(FileSystemException.class)
          .hasMessageContaining("/18040/late is a directory and cannot be a file");
    }
    assertThatThrownBy(out::finish)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("/18040/late was not written whole");
  }

  @Test
  void nothingCanBeSaidOfWhatLiesBelowAFile() {
    out.attribute("a/x", "n", 1).write("a", "1");
    assertThatThrownBy(out::finish)
        .isInstanceOf(AlreadyExistsException.class)
        .hasMessage("/18040/a is a file: nothing can lie below it, as /18040/a/x");
  }

  @Test
  void whatIsLeftOpenFailsTheDatum() throws IOException {
    OutputStream stream = out.stream("b");
    SeekableByteChannel channel =
        Files.newByteChannel(out.path("a"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    stream.write(1);
    assertThatThrownBy(out::finish)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "left open: /18040/a, /18040/b; close what is written, as try (...) does, before the"
                + " transformation returns");
    assertThatThrownBy(stream::close).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(channel::close).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void whatIsOpenForReadingDoesNoHarm() throws IOException {
    out.write("a", "1");
    SeekableByteChannel channel = Files.newByteChannel(out.path("a"));
    java.nio.channels.FileChannel file = java.nio.channels.FileChannel.open(out.path("a"));
    assertThat(fixture.spools).hasValue(1);
    assertThat(fixture.finish()).isEqualTo(Map.of("/18040/a", "1"));
    assertThat(fixture.temporaries()).isEmpty();
    channel.close();
    assertThat(file.isOpen()).isTrue();
  }

  @Test
  void nothingIsTakenAfterTheEnd() throws IOException {
    for (boolean finish : new boolean[] {true, false}) {
      begin();
      out.write("a", "1");
      Path path = out.path("a");
      OutputStream stream = finish ? OutputStream.nullOutputStream() : out.stream("s");
      if (finish) {
        out.finish();
      } else {
        out.drop();
        out.drop();
        assertThatThrownBy(() -> stream.write(1)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> stream.write(new byte[3]))
            .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(stream::close).isInstanceOf(IllegalStateException.class);
      }
      for (ThrowingCallable call :
          List.<ThrowingCallable>of(
              out::finish,
              () -> out.write("b", "x"),
              () -> out.stream("b"),
              () -> out.copy(Path.of("in"), "b"),
              () -> out.attribute("b", "n", 1),
              () -> Files.writeString(path, "x"),
              () -> Files.readString(path),
              () -> Files.exists(path),
              () -> Files.delete(path),
              () -> Files.createDirectory(out.path("d")),
              () -> out.path("/").toRealPath(),
              () -> Files.move(path, out.path("b")))) {
        assertThatThrownBy(call)
            .isInstanceOf(IllegalStateException.class)
            .hasMessage("the datum /18040 has ended: its output takes nothing more");
      }
      assertThat(path.getFileSystem().isOpen()).isFalse();
    }
  }

  @Test
  void aFileThatCouldNotBeWrittenIsNoneEvenIfNobodyCares() throws IOException {
    AtomicBoolean full = new AtomicBoolean(true);
    out =
        fixture.output(
            fixture.sink(
                length -> {
                  if (full.get()) {
                    throw new StorageException("no space left", new IOException("full"));
                  }
                }));
    assertThatThrownBy(() -> out.write("small", "x")).isInstanceOf(StorageException.class);
    try (OutputStream stream = out.stream("large")) {
      assertThatThrownBy(() -> stream.write(new byte[9 << 20]))
          .isInstanceOf(FileSystemException.class)
          .hasMessage("/18040/large: no space left")
          .hasCauseInstanceOf(StorageException.class);
      full.set(false);
    }
    assertThatThrownBy(out::finish)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the file /18040/large was not written whole: no space left");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void aWriteThatMeetsTheEndIsDoneOrFails(long seed) throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    AtomicBoolean ended = new AtomicBoolean();
    AtomicBoolean late = new AtomicBoolean();
    out =
        fixture.output(
            fixture.sink(
                length -> {
                  begun.countDown();
                  late.compareAndSet(false, ended.get());
                }));
    List<String> done = new ArrayList<>();
    Thread writer =
        new Thread(
            () -> {
              try {
                for (int i = 0; i < 100_000; i++) {
                  out.write("f" + i, seed + "-" + i);
                  done.add("/18040/f" + i);
                }
              } catch (IllegalStateException e) {
                return; // The end.
              }
            });
    writer.start();
    begun.await();
    List<OutputFile> files = out.finish();
    ended.set(true);
    writer.join();
    assertThat(late).as("a chunk was written after the end").isFalse();
    assertThat(files)
        .extracting(file -> file.path().toString())
        .containsExactlyInAnyOrderElementsOf(done);
  }

  @Test
  void severalThreadsWriteAtOnce() throws Exception {
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < 4; t++) {
      String name = "t" + t;
      Thread thread =
          new Thread(
              () -> {
                try {
                  for (int i = 0; i < 100; i++) {
                    out.write(name + "/w" + i, name);
                    Files.writeString(out.path(name + "/p" + i), name);
                    out.attribute(name + "/p" + i, "i", i);
                  }
                } catch (IOException e) {
                  throw new AssertionError(e);
                }
              });
      threads.add(thread);
      thread.start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(fixture.finish()).hasSize(800).containsEntry("/18040/t3/p7", "t3{\"i\":7}");
  }
}
