package io.stemma.internal.code;

import io.stemma.internal.format.v1.StaticsJson;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Modifier;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A static field that captured code reads.
 *
 * @param original the class that declares it, as the user's program has it
 * @param owner binary name of that class in captured code
 * @param name of the field
 * @param type the class that reads it
 * @param method the method that reads it
 */
record StaticField(Class<?> original, String owner, String name, String type, String method) {
  private static final int MAX_TEXT = 64 << 10;
  private static final Pattern SECRET =
      Pattern.compile("(?i).*(passw|secret|token|credential|api_?key|private_?key).*");

  /** The field among others. */
  String key() {
    return owner + "." + name;
  }

  boolean isFinal() {
    return hasModifier(Modifier.FINAL);
  }

  /**
   * Whether only its own class can have made what it holds, such as a cache that is filled late.
   */
  boolean isPrivateReference() {
    Field field = find(original);
    return field != null
        && Modifier.isPrivate(field.getModifiers())
        && !field.getType().isPrimitive();
  }

  private boolean hasModifier(int modifier) {
    Field field = find(original);
    return field != null && (field.getModifiers() & modifier) != 0;
  }

  private @Nullable Field find(Class<?> type) {
    try {
      return type.getDeclaredField(name);
    } catch (NoSuchFieldException | LinkageError e) {
      return null;
    }
  }

  /** What the field of the user's program holds now. */
  StaticState now(UnaryOperator<String> names) {
    return read(original, names);
  }

  /** What the field of the same code, loaded by another loader, holds. */
  StaticState revived(ClassLoader loader) {
    try {
      return read(Class.forName(owner, false, loader), UnaryOperator.identity());
    } catch (ClassNotFoundException | LinkageError e) {
      return StaticState.broken(e);
    }
  }

  private StaticState read(Class<?> type, UnaryOperator<String> names) {
    Object value;
    try {
      value = value(type);
    } catch (InaccessibleObjectException e) {
      return StaticState.incomparable(
          "what a module hides: open package "
              + original.getPackageName()
              + " to module io.stemma");
    } catch (ReflectiveOperationException | LinkageError e) {
      return StaticState.broken(e);
    }
    String shown = isSecret() ? "something that is not shown" : Plain.shown(value);
    try {
      String digest = Fingerprint.of(value, isFinal(), names).toString();
      return new StaticState(digest, shown, value == null, plain(value, names), Optional.empty());
    } catch (IncomparableException e) {
      return StaticState.incomparable(String.valueOf(e.getMessage()));
    }
  }

  private @Nullable Object value(Class<?> type) throws ReflectiveOperationException {
    Field field = type.getDeclaredField(name);
    if (type.isEnum() && field.isSynthetic()) {
      return type.getEnumConstants(); // Also of a module that hides it.
    }
    field.setAccessible(true);
    return field.get(null);
  }

  private boolean isSecret() {
    return SECRET.matcher(name).matches();
  }

  /** The value as text; nothing if no text holds it, or it must not be written down. */
  private Optional<StaticsJson.Value> plain(@Nullable Object value, UnaryOperator<String> names) {
    if (value == null) {
      return Optional.of(new StaticsJson.Value(owner, name, StaticRestore.NULL, ""));
    } else if (value instanceof Enum<?> constant) {
      String type = constant.getDeclaringClass().getName();
      boolean own = !Fingerprint.isOfJdk(constant.getDeclaringClass());
      String text = (own ? names.apply(type) : type) + "#" + constant.name();
      return Optional.of(new StaticsJson.Value(owner, name, StaticRestore.ENUM, text));
    } else if (!Plain.is(value)) {
      return Optional.empty();
    }
    String text = Plain.text(value);
    boolean kept =
        text.length() <= MAX_TEXT
            && !(value instanceof String && isSecret())
            && java.nio.charset.StandardCharsets.UTF_8.newEncoder().canEncode(text);
    return kept
        ? Optional.of(new StaticsJson.Value(owner, name, Plain.type(value), text))
        : Optional.empty();
  }
}
