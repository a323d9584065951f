package io.stemma.internal.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Where classes come from, whatever has loaded them. Loaders here have no parent: that of the
 * platform would give classes of modules, whosever they are.
 */
class ClassPlacesTest {
  private static final String FILE = "io/stemma/internal/jvm/ClassPlacesTest.class";

  @TempDir Path temp;

  private static byte[] ownFile() throws IOException {
    try (InputStream in = ClassPlacesTest.class.getResourceAsStream("/" + FILE)) {
      return Objects.requireNonNull(in).readAllBytes();
    }
  }

  @Test
  void thoseOfALoaderAreFoundWithAllElseThatItHas() throws Exception {
    Path jar = temp.resolve("with space.jar");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar))) {
      out.putNextEntry(new ZipEntry(FILE));
      out.write(ownFile());
    }
    Path other = Files.createDirectory(temp.resolve("other"));
    URL[] urls = {jar.toUri().toURL(), other.toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(urls, null)) {
      Class<?> type = loader.loadClass(ClassPlacesTest.class.getName());
      assertThat(ClassPlaces.of(type)).hasValue(jar);
      assertThat(ClassPlaces.ofClasses(List.of(type))).containsExactly(jar, other);
    }
  }

  @Test
  void thoseOfADirectoryAre() throws Exception {
    Path file = temp.resolve("classes").resolve(FILE);
    Files.createDirectories(file.getParent());
    Files.write(file, ownFile());
    URL[] urls = {temp.resolve("classes").toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(urls, null)) {
      Class<?> type = loader.loadClass(ClassPlacesTest.class.getName());
      assertThat(ClassPlaces.of(type)).hasValue(temp.resolve("classes"));
    }
  }

  @Test
  void thoseOfTheJdkAreInNoFile() {
    assertThat(ClassPlaces.of(String.class)).isEmpty();
    assertThat(ClassPlaces.ofClasses(List.of(String.class))).isEmpty();
  }

  @Test
  void thoseOfStemmaAreApartFromThoseOfOtherParts() {
    Path stemma = ClassPlaces.of(ClassPlaces.class).orElseThrow();
    assertThat(ClassPlaces.ofStemma())
        .startsWith(stemma)
        .hasSizeGreaterThan(8)
        .allMatch(Files::exists);
    assertThat(ClassPlaces.of(ClassPlacesTest.class)).isPresent().get().isNotEqualTo(stemma);
  }
}
