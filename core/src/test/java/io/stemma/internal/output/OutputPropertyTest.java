package io.stemma.internal.output;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;

import io.stemma.internal.format.v1.CanonicalJson;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is done to an output in whatever way, it is what a map of names to bytes would be. */
class OutputPropertyTest {
  private static final List<String> NAMES =
      List.of("te", "ti", "a/te", "a/b/te", "a-b", "c/\u00e4", "/x", "/18041/te");

  @TempDir Path scratch;

  private final Map<String, byte[]> model = new TreeMap<>();

  /** What is said of paths; it stays where a file is deleted and comes back. */
  private final Map<String, Map<String, Object>> said = new HashMap<>();

  /** What came with files that were copied. */
  private final Map<String, Map<String, Object>> brought = new HashMap<>();

  private OutputFixture fixture;
  private DatumOutput out;
  private Random random = new Random();

  @BeforeEach
  void begin() {
    fixture = new OutputFixture(scratch).input("/in", "an input".getBytes(UTF_8), "{\"i\":1}");
    out = fixture.out;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void isAMap(long seed) throws IOException {
    random = new Random(seed);
    for (int i = 0; i < 200; i++) {
      step(NAMES.get(random.nextInt(NAMES.size())));
    }
    check();
    Map<String, byte[]> found = new TreeMap<>();
    for (OutputFile file : out.finish()) {
      assertThat(file.entry().directory()).isFalse();
      found.put(file.path().toString(), fixture.content(file.entry()));
      assertThat(CanonicalJson.readAttributes(file.entry().attributes()).values())
          .as(file.path().toString())
          .isEqualTo(attributes(file.path().toString()));
    }
    assertThat(found.keySet()).isEqualTo(model.keySet());
    found.forEach((name, bytes) -> assertThat(bytes).as(name).isEqualTo(model.get(name)));
    assertThat(fixture.temporaries()).isEmpty();
  }

  private Map<String, Object> attributes(String at) {
    Map<String, Object> all = new TreeMap<>(brought.getOrDefault(at, Map.of()));
    all.putAll(said.getOrDefault(at, Map.of()));
    return all;
  }

  private static String absolute(String name) {
    return name.startsWith("/") ? name : "/18040/" + name;
  }

  /** The last bytes of a file repeat what was written before now and then, as real ones do. */
  private byte[] bytes() {
    byte[] bytes = new byte[random.nextInt(40) == 0 ? random.nextInt(6 << 20) : random.nextInt(90)];
    new Random(random.nextInt(4)).nextBytes(bytes);
    return bytes;
  }

  private void step(String name) throws IOException {
    String at = absolute(name);
    Path path = out.path(name);
    switch (random.nextInt(12)) {
      case 0 -> {
        byte[] bytes = bytes();
        out.write(name, bytes);
        model.put(at, bytes);
      }
      case 1 -> {
        byte[] bytes = bytes();
        Files.write(path, bytes);
        model.put(at, bytes);
      }
      case 2 -> stream(name);
      case 3 -> seek(path, at, false);
      case 4 -> seek(path, at, true);
      case 5 -> fileChannel(path, at);
      case 6 -> append(path, at);
      case 7 -> copyInput(name, at);
      case 8 -> {
        assertThat(Files.deleteIfExists(path)).isEqualTo(model.remove(at) != null);
        brought.remove(at);
      }
      case 9 -> moveOrCopy(path, at);
      case 10 -> {
        if (model.containsKey(at)) {
          String attribute = "n" + random.nextInt(3);
          long value = random.nextInt();
          out.attribute(name, attribute, value);
          said.computeIfAbsent(at, key -> new TreeMap<>()).put(attribute, value);
        }
      }
      default -> check(path, at);
    }
  }

  private void stream(String name) throws IOException {
    byte[] bytes = bytes();
    try (OutputStream stream = out.stream(name)) {
      for (int at = 0; at < bytes.length; ) {
        int count = Math.min(bytes.length - at, random.nextInt(1 + bytes.length / 3));
        if (count == 0) {
          stream.write(bytes[at++]);
        } else {
          stream.write(bytes, at, count);
          at += count;
        }
      }
    }
    model.put(absolute(name), bytes);
  }

  private void seek(Path path, String at, boolean read) throws IOException {
    StandardOpenOption[] options =
        read
            ? new StandardOpenOption[] {CREATE, WRITE, READ}
            : new StandardOpenOption[] {CREATE, WRITE};
    byte[] content = model.getOrDefault(at, new byte[0]);
    try (SeekableByteChannel channel = Files.newByteChannel(path, options)) {
      for (int i = random.nextInt(5); i >= 0; i--) {
        int position = random.nextInt(content.length + 10);
        byte[] bytes = bytes();
        channel.position(position).write(buffer(bytes));
        content = written(content, position, bytes);
        if (random.nextInt(4) == 0) {
          int size = random.nextInt(content.length + 10);
          channel.truncate(size);
          content = Arrays.copyOf(content, Math.min(content.length, size));
        }
        assertThat(channel.size()).isEqualTo(content.length);
      }
      if (read) {
        ByteBuffer all = ByteBuffer.allocate(content.length + 1);
        channel.position(0);
        int count = 0;
        while (count >= 0) {
          count = channel.read(all);
        }
        assertThat(Arrays.copyOf(all.array(), all.position())).isEqualTo(content);
      }
    }
    model.put(at, content);
  }

  private ByteBuffer buffer(byte[] bytes) {
    return random.nextBoolean()
        ? ByteBuffer.wrap(bytes)
        : ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
  }

  private static byte[] written(byte[] content, int position, byte[] bytes) {
    if (bytes.length == 0) {
      return content;
    }
    byte[] all = Arrays.copyOf(content, Math.max(content.length, position + bytes.length));
    System.arraycopy(bytes, 0, all, position, bytes.length);
    return all;
  }

  private void fileChannel(Path path, String at) throws IOException {
    byte[] content = model.getOrDefault(at, new byte[0]);
    byte[] bytes = bytes();
    int position = random.nextInt(content.length + 10);
    try (FileChannel channel = FileChannel.open(path, CREATE, WRITE)) {
      channel.write(buffer(bytes), position);
    }
    model.put(at, written(content, position, bytes));
  }

  private void append(Path path, String at) throws IOException {
    byte[] content = model.getOrDefault(at, new byte[0]);
    byte[] bytes = bytes();
    Files.write(path, bytes, CREATE, StandardOpenOption.APPEND);
    model.put(at, written(content, content.length, bytes));
  }

  private void copyInput(String name, String at) throws IOException {
    out.copy(Path.of("in/in"), name);
    model.put(at, "an input".getBytes(UTF_8));
    brought.put(at, Map.of("i", 1L));
  }

  private void moveOrCopy(Path path, String at) throws IOException {
    String other = absolute(NAMES.get(random.nextInt(NAMES.size())));
    if (!model.containsKey(at) || other.equals(at)) {
      return;
    }
    byte[] content = Objects.requireNonNull(model.get(at));
    if (random.nextBoolean()) {
      Files.move(path, out.path(other), StandardCopyOption.REPLACE_EXISTING);
      model.remove(at);
      Map<String, Object> moved = said.remove(at);
      if (moved != null) {
        said.computeIfAbsent(other, key -> new TreeMap<>()).putAll(moved);
      }
      brought.put(other, Objects.requireNonNullElse(brought.remove(at), Map.of()));
    } else {
      Files.copy(path, out.path(other), StandardCopyOption.REPLACE_EXISTING);
      brought.put(other, brought.getOrDefault(at, Map.of()));
    }
    model.put(other, content);
  }

  private void check(Path path, String at) throws IOException {
    byte[] expected = model.get(at);
    assertThat(Files.exists(path)).isEqualTo(expected != null);
    if (expected != null) {
      assertThat(Files.size(path)).isEqualTo(expected.length);
      assertThat(Files.readAllBytes(path)).isEqualTo(expected);
    }
  }

  private void check() throws IOException {
    try (var files = Files.walk(out.path("/"))) {
      assertThat(files.filter(Files::isRegularFile).map(Path::toString))
          .containsExactlyInAnyOrderElementsOf(model.keySet());
    }
  }
}
