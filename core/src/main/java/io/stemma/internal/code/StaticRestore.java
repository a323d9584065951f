package io.stemma.internal.code;

import io.stemma.internal.base.MalformedException;
import io.stemma.internal.format.v1.StaticsJson;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import org.jspecify.annotations.Nullable;

/**
 * Gives the static fields of captured code, loaded again, what they held when it was captured: the
 * classes are initialised as they were for the comparison, so each finds the others as they were
 * then.
 */
public final class StaticRestore {
  /** The resource of captured code that says it. */
  public static final String RESOURCE = "META-INF/stemma/statics.json";

  static final String NULL = "null";
  static final String ENUM = "enum";

  private StaticRestore() {}

  /**
   * Sets the fields, before any of the classes is used.
   *
   * @param json what {@link #RESOURCE} holds
   * @param loader gives the captured classes, and has initialised none of them
   * @throws MalformedException if the bytes are something else, or do not fit to the classes
   */
  public static void restore(byte[] json, ClassLoader loader) {
    StaticsJson statics = StaticsJson.decode(json);
    for (StaticsJson.Value value : statics.values()) {
      try {
        set(value, loader);
      } catch (ReflectiveOperationException | IllegalArgumentException | LinkageError e) {
        throw new MalformedException(
            "static field "
                + value.owner()
                + "."
                + value.field()
                + " of stored code cannot be set to its stored value: "
                + e,
            e);
      }
    }
    for (String name : statics.classes()) {
      try {
        Class<?> unused = Class.forName(name, true, loader);
      } catch (ClassNotFoundException | LinkageError e) {
        // It failed in the comparison, too; who uses it will see it fail.
      }
    }
  }

  private static void set(StaticsJson.Value value, ClassLoader loader)
      throws ReflectiveOperationException {
    Class<?> type = Class.forName(value.owner(), true, loader);
    Field field = type.getDeclaredField(value.field());
    int modifiers = field.getModifiers();
    if (!Modifier.isStatic(modifiers)
        || Modifier.isFinal(modifiers)
        || !loader.equals(type.getClassLoader())) {
      throw new IllegalArgumentException("it is no static field of stored code that can be set");
    }
    field.setAccessible(true);
    field.set(null, value(value, loader));
  }

  private static @Nullable Object value(StaticsJson.Value value, ClassLoader loader)
      throws ClassNotFoundException {
    if (value.type().equals(NULL)) {
      return null;
    } else if (!value.type().equals(ENUM)) {
      return Plain.value(value.type(), value.value());
    }
    int end = value.value().indexOf('#');
    Class<?> type = Class.forName(value.value().substring(0, Math.max(0, end)), false, loader);
    Object[] constants = type.getEnumConstants();
    String name = value.value().substring(end + 1);
    for (Object each : constants == null ? new Object[0] : constants) {
      if (((Enum<?>) each).name().equals(name)) {
        return each;
      }
    }
    throw new IllegalArgumentException("there is no constant " + value.value());
  }
}
