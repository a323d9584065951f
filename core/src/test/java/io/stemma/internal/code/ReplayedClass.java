package io.stemma.internal.code;

import java.lang.reflect.Method;

/** Code that was captured and is loaded anew, and set to what was captured of its statics. */
final class ReplayedClass {
  private ReplayedClass() {}

  /** Loads the class that was captured. */
  static Class<?> of(CapturedCode code) {
    return new CodeLoader(CodeBundle.of(code)).entry();
  }

  /** Calls a static method. */
  static Object call(Class<?> type, String name, Class<?>[] types, Object... arguments)
      throws ReflectiveOperationException {
    Method method = type.getDeclaredMethod(name, types);
    method.setAccessible(true);
    return method.invoke(null, arguments);
  }

  /** Calls {@code static double f(double)}. */
  static double f(Class<?> type, double x) throws ReflectiveOperationException {
    return (double) call(type, "f", new Class<?>[] {double.class}, x);
  }
}
