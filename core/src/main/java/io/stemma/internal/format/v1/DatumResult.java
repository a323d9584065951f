package io.stemma.internal.format.v1;

import io.stemma.internal.base.ByteReader;
import io.stemma.internal.base.ByteWriter;
import io.stemma.internal.base.Hash;
import io.stemma.internal.base.MalformedException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What was computed from a datum, as it is remembered. Found by the key of what it was computed
 * from, so that the same computation need not be done again; the digest in it says that it is
 * whole.
 *
 * @param key the hash of code, parameters and inputs
 * @param datum the name of the datum
 * @param inputs what it was computed from
 * @param outputs the files that it gave, and directories with attributes, in the order of the paths
 * @param tries how often it was tried
 * @param nanos how long the last try took
 * @param millis when it ended, since 1970
 */
public record DatumResult(
    Hash key,
    String datum,
    List<InputPaths> inputs,
    List<OutputFile> outputs,
    int tries,
    long nanos,
    long millis) {

  /** The longest object, in bytes. */
  public static final int MAX_BYTES = 64 << 20;

  private static final int BODY = ObjectHeader.BYTES + 2 * Hash.BYTES;
  private static final int MAX_INPUTS = 1024;
  private static final int MAX_PATHS = 1 << 20;
  private static final int MAX_TEXT = 4096;

  /** The name of the input of a merge; no input of a pipeline has it. */
  private static final String MERGE = "";

  /** So many opened files of an input are listed. */
  public static final int MAX_OPENED = 1000;

  /**
   * What a datum had of an input.
   *
   * @param name by which the transformation asks for it
   * @param selection which of the pipeline's inputs it was read from
   * @param paths files and directories, without a leading slash; the root as an empty text
   * @param opened those files in them, and directories handed on, that were really used; of more
   *     than {@link #MAX_OPENED}, {@code paths} stands for all
   */
  public record InputPaths(String name, int selection, List<String> paths, List<String> opened) {
    /** Copies the lists. */
    public InputPaths {
      paths = List.copyOf(paths);
      opened = opened.size() > MAX_OPENED ? paths : List.copyOf(opened);
    }

    /** Of which nothing was opened. */
    public InputPaths(String name, int selection, List<String> paths) {
      this(name, selection, paths, List.of());
    }

    private void encode(ByteWriter out) {
      out.string(name).varint(selection).varint(paths.size());
      paths.forEach(out::string);
      out.varint(opened.size());
      Map<String, Integer> numbers = new HashMap<>();
      for (int i = 0; i < paths.size() && !opened.isEmpty(); i++) {
        numbers.put(paths.get(i), i);
      }
      for (String path : opened) {
        String above = above(path, numbers);
        out.varint(numbers.getOrDefault(above, 0)).string(path.substring(above.length()));
      }
    }

    /** The path that an opened one is at or below. */
    private static String above(String path, Map<String, Integer> numbers) {
      String up = path;
      while (!numbers.containsKey(up)) {
        if (up.isEmpty()) {
          throw new IllegalArgumentException(path + " was opened, and is no input");
        }
        up = up.substring(0, Math.max(0, up.lastIndexOf('/')));
      }
      return up;
    }

    private static InputPaths decode(ByteReader in) {
      String name = in.string(MAX_TEXT);
      int selection = in.varint(MAX_INPUTS);
      List<String> paths = new ArrayList<>();
      for (int left = in.varint(MAX_PATHS); left > 0; left--) {
        paths.add(in.string(MAX_TEXT));
      }
      List<String> opened = new ArrayList<>();
      for (int left = in.varint(MAX_PATHS); left > 0; left--) {
        int above = in.varint(MAX_PATHS);
        if (above >= paths.size()) {
          throw new MalformedException("what a datum opened is below none of its inputs");
        }
        opened.add(paths.get(above) + in.string(MAX_TEXT));
      }
      return new InputPaths(name, selection, paths, opened);
    }
  }

  /**
   * A file that a datum gave, or a directory with attributes.
   *
   * @param path without a leading slash
   * @param entry what it consists of
   */
  public record OutputFile(String path, FileEntry entry) {}

  /** Checks and copies the lists. */
  public DatumResult {
    inputs = Checks.list("the inputs of a datum", inputs, MAX_INPUTS);
    inputs.forEach(input -> Checks.list("the paths of an input", input.paths(), MAX_PATHS));
    outputs = Checks.list("the outputs of a datum", outputs, MAX_PATHS);
  }

  /**
   * The result of merging what several datums gave under one path.
   *
   * @param key the hash of code, parameters, path and parts
   * @param datums the names of the datums, with leading slashes
   * @param file the merged file
   */
  public static DatumResult merge(
      Hash key, List<String> datums, OutputFile file, long nanos, long millis) {
    List<String> names = datums.stream().map(name -> name.substring(1)).toList();
    return new DatumResult(
        key,
        "/" + file.path(),
        List.of(new InputPaths(MERGE, 0, names)),
        List.of(file),
        1,
        nanos,
        millis);
  }

  /** Whether it is of a file that was merged, and not of a datum. */
  public boolean isMerge() {
    return inputs.size() == 1 && inputs.get(0).name().equals(MERGE);
  }

  /** The names of the datums of whose files one was {@linkplain #isMerge merged}. */
  public List<String> merged() {
    return inputs.get(0).paths().stream().map(name -> "/" + name).toList();
  }

  /** The whole object. */
  public byte[] encode() {
    ByteWriter out = new ByteWriter(256 + 96 * outputs.size());
    out.bytes(new byte[ObjectHeader.BYTES]).hash(key).bytes(new byte[Hash.BYTES]);
    out.string(datum).varint(inputs.size());
    inputs.forEach(input -> input.encode(out));
    out.varint(outputs.size());
    for (OutputFile output : outputs) {
      byte[] entry = output.entry().encode();
      out.string(output.path()).varint(entry.length).bytes(entry);
    }
    out.varint(tries).varint(nanos).varint(millis);
    byte[] object = out.toBytes();
    if (object.length > MAX_BYTES) {
      throw new IllegalArgumentException(
          "datum "
              + datum
              + " has too many inputs and outputs to be remembered: "
              + object.length
              + " bytes of names");
    }
    digest(object, 0, object.length).write(object, ObjectHeader.BYTES + Hash.BYTES);
    ObjectHeader.write(object, 0, object.length, Kind.DATUM_RESULT.tag());
    return object;
  }

  /** The digest of the key and of what is behind the place of the digest. */
  private static Hash digest(byte[] object, int offset, int length) {
    byte[] covered = new byte[length - ObjectHeader.BYTES - Hash.BYTES];
    System.arraycopy(object, offset + ObjectHeader.BYTES, covered, 0, Hash.BYTES);
    System.arraycopy(object, offset + BODY, covered, Hash.BYTES, length - BODY);
    return Kind.DATUM_RESULT.digest(covered, 0, covered.length);
  }

  /**
   * The key that an object says, or what is no key if the object is damaged.
   *
   * @throws MalformedException if it is too short to hold one
   */
  static Hash key(byte[] object, int offset, int length) {
    if (length < BODY) {
      throw new MalformedException("a result of a datum in " + length + " bytes");
    }
    Hash said = Hash.read(object, offset + ObjectHeader.BYTES + Hash.BYTES);
    Hash found = digest(object, offset, length);
    return said.equals(found) ? Hash.read(object, offset + ObjectHeader.BYTES) : found;
  }

  /**
   * Decodes an object.
   *
   * @throws MalformedException if it does not follow the format
   */
  public static DatumResult decode(byte[] object) {
    ObjectHeader.check(object, 0, object.length, Kind.DATUM_RESULT.tag());
    Hash key = key(object, 0, object.length);
    ByteReader in = new ByteReader(object, BODY, object.length - BODY);
    String datum = in.string(MAX_TEXT);
    List<InputPaths> inputs = new ArrayList<>();
    for (int left = in.varint(MAX_INPUTS); left > 0; left--) {
      inputs.add(InputPaths.decode(in));
    }
    List<OutputFile> outputs = new ArrayList<>();
    for (int left = in.varint(MAX_PATHS); left > 0; left--) {
      String path = in.string(MAX_TEXT);
      outputs.add(new OutputFile(path, FileEntry.decode(in.bytes(in.varint(in.remaining())))));
    }
    DatumResult result =
        new DatumResult(
            key, datum, inputs, outputs, in.varint(Integer.MAX_VALUE), in.varint(), in.varint());
    in.expectEnd();
    return result;
  }
}
