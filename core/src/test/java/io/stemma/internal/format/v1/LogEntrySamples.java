package io.stemma.internal.format.v1;

import io.stemma.internal.base.Hash;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** The entries behind the golden files. */
final class LogEntrySamples {
  static final String ARCHIVE = "01234567-89ab-4cde-8f01-23456789abcd";
  static final Instant TIME = Instant.parse("2026-11-22T16:31:05.123456Z");

  private LogEntrySamples() {}

  static ArchiveMarker marker() {
    return new ArchiveMarker(ARCHIVE, TIME);
  }

  static LogEntry first() {
    return new LogEntry(
        1,
        LogEntry.NO_ENTRY,
        ARCHIVE,
        "0123456789ab4cde8f0123456789abcd",
        TIME,
        List.of(
            new OperationRecord(
                "0123456789ab4cde8f0123456789abcd", TIME, "", "create-archive", "", List.of())),
        ArchiveState.EMPTY,
        Optional.empty(),
        UnknownFields.NONE);
  }

  static LogEntry full(UnknownFields unknown, UnknownFields operationUnknown) {
    Hash hash = Hash.of("some bytes".getBytes(StandardCharsets.UTF_8));
    PackId pack = PackId.parse("00112233445566778899aabbccddeeff");
    Location place = new Location(pack, 4_294_967_295L, 16_777_215, 4_095);
    RefTarget target =
        new RefTarget(
            Optional.of(hash),
            Optional.of(place),
            Optional.of(hash),
            Optional.of(place),
            TIME,
            "Schuß \uD83D\uDD25 \"18000\"\n");
    RefTarget repository =
        new RefTarget(
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), TIME, "");
    SortedMap<String, RefTarget> refs = new TreeMap<>();
    refs.put("shots", repository);
    refs.put("shots/heads/main", target);
    List<PackRow> rows =
        List.of(
            new PackRow(Kind.COMMIT, hash, 24, 300, 0), new PackRow(Kind.NODE, hash, 24, 300, 1));
    ArchiveState state =
        new ArchiveState(
            refs,
            new TreeSet<>(List.of("shots/heads/old")),
            Optional.of(new TreeRef(hash, place)),
            List.of(new IndexRef("0".repeat(31) + "1", 1_000_000_000, 25_000_000)),
            List.of(
                RecentPack.of(pack, 1_234, rows), new RecentPack(pack, 1 << 28, Optional.empty())),
            List.of(pack),
            List.of(new StagingEntry("f".repeat(32), TIME, List.of(pack))),
            7,
            new TreeSet<>(),
            new TreeSet<>(),
            unknown);
    return new LogEntry(
        42,
        hash,
        ARCHIVE,
        "a".repeat(32),
        TIME,
        List.of(
            new OperationRecord(
                "b".repeat(32),
                TIME,
                "someone <someone@example.org>",
                "commit",
                "18000-18063",
                List.of(
                    new RefMove("shots/heads/main", Optional.empty(), Optional.of(target)),
                    new RefMove("shots", Optional.of(repository), Optional.empty())),
                operationUnknown)),
        state,
        Optional.of(new EntryRef(40, hash)),
        unknown);
  }

  static UnknownFields unknown() {
    SortedMap<String, String> fields = new TreeMap<>();
    fields.put("later", "{\"a\":[1,2.50,1E+3,null,true,\"x\"],\"a2\":12345678901234567890123}");
    fields.put("zeta", "\"z\"");
    return new UnknownFields(fields);
  }

  /** A change to the text of an entry, with a right checksum. */
  static byte[] edited(byte[] object, String from, String to) {
    String text = new String(object, StandardCharsets.UTF_8).substring(ObjectHeader.BYTES);
    if (!text.contains(from)) {
      throw new IllegalArgumentException(from);
    }
    return ObjectHeader.wrap(
        new String(object, 10, 4, StandardCharsets.US_ASCII),
        text.replace(from, to).getBytes(StandardCharsets.UTF_8));
  }

  /** The golden files by name. */
  static Map<String, byte[]> golden() {
    byte[] full = LogEntryCodec.encode(full(UnknownFields.NONE, UnknownFields.NONE));
    byte[] flipped = full.clone();
    flipped[full.length / 2] ^= 1;
    byte[] future = full.clone();
    future[8] = '2';
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("stemma.json", LogEntryCodec.encode(marker()));
    files.put("first.entry", LogEntryCodec.encode(first()));
    files.put("full.entry", full);
    files.put("unknown-fields.entry", LogEntryCodec.encode(full(unknown(), unknown())));
    files.put("damaged-flipped.entry", flipped);
    files.put("damaged-truncated.entry", Arrays.copyOf(full, full.length / 2));
    files.put("damaged-empty.entry", new byte[0]);
    files.put("future-version.entry", future);
    files.put(
        "future-reader-feature.entry",
        edited(full, "\"readerFeatures\":[]", "\"readerFeatures\":[\"telepathy\"]"));
    files.put(
        "future-writer-feature.entry",
        edited(full, "\"writerFeatures\":[]", "\"writerFeatures\":[\"telepathy\"]"));
    return files;
  }
}
