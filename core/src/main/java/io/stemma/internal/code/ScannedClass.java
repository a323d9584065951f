package io.stemma.internal.code;

import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import org.objectweb.asm.ClassReader;

/**
 * A class of the user's program, and what was found in its file.
 *
 * @param name the internal name that it was loaded with
 * @param type the class
 * @param file its class file
 * @param scan what its methods do
 * @param names the internal names of the classes that it mentions
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record ScannedClass(
    String name, Class<?> type, byte[] file, CodeScan scan, Collection<String> names) {

  /**
   * Reads a class.
   *
   * @throws IllegalArgumentException if its class file cannot be read
   */
  static ScannedClass of(Class<?> type) {
    String name = type.getName().replace('.', '/');
    byte[] file = SnippetClass.withoutEvaluation(name, read(type));
    CodeScan scan = new CodeScan();
    return new ScannedClass(name, type, file, scan, References.of(new ClassReader(file), scan));
  }

  private static byte[] read(Class<?> type) {
    String name = type.getName();
    try (InputStream in = type.getResourceAsStream("/" + name.replace('.', '/') + ".class")) {
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
}
