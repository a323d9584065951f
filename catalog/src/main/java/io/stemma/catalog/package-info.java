/**
 * Questions over a whole archive. Begin with {@link io.stemma.catalog.Catalog}. What it knows is
 * derived from the archive, kept in the cache directory, and made anew whenever it is not there or
 * not sound.
 */
@NullMarked
package io.stemma.catalog;

import org.jspecify.annotations.NullMarked;
