package io.stemma.internal.code;

import io.stemma.internal.base.MalformedException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;

/**
 * Empty classes in the place of those that captured classes were written in and do not use. Without
 * these a nested class knows neither its simple name nor the private members of its neighbours.
 * Immutable.
 */
final class OuterClasses {
  private static final int CLASS = Opcodes.ACC_SUPER | Opcodes.ACC_SYNTHETIC;
  private static final int INTERFACE =
      Opcodes.ACC_INTERFACE | Opcodes.ACC_ABSTRACT | Opcodes.ACC_SYNTHETIC;

  /** A nested class, as it stands in the attributes of all that name it. */
  private record Inner(
      String name, @Nullable String outer, @Nullable String simpleName, int access) {}

  private final CodeBundle bundle;

  /** Every nested class that a captured one names. */
  private final Map<String, Inner> inner = new LinkedHashMap<>();

  /** The captured classes of each nest, by its host. */
  private final Map<String, Set<String>> nests = new HashMap<>();

  private final Map<String, byte[]> files = new HashMap<>();

  private OuterClasses(CodeBundle bundle) {
    this.bundle = bundle;
  }

  /**
   * Those that a bundle lacks.
   *
   * @throws MalformedException if one of its files is no class
   */
  static OuterClasses of(CodeBundle bundle) {
    OuterClasses outer = new OuterClasses(bundle);
    Set<String> named = new TreeSet<>();
    for (String name : bundle.classNames()) {
      byte[] file = bundle.classFile(name).orElseThrow();
      try {
        new ClassReader(file)
            .accept(
                outer.new Attributes(name, named),
                ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
      } catch (IllegalArgumentException
          | IndexOutOfBoundsException
          | NegativeArraySizeException e) { // What the reader throws for other bytes.
        throw new MalformedException("the file of stored class " + name + " is none", e);
      }
    }
    for (String name : named) {
      if (bundle.classFile(name).isEmpty()) {
        outer.files.put(name, outer.shell(name));
      }
    }
    return outer;
  }

  /** The class file of one of them. */
  Optional<byte[]> classFile(String internalName) {
    return Optional.ofNullable(files.get(internalName));
  }

  private byte[] shell(String name) {
    ClassWriter writer = new ClassWriter(0);
    writer.visit(Opcodes.V17, access(name), name, null, "java/lang/Object", null);
    Set<String> members = nests.getOrDefault(name, Set.of());
    if (members.isEmpty()) {
      host(name).ifPresent(writer::visitNestHost);
    } else {
      members.forEach(writer::visitNestMember);
    }
    inner.values().stream()
        .filter(each -> name.equals(each.outer()) || name.equals(each.name()))
        .forEach(
            each ->
                writer.visitInnerClass(
                    each.name(), each.outer(), each.simpleName(), each.access()));
    writer.visitEnd();
    return writer.toByteArray();
  }

  /** That of the outermost class is not known: nothing that is captured says it. */
  private int access(String name) {
    Inner own = inner.get(name);
    return own != null && (own.access() & Opcodes.ACC_INTERFACE) != 0 ? INTERFACE : CLASS;
  }

  /** The host of the nest that a class between others is in. */
  private Optional<String> host(String name) {
    return nests.keySet().stream()
        .filter(host -> !host.equals(name) && name.startsWith(host + "$"))
        .findFirst();
  }

  /** Reads what a captured class says of where it was written. */
  private final class Attributes extends ClassVisitor {
    private final String own;
    private final Set<String> named;

    Attributes(String own, Set<String> named) {
      super(Opcodes.ASM9);
      this.own = own;
      this.named = named;
    }

    @Override
    public void visitNestHost(String nestHost) {
      named.add(nestHost);
      nests.computeIfAbsent(nestHost, host -> new TreeSet<>()).add(own);
    }

    @Override
    public void visitOuterClass(
        String owner, @Nullable String method, @Nullable String descriptor) {
      named.add(owner);
    }

    @Override
    public void visitInnerClass(
        String name, @Nullable String outerName, @Nullable String innerName, int access) {
      inner.putIfAbsent(name, new Inner(name, outerName, innerName, access));
      if (outerName != null && bundle.classFile(name).isPresent()) {
        named.add(outerName);
      }
    }
  }
}
