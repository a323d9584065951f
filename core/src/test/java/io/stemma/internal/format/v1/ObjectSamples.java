package io.stemma.internal.format.v1;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.stemma.Attributes;
import io.stemma.CommitSource;
import io.stemma.internal.base.Hash;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The objects of the test vectors: those in docs/FORMAT.md and in the golden files. */
final class ObjectSamples {
  static final Instant TIME = Instant.parse("2026-11-22T16:31:05.123456Z");

  private ObjectSamples() {}

  /** A chunk of a file: its id is that of an ASCII text, whatever its length says. */
  static ChunkRef chunk(String text, long length) {
    return new ChunkRef(Hash.of(text.getBytes(UTF_8)), length);
  }

  static FileEntry smallFile() {
    return FileEntry.file(10, List.of(chunk("shot 18040", 10)), 0);
  }

  static FileEntry fullFile() {
    return new FileEntry(
        false,
        1_000_000,
        List.of(chunk("chunk 0", 600_000), chunk("chunk 1", 400_000)),
        0,
        Optional.of(TIME),
        true,
        1,
        "{\"unit\":\"V\"}");
  }

  static FileEntry longFile() {
    return FileEntry.file(
        chunkList().length(), List.of(new ChunkRef(listId(chunkList()), 400_010)), 1);
  }

  static FileEntry emptyFile() {
    return FileEntry.file(0, List.of(), 0);
  }

  static FileEntry directory() {
    return FileEntry.DIRECTORY_ENTRY.withAttributes("{\"gas\":\"D2\",\"shot\":18040}");
  }

  /** An entry that is too long for a node. */
  static FileEntry valueEntry() {
    return smallFile().withAttributes("{\"note\":\"" + "n".repeat(250) + "\"}");
  }

  static byte[] value() {
    return ObjectHeader.wrap(Kind.VALUE.tag(), valueEntry().encode());
  }

  static byte[] valueReference() {
    byte[] value = value();
    return FileEntry.encodeExternal(valueEntry(), Kind.VALUE.id(value, 0, value.length));
  }

  /** Two chunks of one level below which there is nothing. */
  static ChunkList chunkList() {
    return new ChunkList(0, List.of(chunk("chunk 1", 400_000), chunk("shot 18040", 10)));
  }

  static Hash listId(ChunkList list) {
    byte[] bytes = list.encode();
    return Kind.CHUNK_LIST.id(bytes, 0, bytes.length);
  }

  /** As many items as a node can have. */
  static ChunkList longestChunkList() {
    List<ChunkRef> items = new ArrayList<>();
    for (int i = 0; i < ChunkList.MAX_ITEMS; i++) {
      items.add(chunk("list " + i, 40_000_000L + i));
    }
    return new ChunkList(1, items);
  }

  static CommitObject firstCommit() {
    return new CommitObject(
        "shots",
        Hash.parse("6cd7dbfe9541463dfeb0089f991c62df18e09792a728f6531314c048fef66904"),
        List.of(),
        "ada",
        Instant.parse("2026-11-22T16:31:05Z"),
        "create repository shots",
        Attributes.NONE,
        "00112233445566778899aabbccddeeff");
  }

  /** A commit of two directories that were imported, and of others that are not told. */
  static CommitObject sourcedCommit() {
    CommitObject first = firstCommit();
    return new CommitObject(
        first.repository(),
        first.root(),
        List.of(),
        first.author(),
        first.time(),
        "18000-18063",
        Attributes.NONE,
        first.cause(),
        List.of(),
        Optional.empty(),
        Optional.of(
            new CommitSource("daq-1", List.of("/data/2026-11-22", "/data/m\u00fcller/\"te\""), 3)));
  }

  static CommitObject fullCommit() {
    Map<String, Object> attributes = new LinkedHashMap<>();
    attributes.put("shots", List.of(18000L, 18063L));
    attributes.put("campaign", "D2 \u2264 200 kA");
    attributes.put("checked", true);
    attributes.put("gain", 1.02);
    attributes.put("rack", Map.of("b", 2L, "a", "x"));
    return new CommitObject(
        "shots",
        Hash.parse("4f7bc9290b596278911dcd0c54e1394611940c2fdae1384b6cdccdf623b09bd3"),
        List.of(Hash.of("parent 0".getBytes(UTF_8)), Hash.of("parent 1".getBytes(UTF_8))),
        "Emmy \"E.\" Noether",
        TIME,
        "first line\nsecond line",
        new Attributes(attributes),
        "ffeeddccbbaa99887766554433221100");
  }

  static RefTarget repositoryRef() {
    return new RefTarget(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Instant.parse("2026-11-22T16:31:05Z"),
        "");
  }

  static RefTarget branchRef() {
    return new RefTarget(
        Optional.of(Hash.of("commit".getBytes(UTF_8))),
        Optional.empty(),
        Optional.of(Hash.of("root".getBytes(UTF_8))),
        Optional.empty(),
        TIME,
        "D2");
  }

  /** A branch that was moved, with the ids of {@link #branchRef}. */
  static RefTarget movedRef() {
    RefTarget branch = branchRef();
    return RefTarget.of(
            branch.commit().orElseThrow(),
            branch.root().orElseThrow(),
            Instant.parse("2026-11-22T16:31:05Z"))
        .movedBy("00112233445566778899aabbccddeeff");
  }

  /** What a datum of a shot and its calibration gave: one small file. */
  static DatumResult datumResult() {
    return new DatumResult(
        Hash.of("key".getBytes(UTF_8)),
        "/18040",
        List.of(
            new DatumResult.InputPaths("shot", 0, List.of("18040"), List.of("18040/te.i16")),
            new DatumResult.InputPaths("cal", 1, List.of("te/b"), List.of("te/b"))),
        List.of(new DatumResult.OutputFile("18040/te.f64", smallFile())),
        1,
        1_000_000,
        TIME.toEpochMilli());
  }

  /** Every vector of the document that is no log entry, pack, index or node, by name. */
  static Map<String, byte[]> vectors() {
    Map<String, byte[]> all = new LinkedHashMap<>();
    all.put("empty-node", ObjectHeader.wrap("NODE", new byte[2]));
    all.put("ref-repository", RefTargetCodec.encode(repositoryRef()));
    all.put("ref-branch", RefTargetCodec.encode(branchRef()));
    all.put("ref-moved", RefTargetCodec.encode(movedRef()));
    all.put("file-small", smallFile().encode());
    all.put("file-full", fullFile().encode());
    all.put("file-long", longFile().encode());
    all.put("file-empty", emptyFile().encode());
    all.put("directory", directory().encode());
    all.put("value-reference", valueReference());
    all.put("chunk-list", chunkList().encode());
    all.put("commit-first", firstCommit().encode());
    all.put("commit-source", sourcedCommit().encode());
    all.put("datum-result", datumResult().encode());
    return all;
  }
}
