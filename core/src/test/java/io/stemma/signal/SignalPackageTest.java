package io.stemma.signal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What holds for the package as a whole. */
class SignalPackageTest {
  /** Sees the JDK and this package's classes, as code does that an archive runs again. */
  private static final class Isolated extends ClassLoader {
    private Isolated() {
      super(ClassLoader.getPlatformClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (!name.startsWith("io.stemma.")) {
        return super.loadClass(name, resolve);
      }
      // Not left to the parent: for named modules the platform's loader asks the application's.
      Class<?> loaded = findLoadedClass(name);
      return loaded == null ? define(name) : loaded;
    }

    private Class<?> define(String name) throws ClassNotFoundException {
      if (!name.startsWith("io.stemma.signal.")) {
        throw new ClassNotFoundException(name + " is neither the JDK's nor this package's");
      }
      String resource = "/" + name.replace('.', '/') + ".class";
      try (InputStream in = SignalPackageTest.class.getResourceAsStream(resource)) {
        byte[] bytes = in == null ? new byte[0] : in.readAllBytes();
        return defineClass(name, bytes, 0, bytes.length);
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }
  }

  private static List<String> classNames() throws IOException, URISyntaxException {
    Path classes =
        Path.of(Signal.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    try (Stream<Path> files = Files.list(classes.resolve("io/stemma/signal"))) {
      return files
          .map(file -> file.getFileName().toString().replace(".class", ""))
          .filter(name -> !name.equals("package-info"))
          .map(name -> "io.stemma.signal." + name)
          .toList();
    }
  }

  @Test
  void runsOnTheJdkAlone(@TempDir Path directory) throws Exception {
    ClassLoader isolated = new Isolated();
    for (String name : classNames()) {
      Class.forName(name, true, isolated);
    }
    Class<?> signal = isolated.loadClass("io.stemma.signal.Signal");
    assertThat(signal).isNotSameAs(Signal.class);
    Path file = directory.resolve("te");
    Signal.int16(0, 1, 1, 2, 6).write(file);
    Object read = signal.getMethod("read", Path.class).invoke(null, file);
    Object smooth = signal.getMethod("boxcar", int.class).invoke(read, 3);
    assertThat(signal.getMethod("values").invoke(smooth)).isEqualTo(new double[] {1.5, 3, 4});
    Class<?> difference = isolated.loadClass("io.stemma.signal.SignalDifference");
    Object none = difference.getMethod("between", signal, signal).invoke(null, read, read);
    assertThat(none).hasToString("all 3 samples are identical");
  }

  @Test
  void keepsNoStaticState() throws Exception {
    for (String name : classNames()) {
      Class<?> type = Class.forName(name);
      assertThat(type.getDeclaredFields())
          .filteredOn(f -> Modifier.isStatic(f.getModifiers()) && !f.isSynthetic())
          .filteredOn(f -> !f.isEnumConstant())
          .allMatch(f -> Modifier.isFinal(f.getModifiers()) && f.getType().isPrimitive());
    }
  }

  @Test
  void signalsAreSharedByThreads(@TempDir Path directory)
      throws IOException, InterruptedException, ExecutionException {
    Signal memory = RandomSignals.of(new Random(5), ElementType.INT32, 50_000);
    memory.write(directory.resolve("te"));
    Signal file = Signal.read(directory.resolve("te"));
    int[] samples = memory.int32Values();
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<Boolean>> results = new ArrayList<>();
      for (int seed = 0; seed < 4; seed++) {
        Random random = new Random(seed);
        results.add(
            threads.submit(
                () -> {
                  boolean right = true;
                  for (int i = 0; i < 5000; i++) {
                    int index = random.nextInt(samples.length);
                    right &= file.value(index) == samples[index];
                  }
                  return right && file.equals(memory);
                }));
      }
      for (Future<Boolean> result : results) {
        assertThat(result.get()).isTrue();
      }
    } finally {
      threads.shutdownNow();
    }
  }
}
