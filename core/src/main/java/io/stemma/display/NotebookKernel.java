package io.stemma.display;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The kernel of the notebook that this process runs, which shows a value as HTML if it was told how
 * to. Knows JJava (1.0) and IJava (1.3), without needing either.
 */
public final class NotebookKernel {
  private static final List<Known> KNOWN =
      List.of(
          new Known(
              "JJava",
              "org.dflib.jjava.jupyter.kernel.BaseKernel",
              "notebookKernel",
              "org.dflib.jjava.jupyter.kernel.display"),
          new Known(
              "IJava",
              "io.github.spencerpark.ijava.IJava",
              "getKernelInstance",
              "io.github.spencerpark.jupyter.kernel.display"));

  private NotebookKernel() {}

  /**
   * Tells the kernel to show every {@link Displayed} as HTML from now on. Where there is no kernel,
   * as in JShell, nothing happens.
   *
   * @return whether there is one
   * @throws IllegalStateException if there is one that cannot be told
   */
  public static boolean showHtml() {
    for (Known known : KNOWN) {
      if (known.tell()) {
        return true;
      }
    }
    return false;
  }

  /**
   * A kernel whose renderer is known by the names of its methods: both have one origin.
   *
   * @param name what people call it
   * @param holder the class that has the kernel
   * @param getter the static method of it that gives the kernel
   * @param display the package of its renderer
   */
  private record Known(String name, String holder, String getter, String display) {

    boolean tell() {
      ClassLoader loader = Objects.requireNonNull(Displayed.class.getClassLoader());
      try {
        Optional<Object> kernel = running(loader);
        if (kernel.isPresent()) {
          register(kernel.get().getClass().getMethod("getRenderer").invoke(kernel.get()), loader);
        }
        return kernel.isPresent();
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(
            "this version of "
                + name
                + " cannot be told how to show values as HTML; show one at a time by"
                + " display(value.html(), \"text/html\")",
            e);
      }
    }

    private Optional<Object> running(ClassLoader loader) throws ReflectiveOperationException {
      Class<?> type;
      try {
        type = Class.forName(holder, true, loader);
      } catch (ClassNotFoundException e) {
        return Optional.empty();
      }
      try {
        return Optional.ofNullable(type.getMethod(getter).invoke(null));
      } catch (InvocationTargetException e) { // JJava refuses, IJava gives null
        return Optional.empty();
      }
    }

    private void register(@Nullable Object renderer, ClassLoader loader)
        throws ReflectiveOperationException {
      Class<?> function = Class.forName(display + ".RenderFunction", true, loader);
      Class<?> type = Class.forName(display + ".Renderer", true, loader);
      Class<?> registration = Class.forName(type.getName() + "$RenderRegistration", true, loader);
      Object begun =
          type.getMethod("createRegistration", Class.class).invoke(renderer, Displayed.class);
      registration.getMethod("preferring", String[].class).invoke(begun, html());
      Object rendering =
          Proxy.newProxyInstance(loader, new Class<?>[] {function}, rendering(display, loader));
      registration.getMethod("register", function).invoke(begun, rendering);
    }

    private static Object html() {
      return new String[] {"text/html"};
    }

    private static InvocationHandler rendering(String display, ClassLoader loader)
        throws ReflectiveOperationException {
      Class<?> context = Class.forName(display + ".RenderContext", true, loader);
      var container = context.getMethod("getOutputContainer");
      var put =
          Class.forName(display + ".DisplayData", true, loader).getMethod("putHTML", String.class);
      return (proxy, method, arguments) -> {
        if (method.getDeclaringClass() == Object.class) {
          return method.invoke(put, arguments); // equals, hashCode and toString of something
        }
        try {
          return put.invoke(container.invoke(arguments[1]), ((Displayed) arguments[0]).html());
        } catch (InvocationTargetException e) {
          throw e.getCause() == null ? e : e.getCause();
        }
      };
    }
  }
}
