package io.stemma.internal.pipeline;

import io.stemma.Datum;
import io.stemma.Output;
import io.stemma.Transformation;
import java.nio.file.Path;
import java.util.List;

/**
 * A transformation whose threads find classes and services where it was loaded, also those that
 * libraries look for by the thread's own loader.
 *
 * @param code what is run
 * @param loader of the classes
 */
record LoaderBound(Transformation code, ClassLoader loader) implements Transformation {

  /** What is called with another loader. */
  interface Call<T, X extends Exception> {
    T call() throws X;
  }

  private <T> T within(Call<T, Exception> call) throws Exception {
    return within(loader, call);
  }

  /** Calls something while a loader is the thread's own. */
  static <T, X extends Exception> T within(ClassLoader loader, Call<T, X> call) throws X {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(loader);
    try {
      return call.call();
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  @Override
  public void apply(Datum in, Output out) throws Exception {
    boolean unused =
        within(
            () -> {
              code.apply(in, out);
              return true;
            });
  }

  @Override
  public boolean recovers(Datum in, Exception failure) {
    return code.recovers(in, failure);
  }

  @Override
  public boolean merges(String path) {
    return code.merges(path);
  }

  @Override
  public void merge(String path, List<Path> parts, Path merged) throws Exception {
    boolean unused =
        within(
            () -> {
              code.merge(path, parts, merged);
              return true;
            });
  }
}
