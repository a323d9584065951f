package io.stemma.internal.code;

import io.stemma.internal.base.Hash;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** What differs between two bundles: classes, and in these methods and fields. */
public final class CodeComparison {
  private static final String CLASS = ".class";
  private static final String REST = "what it extends or implements";

  private static final String NONE = "bytes, as one of both is no class file";

  private CodeComparison() {}

  /**
   * A class or another file.
   *
   * @param name of the class, as Java writes it; or the path of the file
   * @param before whether it was there
   * @param after whether it is there
   * @param members what differs in a class
   */
  public record Difference(String name, boolean before, boolean after, List<String> members) {}

  /** What is in the newer bundle that is not so in the older one. */
  public static List<Difference> between(CodeBundle older, CodeBundle newer) {
    TreeSet<String> paths = new TreeSet<>(older.files().keySet());
    paths.addAll(newer.files().keySet());
    List<Difference> differences = new ArrayList<>();
    for (String path : paths) {
      difference(path, older.files().get(path), newer.files().get(path))
          .ifPresent(differences::add);
    }
    return differences;
  }

  private static Optional<Difference> difference(
      String path, byte @Nullable [] before, byte @Nullable [] after) {
    boolean isClass = path.endsWith(CLASS);
    String name =
        isClass ? path.substring(0, path.length() - CLASS.length()).replace('/', '.') : "/" + path;
    if (before == null || after == null) {
      return Optional.of(new Difference(name, before != null, after != null, List.of()));
    } else if (Arrays.equals(before, after)) {
      return Optional.empty();
    } else if (!isClass) {
      return Optional.of(new Difference(name, true, true, List.of()));
    }
    List<String> members;
    try {
      members = members(before, after);
    } catch (IllegalArgumentException
        | IndexOutOfBoundsException
        | NegativeArraySizeException e) { // What the reader throws for other bytes.
      return Optional.of(new Difference(name, true, true, List.of(NONE)));
    }
    return members.isEmpty()
        ? Optional.empty() // It differs in where it was written alone.
        : Optional.of(new Difference(name, true, true, members));
  }

  private static List<String> members(byte[] before, byte[] after) {
    SortedMap<String, Hash> older = Members.of(before);
    SortedMap<String, Hash> newer = Members.of(after);
    TreeSet<String> names = new TreeSet<>(older.keySet());
    names.addAll(newer.keySet());
    List<String> changes = new ArrayList<>();
    for (String name : names) {
      Hash was = older.get(name);
      Hash is = newer.get(name);
      if (was == null) {
        changes.add("+" + name);
      } else if (is == null) {
        changes.add("-" + name);
      } else if (!was.equals(is)) {
        changes.add("~" + name);
      }
    }
    return changes;
  }

  /** Hashes what each method and field of a class consists of. */
  private static final class Members extends ClassVisitor {
    private final Map<String, ClassWriter> parts = new TreeMap<>();

    private Members() {
      super(Opcodes.ASM9);
    }

    static SortedMap<String, Hash> of(byte[] file) {
      Members members = new Members();
      new ClassReader(CanonicalClass.compared(file)).accept(members, 0);
      SortedMap<String, Hash> hashes = new TreeMap<>();
      members.parts.forEach((name, part) -> hashes.put(name, Hash.of(part.toByteArray())));
      return hashes;
    }

    /** A class that has this part only. */
    private ClassWriter part(String name) {
      return parts.computeIfAbsent(
          name,
          unused -> {
            ClassWriter writer = new ClassWriter(0);
            writer.visit(Opcodes.V17, 0, "Part", null, "java/lang/Object", null);
            return writer;
          });
    }

    @Override
    public void visit(
        int version,
        int access,
        String name,
        @Nullable String signature,
        @Nullable String superName,
        String @Nullable [] interfaces) {
      part(REST).visit(Opcodes.V17, access, "Part", null, superName, interfaces);
    }

    @Override
    public FieldVisitor visitField(
        int access,
        String name,
        String descriptor,
        @Nullable String signature,
        @Nullable Object value) {
      return part(type(Type.getType(descriptor)) + " " + name)
          .visitField(access, name, descriptor, null, value);
    }

    @Override
    public MethodVisitor visitMethod(
        int access,
        String name,
        String descriptor,
        @Nullable String signature,
        String @Nullable [] exceptions) {
      return part(shown(name, descriptor)).visitMethod(access, name, descriptor, null, exceptions);
    }

    private static String shown(String name, String descriptor) {
      if (name.equals("<clinit>")) {
        return "the values of static fields";
      }
      StringJoiner arguments = new StringJoiner(", ", "(", ")");
      for (Type argument : Type.getArgumentTypes(descriptor)) {
        arguments.add(type(argument));
      }
      return name.equals("<init>")
          ? "constructor" + arguments
          : type(Type.getReturnType(descriptor)) + " " + name + arguments;
    }

    /** The name without its package. */
    private static String type(Type type) {
      String name = type.getClassName();
      return name.substring(name.lastIndexOf('.') + 1);
    }
  }
}
