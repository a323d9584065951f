package io.stemma.internal.code;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ConstantDynamic;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** What a class does as far as it may matter when it is run again; seen in one pass. */
final class CodeScan extends ClassVisitor {
  private static final int API = Opcodes.ASM9;
  private static final Pattern CLASS_NAME = Pattern.compile("L([^;<]+)");
  private static final Set<String> OF_SERIALIZATION =
      Set.of("readObject", "readResolve", "writeObject", "writeReplace");

  /**
   * A call of a method, or a handle on one.
   *
   * @param owner internal name of the class that the instruction names
   * @param constant the text that was pushed just before
   */
  record Call(String owner, String name, String descriptor, @Nullable String constant) {}

  /**
   * A read of a static field.
   *
   * @param owner internal name of the class that the instruction names
   */
  record Read(String owner, String name) {}

  /** What a method does. */
  static final class Method {
    final CodeScan owner;
    final String name;
    final String descriptor;
    final int access;
    final List<Call> calls = new ArrayList<>();
    final List<Read> reads = new ArrayList<>();

    /** Internal names of the classes that it makes objects of. */
    final List<String> creations = new ArrayList<>();

    boolean annotated;

    Method(CodeScan owner, String name, String descriptor, int access) {
      this.owner = owner;
      this.name = name;
      this.descriptor = descriptor;
      this.access = access;
    }

    /**
     * Whether it may be called wherever there are objects of its class: through a superclass, the
     * JDK or the API, by serialization, or by who looks for annotations.
     */
    boolean isOfObjects() {
      boolean bound = (access & (Opcodes.ACC_STATIC | Opcodes.ACC_PRIVATE)) != 0;
      return !name.startsWith("<") && (!bound || annotated || OF_SERIALIZATION.contains(name));
    }

    boolean isNative() {
      return (access & Opcodes.ACC_NATIVE) != 0;
    }
  }

  final List<Method> methods = new ArrayList<>();
  final Set<String> constants = new HashSet<>();
  final Set<String> classLiterals = new HashSet<>();

  /** Compile-time constants and what compilers add, which need not be compared, by name. */
  final Set<String> fixedFields = new HashSet<>();

  /** The names of all static fields. */
  final Set<String> statics = new HashSet<>();

  /** Internal names of the superclass and the interfaces. */
  final List<String> ancestors = new ArrayList<>();

  /** Internal names of the types of its objects' fields. */
  final Set<String> fieldTypes = new HashSet<>();

  /** Internal names of captured classes that its texts name. */
  final List<String> named = new ArrayList<>();

  String name = "";

  CodeScan() {
    super(API);
  }

  /** Whether a call of some kind stands in it. */
  boolean calls(Predicate<Call> kind) {
    return methods.stream().anyMatch(method -> method.calls.stream().anyMatch(kind));
  }

  @Override
  public void visit(
      int version,
      int access,
      String internalName,
      @Nullable String signature,
      @Nullable String superclass,
      String @Nullable [] interfaces) {
    name = internalName;
    if (superclass != null) {
      ancestors.add(superclass);
    }
    if (interfaces != null) {
      ancestors.addAll(List.of(interfaces));
    }
  }

  @Override
  public @Nullable FieldVisitor visitField(
      int access,
      String field,
      String descriptor,
      @Nullable String signature,
      @Nullable Object value) {
    if ((access & Opcodes.ACC_STATIC) != 0) {
      statics.add(field);
    } else {
      fieldType(descriptor, signature);
    }
    boolean constant = value != null && (access & Opcodes.ACC_FINAL) != 0;
    // Of the compilers' own fields, an enum's constants can lead to what changes.
    boolean synthetic = (access & Opcodes.ACC_SYNTHETIC) != 0 && !descriptor.startsWith("[L");
    if (constant || synthetic) {
      fixedFields.add(field);
    }
    return null;
  }

  /** Adds the type of a field, and what it is a list or map of. */
  private void fieldType(String descriptor, @Nullable String signature) {
    Matcher names = CLASS_NAME.matcher(signature == null ? descriptor : signature);
    while (names.find()) {
      fieldTypes.add(names.group(1));
    }
  }

  @Override
  public MethodVisitor visitMethod(
      int access,
      String method,
      String descriptor,
      @Nullable String signature,
      String @Nullable [] exceptions) {
    Method seen = new Method(this, method, descriptor, access);
    methods.add(seen);
    return new Body(seen);
  }

  private final class Body extends MethodVisitor {
    private final Method method;

    /** The text on top of the stack, as far as that is plain to see. */
    private @Nullable String top;

    Body(Method method) {
      super(API);
      this.method = method;
    }

    private void call(String owner, String called, String descriptor) {
      method.calls.add(new Call(owner, called, descriptor, top));
    }

    private void handle(Handle handle) {
      if (handle.getTag() == Opcodes.H_GETSTATIC) {
        method.reads.add(new Read(handle.getOwner(), handle.getName()));
      } else if (handle.getTag() > Opcodes.H_PUTSTATIC) {
        method.calls.add(new Call(handle.getOwner(), handle.getName(), handle.getDesc(), null));
        if (handle.getTag() == Opcodes.H_NEWINVOKESPECIAL) {
          method.creations.add(handle.getOwner());
        }
      }
    }

    private void constant(Object value) {
      if (value instanceof String text) {
        constants.add(text);
      } else if (value instanceof Type type && type.getSort() == Type.OBJECT) {
        classLiterals.add(type.getInternalName());
      } else if (value instanceof Handle handle) {
        handle(handle);
      } else if (value instanceof ConstantDynamic dynamic) {
        handle(dynamic.getBootstrapMethod());
        for (int i = 0; i < dynamic.getBootstrapMethodArgumentCount(); i++) {
          constant(dynamic.getBootstrapMethodArgument(i));
        }
      }
    }

    @Override
    public @Nullable AnnotationVisitor visitAnnotation(String descriptor, boolean visible) {
      method.annotated = true;
      return null;
    }

    @Override
    public void visitLdcInsn(Object value) {
      constant(value);
      top = value instanceof String text ? text : null;
    }

    @Override
    public void visitMethodInsn(
        int opcode, String owner, String called, String descriptor, boolean isInterface) {
      call(owner, called, descriptor);
      // Class.forName(name, true, loader): what finds the loader lies between.
      if (!called.endsWith("ClassLoader") && !called.equals("currentThread")) {
        top = null;
      }
    }

    @Override
    public void visitInvokeDynamicInsn(
        String called, String descriptor, Handle bootstrap, Object... arguments) {
      for (Object argument : arguments) {
        constant(argument);
      }
      top = null;
    }

    @Override
    public void visitFieldInsn(int opcode, String owner, String field, String descriptor) {
      if (opcode == Opcodes.GETSTATIC) {
        method.reads.add(new Read(owner, field));
      }
      top = null;
    }

    @Override
    public void visitVarInsn(int opcode, int index) {
      top = null;
    }

    @Override
    public void visitTypeInsn(int opcode, String type) {
      if (opcode == Opcodes.NEW) {
        method.creations.add(type);
      }
      top = null;
    }

    @Override
    public void visitJumpInsn(int opcode, Label label) {
      top = null;
    }

    @Override
    public void visitLabel(Label label) {
      top = null;
    }

    @Override
    public void visitInsn(int opcode) {
      if (opcode != Opcodes.ICONST_0 && opcode != Opcodes.ICONST_1) {
        top = null;
      }
    }
  }
}
