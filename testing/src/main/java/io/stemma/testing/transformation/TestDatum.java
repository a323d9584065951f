package io.stemma.testing.transformation;

import io.stemma.Attributes;
import io.stemma.signal.Signal;
import io.stemma.signal.Signal2D;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * A datum for a test, made of signals and files that the test says. An immutable value; every
 * method gives a new one.
 *
 * <pre>{@code
 * TestDatum.of("/18040")
 *     .signal("shot", "te.i16", Signal.int16(0, 1e-6, 100, 200, -300))
 *     .file("cal", "1.02")
 * }</pre>
 */
public final class TestDatum {
  private final String name;
  private final Map<String, Map<String, byte[]>> inputs;
  private final Map<String, Map<String, Object>> attributes;
  private final Map<String, String> captures;

  private TestDatum(
      String name,
      Map<String, Map<String, byte[]>> inputs,
      Map<String, Map<String, Object>> attributes,
      Map<String, String> captures) {
    this.name = name;
    this.inputs = inputs;
    this.attributes = attributes;
    this.captures = captures;
  }

  /**
   * A datum without inputs yet.
   *
   * @param name what it is called, such as {@code /18040}: the path of each of its inputs
   * @return the datum
   */
  public static TestDatum of(String name) {
    Objects.requireNonNull(name, "name");
    if (!name.startsWith("/") || name.length() == 1) {
      throw new IllegalArgumentException("a datum is called by a path like /18040, not " + name);
    }
    return new TestDatum(name, Map.of(), Map.of(), Map.of());
  }

  /**
   * With a signal in the directory of an input.
   *
   * @param input by which name the transformation asks for the input
   * @param file the path of the file in that directory
   * @param signal its content
   * @return this datum, with the file
   */
  public TestDatum signal(String input, String file, Signal signal) {
    Objects.requireNonNull(signal, "signal");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      signal.write(Channels.newChannel(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return file(input, file, bytes.toByteArray());
  }

  /**
   * With a signal of two dimensions in the directory of an input.
   *
   * @param input by which name the transformation asks for the input
   * @param file the path of the file in that directory
   * @param signal its content
   * @return this datum, with the file
   */
  public TestDatum signal(String input, String file, Signal2D signal) {
    Objects.requireNonNull(signal, "signal");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      signal.write(Channels.newChannel(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return file(input, file, bytes.toByteArray());
  }

  /**
   * With an input that is a file.
   *
   * @param input by which name the transformation asks for it
   * @param content its text, in UTF-8
   * @return this datum, with the file
   */
  public TestDatum file(String input, String content) {
    Objects.requireNonNull(content, "content");
    return with(input, "", content.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * With a file in the directory of an input.
   *
   * @param input by which name the transformation asks for the input
   * @param file the path of the file in that directory
   * @param content its text, in UTF-8
   * @return this datum, with the file
   */
  public TestDatum file(String input, String file, String content) {
    Objects.requireNonNull(content, "content");
    return file(input, file, content.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * With a file in the directory of an input.
   *
   * @param input by which name the transformation asks for the input
   * @param file the path of the file in that directory
   * @param content its bytes
   * @return this datum, with the file
   */
  public TestDatum file(String input, String file, byte[] content) {
    Objects.requireNonNull(file, "file");
    Objects.requireNonNull(content, "content");
    return with(input, "/" + file, content.clone());
  }

  private TestDatum with(String input, String path, byte[] content) {
    Objects.requireNonNull(input, "input");
    Map<String, Map<String, byte[]>> all = new LinkedHashMap<>(inputs);
    Map<String, byte[]> files = new TreeMap<>(all.getOrDefault(input, Map.of()));
    if (path.isEmpty() ? !files.isEmpty() : files.containsKey("")) {
      throw new IllegalArgumentException(
          "input " + input + " is either one file or a directory with files, not both");
    }
    files.put(path, content);
    all.put(input, files);
    return new TestDatum(name, all, attributes, captures);
  }

  /**
   * With something said of an input.
   *
   * @param input which input
   * @param attribute name of the attribute
   * @param value a value; see {@link Attributes}
   * @return this datum, with the attribute
   */
  public TestDatum attribute(String input, String attribute, Object value) {
    Objects.requireNonNull(input, "input");
    Attributes checked = new Attributes(Map.of(attribute, value));
    Map<String, Map<String, Object>> all = new LinkedHashMap<>(attributes);
    Map<String, Object> values = new TreeMap<>(all.getOrDefault(input, Map.of()));
    values.putAll(checked.values());
    all.put(input, values);
    return new TestDatum(name, inputs, all, captures);
  }

  /**
   * With a capture, which is one of the parts of the name.
   *
   * @param capture its name
   * @param value the part
   * @return this datum, with the capture
   */
  public TestDatum capture(String capture, String value) {
    Objects.requireNonNull(capture, "capture");
    Objects.requireNonNull(value, "value");
    Map<String, String> all = new LinkedHashMap<>(captures);
    all.put(capture, value);
    TestDatum changed = new TestDatum(name, inputs, attributes, all);
    String unused = changed.glob();
    return changed;
  }

  String name() {
    return name;
  }

  Map<String, Map<String, byte[]>> inputs() {
    return inputs;
  }

  /** The files of an input, by their paths in it; that of an input that is a file is empty. */
  Map<String, byte[]> files(String input) {
    return inputs.getOrDefault(input, Map.of());
  }

  Map<String, Object> attributes(String input) {
    return attributes.getOrDefault(input, Map.of());
  }

  /** The pattern that matches the name and nothing else in a test, with the captures. */
  String glob() {
    List<String> parts = new ArrayList<>(List.of(name.substring(1).split("/")));
    Map<Integer, String> captured = new TreeMap<>();
    captures.forEach(
        (capture, value) -> {
          int at = 0;
          while (at < parts.size() && (captured.containsKey(at) || !parts.get(at).equals(value))) {
            at++;
          }
          if (at == parts.size()) {
            throw new IllegalArgumentException(
                "the capture " + capture + " is " + value + ", which is no part of " + name);
          }
          captured.put(at, "{" + capture + ":" + plain(value) + "}");
        });
    StringBuilder glob = new StringBuilder();
    for (int i = 0; i < parts.size(); i++) {
      glob.append('/').append(captured.getOrDefault(i, plain(parts.get(i))));
    }
    return glob.toString();
  }

  private static String plain(String part) {
    return part.replaceAll("[*?\\[\\]{}!()\\\\|,]", "\\\\$0");
  }

  /** The name, and what there is of each input. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("datum ").append(name);
    inputs.forEach((input, files) -> text.append(", ").append(input).append(files.keySet()));
    return text.toString();
  }
}
