package io.stemma.storage.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.stemma.storage.ObjectStore;
import io.stemma.storage.StoreAccess;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several processes race for the same keys in one directory that none has made yet. */
class ProcessesTest {
  @TempDir Path directory;

  private static String home(Class<?> type) throws URISyntaxException {
    String file = "/" + type.getName().replace('.', '/') + ".class";
    URL url = Objects.requireNonNull(type.getResource(file));
    String text = url.toString();
    String place = text.substring(0, text.length() - file.length());
    if (place.startsWith("jar:")) {
      place = place.substring("jar:".length(), place.length() - 1);
    }
    return Path.of(new URI(place)).toString();
  }

  private Process start(int number) throws IOException, URISyntaxException {
    String classes =
        String.join(
            File.pathSeparator,
            home(ObjectStore.class),
            home(DirectoryObjectStore.class),
            home(RacingProcess.class));
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            classes,
            RacingProcess.class.getName(),
            directory.resolve("new/store").toString(),
            "p" + number)
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  @Test
  void everyObjectIsCreatedByOneProcess() throws Exception {
    List<Process> processes = new ArrayList<>();
    List<String> created = new ArrayList<>();
    try {
      List<BufferedReader> answers = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        processes.add(start(i));
        answers.add(processes.get(i).inputReader(UTF_8));
      }
      for (BufferedReader answer : answers) {
        assertThat(answer.readLine()).isEqualTo("ready");
      }
      for (Process process : processes) {
        process.getOutputStream().write('\n');
        process.getOutputStream().flush();
      }
      try (ObjectStore store =
          DirectoryObjectStore.open(directory.resolve("new/store"), StoreAccess.READ)) {
        for (int i = 0; i < processes.size(); i++) {
          for (String key : answers.get(i).lines().toList()) {
            created.add(key);
            assertThat(store.read(key, 0, 9).bytes().array()).isEqualTo(("p" + i).getBytes(UTF_8));
          }
          assertThat(processes.get(i).waitFor()).isZero();
        }
      }
    } finally {
      processes.forEach(Process::destroyForcibly);
    }
    assertThat(created).hasSize(RacingProcess.OBJECTS).doesNotHaveDuplicates();
    try (var left = Files.list(directory.resolve("new/store/.tmp"))) {
      assertThat(left).isEmpty();
    }
  }
}
