package io.stemma.internal.code;

import io.stemma.internal.base.Hash;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.security.MessageDigest;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A digest of all that can be reached from a value: equal for two graphs of the same form, whose
 * objects are of the same classes and hold the same values. Objects of the JDK count by what they
 * show ({@link JdkContent}), all others by their fields.
 */
final class Fingerprint {
  private static final int MAX_NODES = 100_000;
  private static final int MAX_DEPTH = 32;
  private static final Set<String> LOGGERS =
      Set.of(
          "org.slf4j.Logger",
          "org.apache.logging.log4j.Logger",
          "org.apache.commons.logging.Log",
          "org.apache.log4j.Category");

  private static final ClassValue<List<Field>> FIELDS =
      new ClassValue<>() {
        @Override
        protected List<Field> computeValue(Class<?> type) {
          return fields(type);
        }
      };

  /**
   * An object that was met and not looked into yet.
   *
   * @param fixed whether nothing can put another in its place
   */
  private record Node(Object value, boolean fixed) {}

  private final UnaryOperator<String> names;
  private final int[] budget;
  private final int depth;
  private final MessageDigest digest = Hash.newDigest();
  private final IdentityHashMap<Object, Integer> seen = new IdentityHashMap<>();
  private final Deque<Node> open = new ArrayDeque<>();

  private Fingerprint(UnaryOperator<String> names, int[] budget, int depth) {
    this.names = names;
    this.budget = budget;
    this.depth = depth;
  }

  /**
   * The digest of a value.
   *
   * @param fixed whether nothing can put another in its place: a final field holds it
   * @param names what captured classes are called, by the names that they were loaded with
   * @throws IncomparableException if the digest would not tell other values from this
   */
  static Hash of(@Nullable Object value, boolean fixed, UnaryOperator<String> names) {
    try {
      return new Fingerprint(names, new int[] {MAX_NODES}, 0).all(value, fixed);
    } catch (IncomparableException e) {
      throw e;
    } catch (RuntimeException | LinkageError e) {
      throw new IncomparableException("what cannot be read: " + e);
    }
  }

  private Hash all(@Nullable Object value, boolean fixed) {
    value(value, fixed);
    return rest();
  }

  private Hash rest() {
    while (!open.isEmpty()) {
      Node next = open.remove();
      content(next.value(), next.fixed());
    }
    return Hash.read(digest.digest(), 0);
  }

  /** Adds a text that cannot be taken for anything else. */
  void token(String text) {
    token(Plain.bytes(text.toCharArray())); // An encoding would make all lone surrogates alike.
  }

  /** Adds bytes. */
  void token(byte[] bytes) {
    for (int shift = 24; shift >= 0; shift -= 8) {
      digest.update((byte) (bytes.length >>> shift));
    }
    digest.update(bytes);
  }

  /** Adds a value, whose content follows when it is its turn. */
  void value(@Nullable Object value, boolean fixed) {
    if (value == null) {
      token("null");
    } else if (Plain.is(value)) {
      token(Plain.type(value));
      token(Plain.text(value));
    } else if (value instanceof Class<?> type) {
      token("class " + name(type));
    } else if (value instanceof Enum<?> constant && isOfJdk(constant.getDeclaringClass())) {
      token(constant.getDeclaringClass().getName() + "." + constant.name());
    } else {
      Integer number = seen.putIfAbsent(value, seen.size());
      token("#" + (number == null ? seen.size() - 1 : number));
      if (number == null) {
        spend();
        open.add(new Node(value, fixed));
      }
    }
  }

  /** Adds groups of values that have no order. */
  void unordered(List<List<Object>> groups, boolean fixed) {
    if (depth >= MAX_DEPTH) {
      throw new IncomparableException("sets and maps in each other, over " + MAX_DEPTH + " deep");
    }
    List<String> digests = new ArrayList<>();
    for (List<Object> group : groups) {
      Fingerprint one = new Fingerprint(names, budget, depth + 1);
      group.forEach(each -> one.value(each, fixed));
      digests.add(one.rest().toString());
    }
    digests.stream().sorted().forEach(this::token);
  }

  private void spend() {
    if (--budget[0] < 0) {
      throw new IncomparableException("more than " + MAX_NODES + " objects");
    }
  }

  /** The name of a class as captured code has it. */
  String name(Class<?> type) {
    if (type.isArray()) {
      return "[" + name(type.getComponentType());
    }
    return isOfJdk(type) ? type.getName() : names.apply(type.getName());
  }

  /** Whether a class comes with the JDK, and is the same wherever code is loaded. */
  static boolean isOfJdk(Class<?> type) {
    ClassLoader loader = type.getClassLoader();
    if (loader == null || loader.equals(ClassLoader.getPlatformClassLoader())) {
      return true;
    }
    String module = type.getModule().getName();
    return module != null && (module.startsWith("java.") || module.startsWith("jdk."));
  }

  private void content(Object value, boolean fixed) {
    Class<?> type = value.getClass();
    if (type.isArray()) {
      array(value, fixed);
    } else if (value instanceof Enum<?> constant) {
      token(name(constant.getDeclaringClass()) + "." + constant.name());
      fields(value, type, true);
    } else if (type.isHidden()) {
      lambda(value, type, fixed);
    } else if (Proxy.isProxyClass(type)) {
      for (Class<?> each : type.getInterfaces()) {
        token("proxy " + name(each));
      }
      value(Proxy.getInvocationHandler(value), fixed);
    } else if (value instanceof ClassLoader) {
      token("a class loader"); // It is always another.
    } else if (isLogger(type)) {
      token("a logger"); // What it holds decides what is logged.
    } else {
      token(name(type));
      fields(value, type, fixed);
    }
  }

  private void array(Object array, boolean fixed) {
    Class<?> component = array.getClass().getComponentType();
    int length = Array.getLength(array);
    token(name(array.getClass()) + " " + length);
    if (component.isPrimitive()) {
      token(Plain.bytes(array));
      return;
    }
    // Nobody but the compiler's code has the array of an enum's constants.
    boolean constants = fixed && component.isEnum();
    for (Object each : (Object[]) array) {
      value(each, constants);
    }
  }

  /**
   * What a lambda does cannot be seen, only where it was written and what it holds: so it is
   * compared where nothing but its class's initialiser can have put it.
   */
  private void lambda(Object value, Class<?> type, boolean fixed) {
    if (!fixed) {
      throw new IncomparableException(
          "a lambda in a place where another could be put: hold it in a final field, List.of or"
              + " Map.of, or make it a class");
    }
    int end = type.getName().indexOf("$$Lambda");
    String host = type.getName().substring(0, end < 0 ? type.getName().indexOf('/') : end);
    token("lambda of " + (isOfJdk(type) ? host : names.apply(host)));
    for (Class<?> each : type.getInterfaces()) {
      token(name(each));
    }
    if (!isOfJdk(type)) {
      fields(value, type, true);
    }
  }

  /** Adds the fields of an object, and what a superclass of the JDK holds. */
  private void fields(Object value, Class<?> type, boolean fixed) {
    Class<?> next = type;
    while (next != null && !isOfJdk(next)) {
      for (Field field : FIELDS.get(next)) {
        token(field.getName());
        value(get(field, value), fixed && Modifier.isFinal(field.getModifiers()));
      }
      next = next.getSuperclass();
    }
    if (next != null && next != Object.class && next != Enum.class && next != Record.class) {
      JdkContent.add(value, next, fixed, this);
    }
  }

  private static @Nullable Object get(Field field, Object value) {
    try {
      return field.get(value);
    } catch (IllegalAccessException e) {
      throw new IncomparableException("what cannot be read: " + e);
    }
  }

  private static List<Field> fields(Class<?> type) {
    List<Field> fields =
        Arrays.stream(type.getDeclaredFields())
            .filter(field -> !Modifier.isStatic(field.getModifiers()))
            .sorted(Comparator.comparing(Field::getName))
            .toList();
    try {
      fields.forEach(field -> field.setAccessible(true));
    } catch (InaccessibleObjectException e) {
      throw new IncomparableException(
          "an object of "
              + type.getName()
              + ", which a module hides: open its package to module io.stemma");
    }
    return fields;
  }

  private static boolean isLogger(Class<?> type) {
    for (Class<?> next = type; next != null; next = next.getSuperclass()) {
      if (LOGGERS.contains(next.getName())
          || Arrays.stream(next.getInterfaces()).anyMatch(Fingerprint::isLogger)) {
        return true;
      }
    }
    return false;
  }
}
