package io.stemma.internal.code;

import java.nio.ByteBuffer;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values that a text holds exactly: numbers, characters, truth values, texts. */
final class Plain {
  private static final Map<Class<?>, String> TYPES =
      Map.of(
          Boolean.class, "boolean",
          Byte.class, "byte",
          Short.class, "short",
          Character.class, "char",
          Integer.class, "int",
          Long.class, "long",
          Float.class, "float",
          Double.class, "double",
          String.class, "string");

  private static final String NAN = "NaN:";

  private Plain() {}

  /** Whether a value is one of these. */
  static boolean is(Object value) {
    return TYPES.containsKey(value.getClass());
  }

  /** What the type of such a value is called. */
  static String type(Object value) {
    String type = TYPES.get(value.getClass());
    if (type == null) {
      throw new IllegalArgumentException("no text holds a " + value.getClass().getName());
    }
    return type;
  }

  /** The text of such a value: the same on every JDK, and another for any other bits. */
  static String text(Object value) {
    if (value instanceof Double number) {
      return number.isNaN()
          ? NAN + Long.toHexString(Double.doubleToRawLongBits(number))
          : Double.toHexString(number);
    } else if (value instanceof Float number) {
      return number.isNaN()
          ? NAN + Integer.toHexString(Float.floatToRawIntBits(number))
          : Float.toHexString(number);
    } else if (value instanceof Character unit) {
      return Integer.toString(unit);
    }
    return value.toString();
  }

  /**
   * The value of a text.
   *
   * @throws IllegalArgumentException if it is of no such type
   */
  static Object value(String type, String text) {
    return switch (type) {
      case "boolean" -> Boolean.valueOf(text);
      case "byte" -> Byte.valueOf(text);
      case "short" -> Short.valueOf(text);
      case "char" -> (char) Integer.parseInt(text);
      case "int" -> Integer.valueOf(text);
      case "long" -> Long.valueOf(text);
      case "float" ->
          text.startsWith(NAN)
              ? Float.intBitsToFloat(Integer.parseUnsignedInt(text.substring(NAN.length()), 16))
              : Float.parseFloat(text);
      case "double" ->
          text.startsWith(NAN)
              ? Double.longBitsToDouble(Long.parseUnsignedLong(text.substring(NAN.length()), 16))
              : Double.parseDouble(text);
      case "string" -> text;
      default -> throw new IllegalArgumentException("no type of a plain value: " + type);
    };
  }

  /** The elements of an array of primitive values. */
  static byte[] bytes(Object array) {
    if (array instanceof byte[] bytes) {
      return bytes;
    } else if (array instanceof boolean[] flags) {
      byte[] bytes = new byte[flags.length];
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = (byte) (flags[i] ? 1 : 0);
      }
      return bytes;
    }
    return wide(array);
  }

  private static byte[] wide(Object array) {
    if (array instanceof char[] units) {
      ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(units.length, Character.BYTES));
      bytes.asCharBuffer().put(units);
      return bytes.array();
    } else if (array instanceof short[] numbers) {
      ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(numbers.length, Short.BYTES));
      bytes.asShortBuffer().put(numbers);
      return bytes.array();
    } else if (array instanceof int[] numbers) {
      ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(numbers.length, Integer.BYTES));
      bytes.asIntBuffer().put(numbers);
      return bytes.array();
    } else if (array instanceof long[] numbers) {
      ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(numbers.length, Long.BYTES));
      bytes.asLongBuffer().put(numbers);
      return bytes.array();
    } else if (array instanceof float[] numbers) {
      ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(numbers.length, Float.BYTES));
      bytes.asFloatBuffer().put(numbers);
      return bytes.array();
    }
    double[] numbers = (double[]) array;
    ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(numbers.length, Double.BYTES));
    bytes.asDoubleBuffer().put(numbers);
    return bytes.array();
  }

  /** A value as a message shows it, shortly. */
  static String shown(@Nullable Object value) {
    if (value instanceof String text) {
      return '"' + (text.length() > 40 ? text.substring(0, 40) + "..." : text) + '"';
    } else if (value == null || is(value)) {
      return String.valueOf(value);
    } else if (value instanceof Enum<?> constant) {
      return constant.name();
    } else if (value instanceof java.util.Collection<?> || value instanceof Map<?, ?>) {
      int size =
          value instanceof Map<?, ?> map ? map.size() : ((java.util.Collection<?>) value).size();
      return value.getClass().getSimpleName() + " of " + size;
    } else if (value instanceof Number) {
      return value.getClass().getSimpleName() + " " + value;
    } else if (value.getClass().isArray()) {
      String type = value.getClass().getComponentType().getSimpleName();
      return type + "[" + java.lang.reflect.Array.getLength(value) + "]" + first(value);
    }
    String name = value.getClass().getSimpleName();
    return "a " + (name.isEmpty() ? value.getClass().getName() : name);
  }

  private static String first(Object array) {
    if (java.lang.reflect.Array.getLength(array) == 0
        || !array.getClass().getComponentType().isPrimitive()) {
      return "";
    }
    return " that begins with " + java.lang.reflect.Array.get(array, 0);
  }
}
