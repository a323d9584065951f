package io.stemma.internal.code;

import java.util.Map;

/**
 * Captured classes, loaded once more beside those of the user's program, to see what their
 * initialisers make of their static fields. They find the JDK, Stemma's API, and each other.
 */
final class RevivedClasses extends ClassLoader {
  private final Map<String, byte[]> classes;
  private final Map<String, byte[]> resources;

  /** Loads them from class files, by internal names, and gives them resources. */
  RevivedClasses(Map<String, byte[]> classes, Map<String, byte[]> resources) {
    super(ClassLoader.getPlatformClassLoader());
    this.classes = classes;
    this.resources = resources;
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      byte[] file = loaded == null ? classes.get(name.replace('.', '/')) : null;
      if (loaded == null && file != null) {
        loaded = defineClass(name, file, 0, file.length);
      } else if (loaded == null && name.startsWith("io.stemma.")) {
        loaded = Class.forName(name, false, RevivedClasses.class.getClassLoader());
      }
      return loaded != null ? loaded : super.loadClass(name, resolve);
    }
  }

  @Override
  public java.io.@org.jspecify.annotations.Nullable InputStream getResourceAsStream(String name) {
    byte[] bytes = resources.get(name);
    return bytes != null
        ? new java.io.ByteArrayInputStream(bytes)
        : super.getResourceAsStream(name);
  }

  @Override
  protected java.net.@org.jspecify.annotations.Nullable URL findResource(String name) {
    byte[] bytes = resources.get(name);
    if (bytes == null) {
      return null;
    }
    try {
      return new java.net.URL("stemma-code", "", 0, "/" + name, new BytesHandler(bytes));
    } catch (java.net.MalformedURLException e) {
      return null;
    }
  }

  /** Opens addresses of one resource. */
  private static final class BytesHandler extends java.net.URLStreamHandler {
    private final byte[] bytes;

    BytesHandler(byte[] bytes) {
      this.bytes = bytes;
    }

    @Override
    protected java.net.URLConnection openConnection(java.net.URL address) {
      return new java.net.URLConnection(address) {
        @Override
        public void connect() {
          // It is here already.
        }

        @Override
        public java.io.InputStream getInputStream() {
          return new java.io.ByteArrayInputStream(bytes);
        }
      };
    }
  }
}
