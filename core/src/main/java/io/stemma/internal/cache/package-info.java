/**
 * Copies of what was read from a store far away, on the local disk: ranges of objects that never
 * change, bounded in bytes, shared by processes, checked whenever they are read. {@link
 * io.stemma.internal.cache.CachingObjectStore} is where to begin. Whatever is wrong with a copy
 * counts as no copy. May use storage and base; knows nothing of what is stored.
 */
@NullMarked
package io.stemma.internal.cache;

import org.jspecify.annotations.NullMarked;
