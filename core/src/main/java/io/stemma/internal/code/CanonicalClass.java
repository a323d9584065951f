package io.stemma.internal.code;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;

/**
 * Class files in a form that does not depend on how they were written down: without lines, names of
 * variables and of the source file, with constants in the order in which they are used, and with
 * other names of generated classes.
 */
final class CanonicalClass {
  private static final int UTF8 = 1;

  private CanonicalClass() {}

  /** A class file in that form, which can be loaded. */
  static byte[] of(byte[] file, UnaryOperator<String> names) {
    ClassWriter writer = new ClassWriter(0);
    new ClassReader(renamed(file, names)).accept(writer, ClassReader.SKIP_DEBUG);
    return writer.toByteArray();
  }

  /**
   * What of a canonical class decides what it does: without the names of the classes that it was
   * written in, beside, or around.
   */
  static byte[] compared(byte[] canonical) {
    ClassWriter writer = new ClassWriter(0);
    new ClassReader(canonical).accept(new Alone(writer), 0);
    return writer.toByteArray();
  }

  private static final class Alone extends ClassVisitor {
    Alone(ClassVisitor next) {
      super(Opcodes.ASM9, next);
    }

    @Override
    public void visitNestHost(String nestHost) {
      // Where it was written.
    }

    @Override
    public void visitNestMember(String nestMember) {
      // What was written in it: what it uses of that is in its code.
    }

    @Override
    public void visitOuterClass(String owner, @Nullable String name, @Nullable String descriptor) {
      // Where it was written.
    }

    @Override
    public void visitInnerClass(
        String name, @Nullable String outerName, @Nullable String innerName, int access) {
      // Which of the classes that it names were written in others.
    }
  }

  /** The same class file with other texts in its constants. */
  private static byte[] renamed(byte[] file, UnaryOperator<String> names) {
    ClassReader reader = new ClassReader(file);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(file.length);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      int from = 0;
      for (int i = 1; i < reader.getItemCount(); i++) {
        int at = reader.getItem(i); // 0 for the second place of a long constant
        if (at == 0 || reader.readByte(at - 1) != UTF8 || !mayBeGenerated(reader, at)) {
          continue;
        }
        String text = text(file, at);
        String other = names.apply(text);
        if (!other.equals(text)) {
          out.write(file, from, at - from);
          out.writeUTF(other);
          from = at + Short.BYTES + reader.readUnsignedShort(at);
        }
      }
      out.write(file, from, file.length - from);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** Whether a text can have a generated name in it: not many have the mark of one. */
  private static boolean mayBeGenerated(ClassReader reader, int at) {
    int end = at + Short.BYTES + reader.readUnsignedShort(at);
    for (int i = at + Short.BYTES; i < end; i++) {
      if (reader.readByte(i) == GeneratedNames.MARK) {
        return true;
      }
    }
    return false;
  }

  /** A text as a class file holds it, which is how the JDK writes texts. */
  private static String text(byte[] file, int at) throws IOException {
    try (DataInputStream in =
        new DataInputStream(new ByteArrayInputStream(file, at, file.length - at))) {
      return in.readUTF();
    }
  }
}
