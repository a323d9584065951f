package io.stemma.internal.code;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ConstantDynamic;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.RecordComponentVisitor;
import org.objectweb.asm.Type;

/**
 * The classes without which a class cannot run: those that its code, fields, methods and ancestors
 * name, in the order in which they stand there. What only says where it was written (the class
 * around it, its neighbours) does not count, nor do annotations, but for those that say which
 * classes its JSON is read as.
 */
final class References extends ClassVisitor {
  private static final int API = Opcodes.ASM9;

  /** Annotations that say what parameters are read as. */
  private static final String JSON = "Lcom/fasterxml/jackson/annotation/";

  private final Set<String> names = new LinkedHashSet<>();

  private References(ClassVisitor next) {
    super(API, next);
  }

  /**
   * The classes that a class file refers to.
   *
   * @param next sees the class in the same pass
   * @return their internal names, such as {@code java/lang/String}
   */
  static Collection<String> of(ClassReader file, ClassVisitor next) {
    References references = new References(next);
    file.accept(references, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
    return references.names;
  }

  private void type(Type type) {
    switch (type.getSort()) {
      case Type.ARRAY -> type(type.getElementType());
      case Type.OBJECT -> names.add(type.getInternalName());
      case Type.METHOD -> {
        type(type.getReturnType());
        for (Type argument : type.getArgumentTypes()) {
          type(argument);
        }
      }
      default -> {
        // A primitive type.
      }
    }
  }

  private void name(@Nullable String internalName) {
    if (internalName != null) {
      type(Type.getObjectType(internalName));
    }
  }

  private void names(String @Nullable [] internalNames) {
    for (String name : internalNames == null ? new String[0] : internalNames) {
      name(name);
    }
  }

  private void constant(Object value) {
    if (value instanceof Type type) {
      type(type);
    } else if (value instanceof Handle handle) {
      name(handle.getOwner());
      type(Type.getType(handle.getDesc()));
    } else if (value instanceof ConstantDynamic dynamic) {
      type(Type.getType(dynamic.getDescriptor()));
      constant(dynamic.getBootstrapMethod());
      for (int i = 0; i < dynamic.getBootstrapMethodArgumentCount(); i++) {
        constant(dynamic.getBootstrapMethodArgument(i));
      }
    }
  }

  /** Sees the classes that an annotation names, if they matter. */
  private @Nullable AnnotationVisitor json(String annotation, @Nullable AnnotationVisitor next) {
    return annotation.startsWith(JSON) ? new Annotation(next) : next;
  }

  private final class Annotation extends AnnotationVisitor {
    Annotation(@Nullable AnnotationVisitor next) {
      super(API, next);
    }

    @Override
    public void visit(String name, Object value) {
      constant(value);
      super.visit(name, value);
    }

    @Override
    public AnnotationVisitor visitAnnotation(String name, String descriptor) {
      return new Annotation(super.visitAnnotation(name, descriptor));
    }

    @Override
    public AnnotationVisitor visitArray(String name) {
      return new Annotation(super.visitArray(name));
    }
  }

  @Override
  public @Nullable AnnotationVisitor visitAnnotation(String annotation, boolean visible) {
    return json(annotation, super.visitAnnotation(annotation, visible));
  }

  @Override
  public void visit(
      int version,
      int access,
      String name,
      @Nullable String signature,
      @Nullable String superName,
      String @Nullable [] interfaces) {
    name(superName);
    names(interfaces);
    super.visit(version, access, name, signature, superName, interfaces);
  }

  @Override
  public void visitPermittedSubclass(String permittedSubclass) {
    name(permittedSubclass);
  }

  @Override
  public @Nullable RecordComponentVisitor visitRecordComponent(
      String name, String descriptor, @Nullable String signature) {
    type(Type.getType(descriptor));
    return new RecordComponentVisitor(API) {
      @Override
      public @Nullable AnnotationVisitor visitAnnotation(String annotation, boolean visible) {
        return json(annotation, null);
      }
    };
  }

  @Override
  public @Nullable FieldVisitor visitField(
      int access,
      String name,
      String descriptor,
      @Nullable String signature,
      @Nullable Object value) {
    type(Type.getType(descriptor));
    return new FieldVisitor(API, super.visitField(access, name, descriptor, signature, value)) {
      @Override
      public @Nullable AnnotationVisitor visitAnnotation(String annotation, boolean visible) {
        return json(annotation, super.visitAnnotation(annotation, visible));
      }
    };
  }

  @Override
  public MethodVisitor visitMethod(
      int access,
      String name,
      String descriptor,
      @Nullable String signature,
      String @Nullable [] exceptions) {
    type(Type.getMethodType(descriptor));
    names(exceptions);
    return new Code(super.visitMethod(access, name, descriptor, signature, exceptions));
  }

  private final class Code extends MethodVisitor {
    Code(@Nullable MethodVisitor next) {
      super(API, next);
    }

    @Override
    public @Nullable AnnotationVisitor visitAnnotation(String annotation, boolean visible) {
      return json(annotation, super.visitAnnotation(annotation, visible));
    }

    @Override
    public @Nullable AnnotationVisitor visitParameterAnnotation(
        int parameter, String annotation, boolean visible) {
      return json(annotation, super.visitParameterAnnotation(parameter, annotation, visible));
    }

    @Override
    public void visitTypeInsn(int opcode, String type) {
      name(type);
      super.visitTypeInsn(opcode, type);
    }

    @Override
    public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
      name(owner);
      type(Type.getType(descriptor));
      super.visitFieldInsn(opcode, owner, name, descriptor);
    }

    @Override
    public void visitMethodInsn(
        int opcode, String owner, String name, String descriptor, boolean isInterface) {
      name(owner);
      type(Type.getMethodType(descriptor));
      super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
    }

    @Override
    public void visitInvokeDynamicInsn(
        String name, String descriptor, Handle bootstrap, Object... arguments) {
      type(Type.getMethodType(descriptor));
      constant(bootstrap);
      for (Object argument : arguments) {
        constant(argument);
      }
      super.visitInvokeDynamicInsn(name, descriptor, bootstrap, arguments);
    }

    @Override
    public void visitLdcInsn(Object value) {
      constant(value);
      super.visitLdcInsn(value);
    }

    @Override
    public void visitMultiANewArrayInsn(String descriptor, int dimensions) {
      type(Type.getType(descriptor));
    }

    @Override
    public void visitTryCatchBlock(Label start, Label end, Label handler, @Nullable String type) {
      name(type);
    }
  }
}
