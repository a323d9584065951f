/**
 * The contract between an archive and the place where it is kept.
 *
 * <p>{@link io.stemma.storage.ObjectStore} is what a store implements: immutable objects, created
 * at most once. A store knows nothing of what it holds. Errors here are {@link
 * java.io.IOException}s; above this package they become Stemma's unchecked exceptions. This package
 * uses the JDK only.
 */
@NullMarked
package io.stemma.storage;

import org.jspecify.annotations.NullMarked;
