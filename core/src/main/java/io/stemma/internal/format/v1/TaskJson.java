package io.stemma.internal.format.v1;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.stemma.execution.DatumTask;
import io.stemma.internal.base.MalformedException;
import java.util.Optional;

/**
 * Tasks on their way to another process: JSON that is not stored. A path is written behind the
 * number of its commit, and with a slash behind it if it is a directory: {@code 0:/18000/}.
 */
public final class TaskJson {
  private static final int VERSION = 1;

  /** In bytes. No result could list all the paths that a longer task would name. */
  private static final int MAX_BYTES = 4 * DatumResult.MAX_BYTES;

  private static final int MAX_NAMES = 1 << 16;
  private static final int MAX_PATHS = 1 << 20;

  private TaskJson() {}

  /**
   * Encodes a task.
   *
   * @throws IllegalArgumentException if a text is not valid Unicode, or there are too many paths
   */
  public static byte[] encode(DatumTask task) {
    ObjectNode json = Json.object();
    json.put("version", VERSION).put("archive", task.archive());
    json.put("transformation", task.transformation()).put("parameters", task.parameters());
    json.put("code", task.code());
    task.bundle().ifPresent(id -> json.put("bundle", id));
    json.put("key", task.key()).put("datum", task.datum());
    ObjectNode captures = json.putObject("captures");
    task.captures().forEach(captures::put);
    ArrayNode commits = json.putArray("commits");
    for (DatumTask.InputCommit commit : task.commits()) {
      commits
          .addObject()
          .put("number", commit.number())
          .put("repository", commit.repository())
          .put("commit", commit.commit());
    }
    ArrayNode inputs = json.putArray("inputs");
    for (DatumTask.InputPaths input : task.inputs()) {
      ArrayNode paths = inputs.addObject().put("name", input.name()).putArray("paths");
      input.paths().forEach(path -> paths.add(text(path)));
    }
    json.put("tries", task.tries()).put("timeoutMillis", task.timeoutMillis());
    byte[] bytes = Json.bytes(json);
    if (bytes.length > MAX_BYTES) {
      throw new IllegalArgumentException(
          "datum " + task.datum() + " sees too much: its paths take " + bytes.length + " bytes");
    }
    return bytes;
  }

  private static String text(DatumTask.InputPath path) {
    boolean slash = path.directory() && !path.path().equals("/");
    return path.number() + ":" + path.path() + (slash ? "/" : "");
  }

  /**
   * Decodes a task.
   *
   * @throws MalformedException if the bytes are no task of this version
   */
  public static DatumTask decode(byte[] bytes) {
    JsonFields json = new JsonFields("task", Json.parse("a task", bytes, MAX_BYTES));
    long version = json.number("version", Integer.MAX_VALUE);
    if (version != VERSION) {
      throw new MalformedException(
          "a task of version "
              + version
              + ", where this is "
              + VERSION
              + "; use one version of Stemma on both sides");
    }
    try {
      return task(json);
    } catch (IllegalArgumentException e) {
      throw new MalformedException("a task that breaks a rule: " + e.getMessage(), e);
    }
  }

  private static DatumTask task(JsonFields json) {
    return new DatumTask(
        json.text("archive"),
        json.text("transformation"),
        json.text("parameters"),
        json.text("code"),
        json.has("bundle") ? Optional.of(json.text("bundle")) : Optional.empty(),
        json.text("key"),
        json.text("datum"),
        json.textMap("captures", MAX_NAMES),
        json.objects("commits", MAX_NAMES, TaskJson::commit),
        json.objects(
            "inputs",
            MAX_NAMES,
            each ->
                new DatumTask.InputPaths(
                    each.text("name"), each.texts("paths", MAX_PATHS, TaskJson::path))),
        (int) json.number("tries", Integer.MAX_VALUE),
        json.number("timeoutMillis", Long.MAX_VALUE));
  }

  private static DatumTask.InputCommit commit(JsonFields json) {
    return new DatumTask.InputCommit(
        (int) json.number("number", Integer.MAX_VALUE),
        json.text("repository"),
        json.text("commit"));
  }

  private static DatumTask.InputPath path(String text) {
    int colon = text.indexOf(':');
    if (colon < 0) {
      throw new MalformedException("a path without the number of its commit: " + text);
    }
    int number = Integer.parseInt(text, 0, colon, 10);
    String path = text.substring(colon + 1);
    boolean directory = path.endsWith("/");
    boolean cut = directory && path.length() > 1;
    return new DatumTask.InputPath(
        number, cut ? path.substring(0, path.length() - 1) : path, directory);
  }
}
