package io.stemma.internal.code;

import io.stemma.internal.base.Hash;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The id of a class and of all code that it reaches: the hash of their canonical class files, of
 * the resources that they read, and of values of static fields that are kept with them.
 */
public final class CodeId {
  private static final byte[] PREFIX = "stemma:CODE\0".getBytes(StandardCharsets.US_ASCII);

  private CodeId() {}

  /**
   * The id of a class, as its static fields are now.
   *
   * @return 64 hexadecimal digits
   * @throws IllegalArgumentException if its class file, or one that it reaches, cannot be read
   */
  public static String of(Class<?> type) {
    return of(type, CapturedCode.of(type));
  }

  /** The id of what was captured of a class a moment ago. */
  public static String of(Class<?> type, CapturedCode code) {
    ReachedCode reached = ReachedCode.of(type);
    SortedMap<String, Hash> resources = new TreeMap<>(reached.resourceHashes());
    code.resources()
        .forEach((name, bytes) -> resources.computeIfAbsent(name, key -> Hash.of(bytes)));
    return id(code.entry(), reached.hashes(), resources);
  }

  /** The id of captured code, wherever it comes from. */
  public static String id(CapturedCode code) {
    SortedMap<String, Hash> hashes = new TreeMap<>();
    code.classes()
        .forEach((name, file) -> hashes.put(name, Hash.of(CanonicalClass.compared(file))));
    SortedMap<String, Hash> resources = new TreeMap<>();
    code.resources().forEach((name, bytes) -> resources.put(name, Hash.of(bytes)));
    return id(code.entry(), hashes, resources);
  }

  private static String id(
      String entry, SortedMap<String, Hash> classes, SortedMap<String, Hash> resources) {
    MessageDigest digest = Hash.newDigest();
    digest.update(PREFIX);
    // Classes may reach each other: it counts which of them is run.
    text(digest, entry);
    classes.forEach(
        (name, hash) -> {
          text(digest, name);
          digest.update(hash.toBytes());
        });
    resources.forEach(
        (name, hash) -> {
          text(digest, "/" + name); // No class has a slash there.
          digest.update(hash.toBytes());
        });
    return HexFormat.of().formatHex(digest.digest());
  }

  private static void text(MessageDigest digest, String text) {
    digest.update((text + "\0").getBytes(StandardCharsets.UTF_8));
  }
}
