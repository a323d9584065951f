package io.stemma.catalog;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes records of rows. */
final class RecordRows<T extends Record> {
  private final RecordComponent[] components;
  private final int[] places;
  private final Constructor<T> constructor;

  RecordRows(Class<T> type, List<String> columns) {
    components = type.getRecordComponents();
    places = new int[components.length];
    List<String> plain = columns.stream().map(RecordRows::plain).toList();
    for (int i = 0; i < places.length; i++) {
      places[i] = plain.indexOf(plain(components[i].getName()));
      if (places[i] < 0) {
        throw new IllegalArgumentException(
            "component "
                + components[i].getName()
                + " of "
                + type.getSimpleName()
                + " has no column; there are "
                + String.join(", ", columns));
      }
    }
    constructor = constructor(type);
  }

  private static String plain(String name) {
    return name.replace("_", "").toLowerCase(Locale.ROOT);
  }

  private Constructor<T> constructor(Class<T> type) {
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    try {
      Constructor<T> found = type.getDeclaredConstructor(types);
      if (found.trySetAccessible()) {
        return found;
      }
    } catch (NoSuchMethodException e) {
      throw new IllegalArgumentException(type + " is no record", e);
    }
    throw new IllegalArgumentException(
        type.getSimpleName()
            + " cannot be made here: make it public, or open its package to io.stemma.catalog");
  }

  T of(int row, @Nullable Object[] cells) {
    @Nullable Object[] arguments = new @Nullable Object[places.length];
    for (int i = 0; i < places.length; i++) {
      try {
        arguments[i] = argument(components[i].getGenericType(), cells[places[i]]);
      } catch (IllegalArgumentException | ArithmeticException e) {
        throw new IllegalArgumentException(
            "row " + row + ", component " + components[i].getName() + ": " + e.getMessage(), e);
      }
    }
    try {
      return constructor.newInstance(arguments);
    } catch (InvocationTargetException e) {
      throw new IllegalArgumentException("row " + row + " is refused: " + e.getCause(), e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException(constructor + " cannot be called", e);
    }
  }

  private static Object argument(Type type, @Nullable Object cell) {
    if (type instanceof ParameterizedType generic && generic.getRawType() == Optional.class) {
      Type inner = generic.getActualTypeArguments()[0];
      return cell == null ? Optional.empty() : Optional.of(argument(inner, cell));
    } else if (cell == null) {
      throw new IllegalArgumentException("there is no value; an Optional could be without");
    }
    Object fitting = fitting(type, cell);
    if (fitting == null) {
      throw new IllegalArgumentException(
          "the value "
              + cell
              + " is a "
              + cell.getClass().getSimpleName()
              + ", and no "
              + type.getTypeName());
    }
    return fitting;
  }

  private static @Nullable Object fitting(Type type, Object cell) {
    if (type == String.class) {
      return cell instanceof String ? cell : null;
    } else if (type == double.class || type == Double.class) {
      return cell instanceof Number number ? number.doubleValue() : null;
    } else if (type == long.class || type == Long.class) {
      return cell instanceof Number number ? (Object) whole(number) : null;
    } else if (type == int.class || type == Integer.class) {
      return cell instanceof Number number ? (Object) Math.toIntExact(whole(number)) : null;
    } else if (type == boolean.class || type == Boolean.class) {
      return cell instanceof Boolean ? cell : null;
    } else if (type == Instant.class) {
      return cell instanceof Instant ? cell : null;
    }
    throw new IllegalArgumentException(
        type.getTypeName()
            + " is no type for a value; there are String, long, int, double, boolean and Instant");
  }

  private static long whole(Number number) {
    if (number instanceof Long whole) {
      return whole;
    }
    return new java.math.BigDecimal(number.toString()).longValueExact();
  }
}
