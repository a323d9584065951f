package io.stemma.internal.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AlignedBuffersTest {
  /** Takes buffers in a process of its own, and then memory as the JDK does for those who read. */
  public static final class Child {
    public static void main(String[] args) {
      List<Object> held = new ArrayList<>();
      long began = System.nanoTime();
      for (int i = 0; i < 40; i++) {
        AlignedBuffers pair = AlignedBuffers.take();
        if (pair != null) {
          held.add(pair);
        }
      }
      long took = System.nanoTime() - began;
      System.out.println(took < 5_000_000_000L ? "soon" : "late, after " + took + " ns");
      for (int i = 0; i < 8; i++) {
        held.add(ByteBuffer.allocateDirect(256 << 10));
      }
      System.out.println("left enough beside " + (held.size() - 8));
    }
  }

  /** Where a class really is: on the module path, tests are patched into the module. */
  private static String rootOf(Class<?> type) throws URISyntaxException {
    String name = type.getName().replace('.', '/') + ".class";
    Path file = Path.of(Objects.requireNonNull(type.getResource("/" + name)).toURI());
    return file.resolve("../".repeat(Path.of(name).getNameCount())).normalize().toString();
  }

  @ParameterizedTest
  @ValueSource(strings = {"2m", "3m", "3300k", "8m"})
  void leaveMemoryForOthersAndDoNotAskAgainAndAgain(String memory) throws Exception {
    String classes = rootOf(AlignedBuffers.class) + File.pathSeparator + rootOf(Child.class);
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:MaxDirectMemorySize=" + memory,
                "-cp",
                classes,
                Child.class.getName())
            .redirectErrorStream(true)
            .start();
    String said = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(child.waitFor()).as(said).isZero();
    assertThat(said).contains("soon", "left enough beside " + (memory.equals("8m") ? 1 : 0));
  }
}
