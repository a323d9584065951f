package io.stemma.internal.format.v1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stemma.internal.base.MalformedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Entries, chunk lists, values and commits that were written once must be readable for ever, and
 * damaged ones refused. {@code -Dstemma.golden.write=true} writes the files anew.
 */
class GoldenObjectsTest {
  private static final Path DIRECTORY = Path.of("src/test/resources/golden/v1/objects");

  private static final Set<String> DAMAGED =
      Set.of("value", "chunk-list", "commit-full", "datum-result");

  private static Map<String, byte[]> sound() {
    Map<String, byte[]> all = new LinkedHashMap<>(ObjectSamples.vectors());
    all.put("value", ObjectSamples.value());
    all.put("chunk-list-longest", ObjectSamples.longestChunkList().encode());
    all.put("commit-full", ObjectSamples.fullCommit().encode());
    return all;
  }

  private static byte[] with(byte[] bytes, int at, int value) {
    byte[] changed = bytes.clone();
    changed[at] = (byte) value;
    return changed;
  }

  private static Map<String, byte[]> damaged() {
    Map<String, byte[]> all = new LinkedHashMap<>();
    sound()
        .forEach(
            (name, bytes) -> {
              if (DAMAGED.contains(name)) {
                all.put(
                    name + "-flipped", with(bytes, bytes.length - 3, bytes[bytes.length - 3] ^ 1));
                all.put(name + "-cut", Arrays.copyOf(bytes, bytes.length - 1));
                all.put(name + "-version-2", with(bytes, 8, '2'));
                all.put(name + "-other-type", ObjectHeader.wrap("XXXX", payload(bytes)));
              }
            });
    byte[] ref = RefTargetCodec.encode(ObjectSamples.branchRef());
    all.put("ref-cut", Arrays.copyOf(ref, ref.length - 1));
    all.put("ref-unknown-flag", with(ref, 0, 11));
    byte[] file = ObjectSamples.fullFile().encode();
    all.put("file-cut", Arrays.copyOf(file, file.length - 1));
    all.put("file-longer", Arrays.copyOf(file, file.length + 1));
    all.put("file-unknown-kind", with(file, 0, 4));
    all.put("file-unknown-flag", with(file, 4, 31));
    all.put("file-wrong-sum", with(file, 1, file[1] ^ 1));
    return all;
  }

  private static byte[] payload(byte[] object) {
    return Arrays.copyOfRange(object, ObjectHeader.BYTES, object.length);
  }

  private static byte[] golden(String name) throws IOException {
    return Files.readAllBytes(DIRECTORY.resolve(name + ".bin"));
  }

  @Test
  void whatIsWrittenIsWhatWasWritten() throws IOException {
    for (Map.Entry<String, byte[]> object : sound().entrySet()) {
      assertThat(object.getValue()).as(object.getKey()).isEqualTo(golden(object.getKey()));
    }
  }

  @Test
  void whatWasWrittenIsRead() throws IOException {
    assertThat(RefTargetCodec.decode(golden("ref-repository")))
        .isEqualTo(ObjectSamples.repositoryRef());
    assertThat(RefTargetCodec.decode(golden("ref-branch"))).isEqualTo(ObjectSamples.branchRef());
    assertThat(FileEntry.decode(golden("file-small"))).isEqualTo(ObjectSamples.smallFile());
    assertThat(FileEntry.decode(golden("file-full"))).isEqualTo(ObjectSamples.fullFile());
    assertThat(FileEntry.decode(golden("file-long"))).isEqualTo(ObjectSamples.longFile());
    assertThat(FileEntry.decode(golden("file-empty"))).isEqualTo(ObjectSamples.emptyFile());
    assertThat(FileEntry.decode(golden("directory"))).isEqualTo(ObjectSamples.directory());
    byte[] value = golden("value");
    ObjectHeader.check(value, 0, value.length, Kind.VALUE.tag());
    assertThat(FileEntry.decode(payload(value))).isEqualTo(ObjectSamples.valueEntry());
    assertThat(FileEntry.external(golden("value-reference")))
        .contains(Kind.VALUE.id(value, 0, value.length));
    assertThat(ChunkList.decode(golden("chunk-list"))).isEqualTo(ObjectSamples.chunkList());
    assertThat(ChunkList.decode(golden("chunk-list-longest")))
        .isEqualTo(ObjectSamples.longestChunkList());
    assertThat(CommitObject.decode(golden("commit-first"))).isEqualTo(ObjectSamples.firstCommit());
    assertThat(CommitObject.decode(golden("commit-source")))
        .isEqualTo(ObjectSamples.sourcedCommit());
    assertThat(RefTargetCodec.decode(golden("ref-moved"))).isEqualTo(ObjectSamples.movedRef());
    assertThat(DatumResult.decode(golden("datum-result"))).isEqualTo(ObjectSamples.datumResult());
    assertThat(CommitObject.decode(golden("commit-full"))).isEqualTo(ObjectSamples.fullCommit());
  }

  @Test
  void whatIsDamagedIsRefused() throws IOException {
    for (Map.Entry<String, byte[]> object : damaged().entrySet()) {
      String name = object.getKey();
      byte[] bytes = golden("damaged/" + name);
      assertThat(bytes).as(name).isEqualTo(object.getValue());
      assertThatThrownBy(() -> decoder(name).accept(bytes))
          .as(name)
          .isInstanceOf(
              name.endsWith("-version-2")
                  ? UnsupportedVersionException.class
                  : MalformedException.class);
    }
  }

  private static Consumer<byte[]> decoder(String name) {
    if (name.startsWith("ref")) {
      return RefTargetCodec::decode;
    } else if (name.startsWith("file")) {
      return FileEntry::decode;
    } else if (name.startsWith("value")) {
      return bytes -> ObjectHeader.check(bytes, 0, bytes.length, Kind.VALUE.tag());
    } else if (name.startsWith("datum-result")) {
      return DatumResult::decode;
    }
    return name.startsWith("chunk-list") ? ChunkList::decode : CommitObject::decode;
  }

  @Test
  @EnabledIfSystemProperty(named = "stemma.golden.write", matches = "true")
  void write() throws IOException {
    Files.createDirectories(DIRECTORY.resolve("damaged"));
    for (Map.Entry<String, byte[]> object : sound().entrySet()) {
      Files.write(DIRECTORY.resolve(object.getKey() + ".bin"), object.getValue());
    }
    for (Map.Entry<String, byte[]> object : damaged().entrySet()) {
      Files.write(
          DIRECTORY.resolve("damaged").resolve(object.getKey() + ".bin"), object.getValue());
    }
  }

  @Test
  void everyFileIsTested() throws IOException {
    for (String folder : List.of("", "damaged")) {
      Map<String, byte[]> known = folder.isEmpty() ? sound() : damaged();
      try (var files = Files.list(DIRECTORY.resolve(folder))) {
        assertThat(files.filter(Files::isRegularFile).map(f -> f.getFileName().toString()))
            .containsExactlyInAnyOrderElementsOf(
                known.keySet().stream().map(n -> n + ".bin").toList());
      }
    }
  }
}
