package io.stemma.internal.code;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.DoubleBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Enumeration;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.Spliterator;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import java.util.stream.BaseStream;

/**
 * What objects of the JDK hold, as far as they show it: numbers, texts, times, collections, atomic
 * references, and what can be serialized. All others count by their class alone.
 */
final class JdkContent {
  /** Their text says all that they are. */
  private static final Set<String> TEXTS =
      Set.of(
          "java.io.File",
          "java.math.MathContext",
          "java.net.URI",
          "java.net.URL",
          "java.util.BitSet",
          "java.util.Currency",
          "java.util.Locale",
          "java.util.OptionalDouble",
          "java.util.OptionalInt",
          "java.util.OptionalLong",
          "java.util.StringJoiner",
          "java.util.UUID",
          "java.util.concurrent.atomic.AtomicBoolean",
          "java.util.concurrent.atomic.AtomicIntegerArray",
          "java.util.concurrent.atomic.AtomicLongArray");

  private JdkContent() {}

  /**
   * Adds what an object holds.
   *
   * @param type its class, or the superclass of its class that is of the JDK
   * @param fixed whether nothing can put another object in its place
   * @throws IncomparableException if it gives another value each time
   */
  static void add(Object value, Class<?> type, boolean fixed, Fingerprint to) {
    refuse(value);
    if (value instanceof Properties properties) {
      Map<String, Object> all = new TreeMap<>();
      properties.stringPropertyNames().forEach(key -> all.put(key, properties.getProperty(key)));
      all.forEach((key, text) -> add(List.of(key, text), to, false));
    } else if (value instanceof Map<?, ?> map) {
      addMap(map, fixed && isImmutable(type), to);
    } else if (value instanceof Collection<?> collection) {
      addCollection(collection, fixed && isImmutable(type), to);
    } else if (value instanceof Optional<?> optional) {
      to.value(optional.orElse(null), fixed);
    } else if (value instanceof AtomicReference<?> reference) {
      to.value(reference.get(), false);
    } else if (value instanceof AtomicReferenceArray<?> array) {
      for (int i = 0; i < array.length(); i++) {
        to.value(array.get(i), false);
      }
    } else if (value instanceof Map.Entry<?, ?> entry) {
      to.value(entry.getKey(), false);
      to.value(entry.getValue(), false);
    } else {
      addText(value, type, to);
    }
  }

  private static void refuse(Object value) {
    if (value instanceof RandomGenerator) {
      throw new IncomparableException("a generator of random numbers");
    } else if (value instanceof Iterator<?>
        || value instanceof Enumeration<?>
        || value instanceof Spliterator<?>
        || value instanceof BaseStream<?, ?>
        || value instanceof InputStream
        || value instanceof java.io.Reader) {
      throw new IncomparableException("something that is used up");
    }
  }

  private static boolean isImmutable(Class<?> type) {
    return type.getName().startsWith("java.util.ImmutableCollections$");
  }

  private static void add(Collection<?> values, Fingerprint to, boolean fixed) {
    values.forEach(each -> to.value(each, fixed));
  }

  private static void addMap(Map<?, ?> map, boolean fixed, Fingerprint to) {
    to.token("map " + map.size());
    boolean ordered =
        map instanceof SortedMap<?, ?>
            || map instanceof LinkedHashMap<?, ?>
            || map instanceof EnumMap<?, ?>
            || !(map instanceof IdentityHashMap<?, ?>) && allHashAlike(map.keySet());
    List<List<Object>> pairs = new ArrayList<>();
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      if (ordered) {
        to.value(entry.getKey(), fixed);
        to.value(entry.getValue(), fixed);
      } else {
        pairs.add(java.util.Arrays.asList(entry.getKey(), entry.getValue()));
      }
    }
    to.unordered(pairs, fixed);
    if (map instanceof SortedMap<?, ?> sorted) {
      to.value(sorted.comparator(), true);
    }
  }

  private static void addCollection(Collection<?> values, boolean fixed, Fingerprint to) {
    to.token("collection " + values.size());
    boolean ordered =
        !(values instanceof Set<?>)
            || values instanceof SortedSet<?>
            || values instanceof LinkedHashSet<?>
            || values instanceof java.util.EnumSet<?>
            || allHashAlike(values);
    if (ordered) {
      add(values, to, fixed);
    } else {
      List<List<Object>> single = new ArrayList<>();
      values.forEach(each -> single.add(java.util.Collections.singletonList(each)));
      to.unordered(single, fixed);
    }
    if (values instanceof SortedSet<?> sorted) {
      to.value(sorted.comparator(), true);
    }
  }

  /**
   * Whether the order that a hash table gives follows from the values: then it may matter, and
   * counts.
   */
  private static boolean allHashAlike(Collection<?> keys) {
    return keys.stream().allMatch(key -> key == null || Plain.is(key) || key instanceof Number);
  }

  private static void addText(Object value, Class<?> type, Fingerprint to) {
    if (value instanceof Number
        || value instanceof CharSequence && !(value instanceof java.nio.Buffer)) {
      to.token(value.toString());
    } else if (TEXTS.contains(type.getName())
        || type.getPackageName().startsWith("java.time")
        || value instanceof java.nio.charset.Charset
        || value instanceof Path) {
      to.token(value.toString());
    } else if (value instanceof Pattern pattern) {
      to.token(pattern.pattern() + " " + pattern.flags());
    } else if (value instanceof ByteBuffer buffer) {
      to.token(buffer.position() + " " + buffer.limit() + " " + buffer.order());
      byte[] bytes = new byte[buffer.limit()];
      buffer.duplicate().rewind().get(bytes);
      to.token(bytes);
    } else if (value instanceof DoubleBuffer buffer) {
      double[] numbers = new double[buffer.limit()];
      buffer.duplicate().rewind().get(numbers);
      to.token(buffer.position() + " " + buffer.limit());
      to.token(Plain.bytes(numbers));
    } else if (value instanceof java.nio.Buffer) {
      to.token(value + " " + value.hashCode());
    } else if (value instanceof ByteArrayOutputStream stream) {
      to.token(stream.toByteArray());
    } else if (value instanceof java.text.SimpleDateFormat format) {
      // Its serialized form has the century that began when it was made.
      to.token(format.toPattern() + " " + format.getTimeZone().getID() + " " + format.isLenient());
      to.value(format.getDateFormatSymbols(), true);
    } else if (value instanceof Throwable thrown) {
      to.token(String.valueOf(thrown.getMessage())); // Not where it was made.
    } else if (value instanceof Serializable) {
      to.token(serialized(value));
    }
  }

  /** The serialized form, which is only compared; nothing if there is none. */
  private static byte[] serialized(Object value) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(value);
    } catch (IOException e) {
      return new byte[0];
    }
    return bytes.toByteArray();
  }
}
