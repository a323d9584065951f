package io.stemma.internal.code;

import io.stemma.internal.base.Hash;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.CodeSource;
import java.security.MessageDigest;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.objectweb.asm.ClassReader;

/**
 * The id of a class and of all that it reaches in its own code source (jar, directory of classes,
 * notebook): the hash of their class files. Found once for each class.
 */
public final class CodeId {
  private static final byte[] PREFIX = "stemma:CODE\0".getBytes(StandardCharsets.US_ASCII);
  private static final int CLASS_TAG = 7;

  private static final ClassValue<String> IDS =
      new ClassValue<>() {
        @Override
        protected String computeValue(Class<?> type) {
          return id(type);
        }
      };

  private CodeId() {}

  /**
   * The id of a class.
   *
   * @return 64 hexadecimal digits
   * @throws IllegalArgumentException if its class file, or one that it reaches, cannot be read
   */
  public static String of(Class<?> type) {
    return IDS.get(type);
  }

  private static String id(Class<?> type) {
    MessageDigest digest = Hash.newDigest();
    digest.update(PREFIX);
    // Classes that are nested in one class reach each other: it counts which of them is run.
    digest.update((type.getName() + "\0").getBytes(StandardCharsets.UTF_8));
    reached(type)
        .forEach(
            (name, file) -> {
              digest.update((name + "\0").getBytes(StandardCharsets.UTF_8));
              digest.update(Hash.of(file).toBytes());
            });
    return HexFormat.of().formatHex(digest.digest());
  }

  /**
   * The class files of a class and of what it reaches in its code source, by the classes' names.
   */
  static Map<String, byte[]> reached(Class<?> type) {
    Map<String, byte[]> files = new TreeMap<>();
    Deque<Class<?>> open = new ArrayDeque<>();
    open.add(type);
    while (!open.isEmpty()) {
      Class<?> next = open.remove();
      if (files.containsKey(next.getName())) {
        continue;
      }
      byte[] file = file(next);
      files.put(next.getName(), file);
      for (String name : named(file)) {
        if (!files.containsKey(name)) {
          load(name, type.getClassLoader())
              .filter(other -> isTogether(type, other))
              .ifPresent(open::add);
        }
      }
    }
    return files;
  }

  private static byte[] file(Class<?> type) {
    String name = type.getName();
    String resource = "/" + name.replace('.', '/') + ".class";
    try (InputStream in = type.getResourceAsStream(resource)) {
      if (in != null) {
        return in.readAllBytes();
      }
    } catch (IOException e) {
      throw new IllegalArgumentException("the code of class " + name + " cannot be read", e);
    }
    throw new IllegalArgumentException(
        "the code of class "
            + name
            + " cannot be found by its class loader; define it in a file, or as a record");
  }

  /** The classes that a class file names. */
  private static List<String> named(byte[] file) {
    ClassReader reader = new ClassReader(file);
    char[] buffer = new char[reader.getMaxStringLength()];
    List<String> names = new ArrayList<>();
    for (int i = 1; i < reader.getItemCount(); i++) {
      int at = reader.getItem(i);
      if (at > 0 && reader.readByte(at - 1) == CLASS_TAG) {
        String name = reader.readUTF8(at, buffer);
        if (name != null) {
          names.add(element(name).replace('/', '.'));
        }
      }
    }
    return names;
  }

  /** The class of an array's elements. */
  private static String element(String name) {
    int depth = name.lastIndexOf('[') + 1;
    return depth > 0 && name.endsWith(";") ? name.substring(depth + 1, name.length() - 1) : name;
  }

  private static Optional<Class<?>> load(String name, ClassLoader loader) {
    try {
      return Optional.of(Class.forName(name, false, loader));
    } catch (ClassNotFoundException | LinkageError e) {
      return Optional.empty(); // An optional dependency that is not there, or elements like int.
    }
  }

  private static boolean isTogether(Class<?> type, Class<?> other) {
    CodeSource own = type.getProtectionDomain().getCodeSource();
    CodeSource others = other.getProtectionDomain().getCodeSource();
    if (own == null || others == null) {
      return own == null
          && others == null
          && Objects.equals(type.getClassLoader(), other.getClassLoader());
    }
    return Objects.equals(own.getLocation(), others.getLocation());
  }
}
