package io.stemma.internal.code;

import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * The class of a snippet of JShell. Its method {@code do_it$} evaluates the snippet once and is
 * called by JShell alone: how a variable got its value is not part of the code that reads it.
 */
final class SnippetClass {
  private static final String SNIPPETS = "REPL/$JShell$";
  private static final String EVALUATION = "do_it$";

  private SnippetClass() {}

  /** A class file as it is, or without that method. */
  static byte[] withoutEvaluation(String internalName, byte[] file) {
    if (!internalName.startsWith(SNIPPETS)) {
      return file;
    }
    ClassWriter writer = new ClassWriter(0);
    ClassVisitor filter =
        new ClassVisitor(Opcodes.ASM9, writer) {
          @Override
          public @Nullable MethodVisitor visitMethod(
              int access,
              String name,
              String descriptor,
              @Nullable String signature,
              String @Nullable [] exceptions) {
            return name.equals(EVALUATION)
                ? null
                : super.visitMethod(access, name, descriptor, signature, exceptions);
          }
        };
    new ClassReader(file).accept(filter, 0);
    return writer.toByteArray();
  }
}
