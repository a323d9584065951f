package io.stemma.internal.format.v1;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;

/** The state of an archive as JSON. */
final class StateJson {
  private static final Set<String> FIELDS =
      Set.of(
          "readerFeatures",
          "writerFeatures",
          "refs",
          "removedRefs",
          "refsTree",
          "indexes",
          "recent",
          "condemned",
          "staging",
          "retentionFloor");

  private StateJson() {}

  static ObjectNode encode(ArchiveState state) {
    ObjectNode json = Json.object();
    state.readerFeatures().forEach(json.putArray("readerFeatures")::add);
    state.writerFeatures().forEach(json.putArray("writerFeatures")::add);
    ObjectNode refs = json.putObject("refs");
    state.refs().forEach((ref, target) -> refs.set(ref, OperationJson.encode(target)));
    if (!state.removedRefs().isEmpty()) {
      state.removedRefs().forEach(json.putArray("removedRefs")::add);
    }
    state
        .refsTree()
        .ifPresent(
            tree ->
                json.putObject("refsTree")
                    .put("root", tree.root().toString())
                    .set("at", OperationJson.encode(tree.location())));
    ArrayNode indexes = json.putArray("indexes");
    for (IndexRef index : state.indexes()) {
      indexes
          .addObject()
          .put("name", index.name())
          .put("rows", index.rows())
          .put("bytes", index.length());
    }
    ArrayNode recent = json.putArray("recent");
    state.recent().forEach(pack -> recent.add(encode(pack)));
    packs(json, "condemned", state.condemned());
    ArrayNode staging = json.putArray("staging");
    for (StagingEntry entry : state.staging()) {
      ObjectNode entryJson = staging.addObject();
      entryJson.put("id", entry.id()).put("expires", entry.expiry().toString());
      packs(entryJson, "packs", entry.packs());
    }
    json.put("retentionFloor", state.retentionFloor());
    Json.addUnknown(json, state.unknown());
    return json;
  }

  static void checkReaderFeatures(JsonFields json) {
    Set<String> missing = new TreeSet<>(json.texts("readerFeatures", 256, Function.identity()));
    missing.removeAll(ArchiveState.READER_FEATURES);
    if (!missing.isEmpty()) {
      throw new UnsupportedFeatureException(missing, "reading");
    }
  }

  static ArchiveState decode(JsonFields json) {
    return new ArchiveState(
        json.map("refs", 65_536, OperationJson::decodeTarget),
        json.has("removedRefs")
            ? new TreeSet<>(json.texts("removedRefs", 65_536, Function.identity()))
            : new TreeSet<>(),
        json.optional(
            "refsTree",
            tree ->
                new TreeRef(tree.hash("root"), OperationJson.decodeLocation(tree.object("at")))),
        json.objects(
            "indexes",
            4_096,
            index ->
                new IndexRef(
                    index.text("name"),
                    index.number("bytes", IndexLayout.MAX_BYTES),
                    (int) index.number("rows", Integer.MAX_VALUE))),
        json.objects("recent", ArchiveState.MAX_RECENT, StateJson::decodeRecent),
        json.texts("condemned", 65_536, PackId::parse),
        json.objects(
            "staging",
            1_024,
            entry ->
                new StagingEntry(
                    entry.text("id"),
                    entry.time("expires"),
                    entry.texts("packs", 65_536, PackId::parse))),
        json.number("retentionFloor", LogKey.MAX_SEQUENCE),
        features(json, "readerFeatures"),
        features(json, "writerFeatures"),
        json.unknown(FIELDS));
  }

  private static SortedSet<String> features(JsonFields json, String name) {
    return new TreeSet<>(json.texts(name, 256, Function.identity()));
  }

  private static ObjectNode encode(RecentPack pack) {
    ObjectNode json = Json.object();
    json.put("pack", pack.pack().toString()).put("length", pack.length());
    pack.table()
        .ifPresent(
            rows ->
                json.put("table", Base64.getEncoder().encodeToString(InlineTable.encode(rows))));
    return json;
  }

  private static RecentPack decodeRecent(JsonFields json) {
    Optional<List<PackRow>> table =
        json.has("table")
            ? Optional.of(InlineTable.decode(json.base64("table", InlineTable.MAX_BYTES)))
            : Optional.empty();
    return new RecentPack(
        PackId.parse(json.text("pack")), json.number("length", Long.MAX_VALUE), table);
  }

  private static void packs(ObjectNode json, String name, List<PackId> packs) {
    ArrayNode array = json.putArray(name);
    packs.forEach(pack -> array.add(pack.toString()));
  }
}
