package io.stemma.internal.code;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Loads the classes of a bundle. They see the JDK, the interfaces of {@code io.stemma} that
 * transformations are written against, and each other; nothing of the class path, and nothing of
 * how Stemma is made. Safe for use by several threads.
 */
public final class CodeLoader extends ClassLoader {
  private static final String API = "io.stemma.";

  /** No other loader may define classes there. */
  private static final String JDK = "java.";

  /** With the names of components, and what else a parameter's class says of its JSON. */
  private static final String ANNOTATIONS = "com.fasterxml.jackson.annotation.";

  static {
    registerAsParallelCapable();
  }

  private final CodeBundle bundle;
  private final OuterClasses outer;
  private boolean restored;

  /**
   * Loads nothing yet.
   *
   * @throws io.stemma.internal.base.MalformedException if one of its files is no class
   */
  public CodeLoader(CodeBundle bundle) {
    super("stemma-bundle", ClassLoader.getPlatformClassLoader());
    this.bundle = bundle;
    this.outer = OuterClasses.of(bundle);
  }

  /**
   * The class that is run. Static fields hold what they held when it was captured.
   *
   * @throws io.stemma.internal.base.MalformedException if they cannot be given that
   * @throws IllegalArgumentException if it is not there, or cannot be loaded
   */
  public Class<?> entry() {
    restore();
    try {
      return Class.forName(bundle.entry(), true, this);
    } catch (ClassNotFoundException | LinkageError e) {
      throw new IllegalArgumentException(
          "the stored code has no class " + bundle.entry() + " that can be loaded: " + e, e);
    }
  }

  /** Gives static fields what they held when the code was captured, once. */
  private synchronized void restore() {
    byte[] statics = bundle.files().get(StaticRestore.RESOURCE);
    if (!restored && statics != null) {
      StaticRestore.restore(statics, this);
    }
    restored = true;
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      if (loaded != null) {
        return loaded;
      }
      if (isOfApi(name) || name.startsWith(ANNOTATIONS)) {
        return Class.forName(name, false, CodeLoader.class.getClassLoader());
      }
      byte[] file = name.startsWith(JDK) ? null : file(name.replace('.', '/'));
      return file == null ? platform(name) : defineClass(name, file, 0, file.length);
    }
  }

  /** A class of the JDK. Its loader knows other modules of the program, too, which do not count. */
  private static Class<?> platform(String name) throws ClassNotFoundException {
    ClassLoader jdk = ClassLoader.getPlatformClassLoader();
    Class<?> found;
    try {
      found = Class.forName(name, false, jdk);
    } catch (ClassNotFoundException e) {
      throw new ClassNotFoundException(missing(name), e);
    }
    if (found.getClassLoader() != null && !found.getClassLoader().equals(jdk)) {
      throw new ClassNotFoundException(missing(name));
    }
    return found;
  }

  private static String missing(String name) {
    return name + ", which is neither in the stored code, nor of the JDK, nor of Stemma's API";
  }

  private byte @Nullable [] file(String internalName) {
    return bundle.classFile(internalName).or(() -> outer.classFile(internalName)).orElse(null);
  }

  /** Whether a class is one of those that a transformation is written against. */
  private static boolean isOfApi(String name) {
    return name.startsWith(API) && name.indexOf('.', API.length()) < 0;
  }

  @Override
  protected @Nullable URL findResource(String name) {
    byte[] file = bundle.files().get(name);
    if (file == null) {
      return null;
    }
    try {
      return new URL(null, "stemma-bundle:/" + name, new BundleFiles(file));
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException("the stored code has a file " + name, e);
    }
  }

  @Override
  protected Enumeration<URL> findResources(String name) {
    URL found = findResource(name);
    return Collections.enumeration(found == null ? List.of() : List.of(found));
  }

  /** Gives one file of a bundle. */
  private static final class BundleFiles extends URLStreamHandler {
    private final byte[] file;

    BundleFiles(byte[] file) {
      this.file = file;
    }

    @Override
    protected URLConnection openConnection(URL url) {
      return new URLConnection(Objects.requireNonNull(url)) {
        @Override
        public void connect() throws IOException {
          connected = true;
        }

        @Override
        public InputStream getInputStream() {
          return new ByteArrayInputStream(file);
        }

        @Override
        public long getContentLengthLong() {
          return file.length;
        }
      };
    }
  }
}
