package io.stemma.internal.format.v1;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.Set;

/** Operations and ref targets as JSON. */
final class OperationJson {
  private static final Set<String> FIELDS =
      Set.of("id", "time", "author", "type", "message", "moves");

  private OperationJson() {}

  static ObjectNode encode(OperationRecord operation) {
    ObjectNode json = Json.object();
    json.put("id", operation.id());
    json.put("time", operation.time().toString());
    json.put("author", operation.author());
    json.put("type", operation.type());
    json.put("message", operation.message());
    ArrayNode moves = json.putArray("moves");
    for (RefMove move : operation.moves()) {
      ObjectNode moveJson = moves.addObject().put("ref", move.ref());
      move.from().ifPresent(target -> moveJson.set("from", encode(target)));
      move.to().ifPresent(target -> moveJson.set("to", encode(target)));
    }
    Json.addUnknown(json, operation.unknown());
    return json;
  }

  static OperationRecord decode(JsonFields json) {
    return new OperationRecord(
        json.text("id"),
        json.time("time"),
        json.text("author"),
        json.text("type"),
        json.text("message"),
        json.objects(
            "moves",
            65_536,
            move ->
                new RefMove(
                    move.text("ref"),
                    move.optional("from", OperationJson::decodeTarget),
                    move.optional("to", OperationJson::decodeTarget))),
        json.unknown(FIELDS));
  }

  static ObjectNode encode(RefTarget target) {
    ObjectNode json = Json.object();
    target.commit().ifPresent(id -> json.put("commit", id.toString()));
    target.commitLocation().ifPresent(place -> json.set("commitAt", encode(place)));
    target.root().ifPresent(id -> json.put("root", id.toString()));
    target.rootLocation().ifPresent(place -> json.set("rootAt", encode(place)));
    json.put("time", target.time().toString());
    if (!target.description().isEmpty()) {
      json.put("description", target.description());
    }
    target.movedBy().ifPresent(id -> json.put("movedBy", id));
    return json;
  }

  static RefTarget decodeTarget(JsonFields json) {
    return new RefTarget(
        json.optionalHash("commit"),
        json.optional("commitAt", OperationJson::decodeLocation),
        json.optionalHash("root"),
        json.optional("rootAt", OperationJson::decodeLocation),
        json.time("time"),
        json.textOr("description", ""),
        json.has("movedBy") ? Optional.of(json.text("movedBy")) : Optional.empty());
  }

  static ObjectNode encode(Location place) {
    return Json.object()
        .put("pack", place.pack().toString())
        .put("offset", place.offset())
        .put("length", place.length())
        .put("slot", place.slot());
  }

  static Location decodeLocation(JsonFields json) {
    return new Location(
        PackId.parse(json.text("pack")),
        json.number("offset", 0xffffffffL),
        (int) json.number("length", 0xffffff),
        (int) json.number("slot", 4_095));
  }
}
