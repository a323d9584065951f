package io.stemma.internal.code;

import io.stemma.internal.base.Hash;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;

/**
 * The id of a class and of all code that it reaches: the hash of their canonical class files. Found
 * once for each class.
 */
public final class CodeId {
  private static final byte[] PREFIX = "stemma:CODE\0".getBytes(StandardCharsets.US_ASCII);

  private static final ClassValue<String> IDS =
      new ClassValue<>() {
        @Override
        protected String computeValue(Class<?> type) {
          return id(CapturedCode.of(type));
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

  /** The id of captured code. */
  static String id(CapturedCode code) {
    MessageDigest digest = Hash.newDigest();
    digest.update(PREFIX);
    // Classes may reach each other: it counts which of them is run.
    digest.update((code.entry() + "\0").getBytes(StandardCharsets.UTF_8));
    for (Map.Entry<String, byte[]> file : code.classes().entrySet()) {
      digest.update((file.getKey() + "\0").getBytes(StandardCharsets.UTF_8));
      digest.update(Hash.of(CanonicalClass.compared(file.getValue())).toBytes());
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
