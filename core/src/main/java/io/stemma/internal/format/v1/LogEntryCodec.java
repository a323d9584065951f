package io.stemma.internal.format.v1;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.stemma.internal.base.MalformedException;
import java.util.Set;

/**
 * Log entries as bytes: tag {@code LOGE}, then JSON with its fields in a fixed order. Also {@code
 * stemma.json}, tag {@code ARCH}.
 */
public final class LogEntryCodec {
  /** The longest entry. */
  public static final int MAX_BYTES = 16 << 20;

  private static final String ENTRY_TAG = "LOGE";
  private static final String MARKER_TAG = "ARCH";
  private static final Set<String> ENTRY_FIELDS =
      Set.of(
          "sequence",
          "previous",
          "archive",
          "write",
          "time",
          "recoversFrom",
          "operations",
          "state");
  private static final Set<String> MARKER_FIELDS = Set.of("archive", "created", "format");

  private LogEntryCodec() {}

  /**
   * The stored bytes of an entry.
   *
   * @throws IllegalArgumentException if they would be longer than {@link #MAX_BYTES}
   */
  public static byte[] encode(LogEntry entry) {
    ObjectNode json = Json.object();
    json.put("sequence", entry.sequence());
    json.put("previous", entry.previous().toString());
    json.put("archive", entry.archiveId());
    json.put("write", entry.writeId());
    json.put("time", entry.time().toString());
    entry
        .recoversFrom()
        .ifPresent(
            from ->
                json.putObject("recoversFrom")
                    .put("sequence", from.sequence())
                    .put("digest", from.digest().toString()));
    ArrayNode operations = json.putArray("operations");
    entry.operations().forEach(operation -> operations.add(OperationJson.encode(operation)));
    json.set("state", StateJson.encode(entry.state()));
    Json.addUnknown(json, entry.unknown());
    byte[] bytes = Json.encode(ENTRY_TAG, json);
    if (bytes.length > MAX_BYTES) {
      throw new IllegalArgumentException(
          "log entry " + entry.sequence() + " has " + bytes.length + " bytes, over " + MAX_BYTES);
    }
    return bytes;
  }

  /**
   * The entry that stored bytes hold.
   *
   * @throws UnsupportedVersionException if the bytes are of another version
   * @throws UnsupportedFeatureException if reading takes a feature that this library does not have
   * @throws MalformedException if anything else is wrong
   */
  public static LogEntry decode(byte[] bytes) {
    JsonFields json = new JsonFields("entry", Json.decode(ENTRY_TAG, bytes, MAX_BYTES));
    return checked(
        () -> {
          // First, because a missing feature may change the meaning of everything else.
          StateJson.checkReaderFeatures(json.object("state"));
          return new LogEntry(
              json.number("sequence", LogKey.MAX_SEQUENCE),
              json.hash("previous"),
              json.text("archive"),
              json.text("write"),
              json.time("time"),
              json.objects("operations", LogEntry.MAX_OPERATIONS, OperationJson::decode),
              StateJson.decode(json.object("state")),
              json.optional(
                  "recoversFrom",
                  from ->
                      new EntryRef(
                          from.number("sequence", LogKey.MAX_SEQUENCE), from.hash("digest"))),
              json.unknown(ENTRY_FIELDS));
        });
  }

  /** The stored bytes of {@code stemma.json}. */
  public static byte[] encode(ArchiveMarker marker) {
    ObjectNode json = Json.object();
    json.put("archive", marker.archiveId());
    json.put("created", marker.created().toString());
    json.put("format", ObjectHeader.VERSION);
    Json.addUnknown(json, marker.unknown());
    return Json.encode(MARKER_TAG, json);
  }

  /**
   * What the bytes of {@code stemma.json} say.
   *
   * @throws UnsupportedVersionException if they are of another version
   * @throws MalformedException if anything else is wrong
   */
  public static ArchiveMarker decodeMarker(byte[] bytes) {
    JsonFields json = new JsonFields("archive", Json.decode(MARKER_TAG, bytes, 65_536));
    int format = (int) json.number("format", 1_000_000);
    if (format != ObjectHeader.VERSION) {
      throw new UnsupportedVersionException(format, ObjectHeader.VERSION);
    }
    return checked(
        () ->
            new ArchiveMarker(
                json.text("archive"), json.time("created"), json.unknown(MARKER_FIELDS)));
  }

  private static <T> T checked(java.util.function.Supplier<T> decode) {
    try {
      return decode.get();
    } catch (IllegalArgumentException e) {
      throw new MalformedException(String.valueOf(e.getMessage()), e);
    }
  }
}
