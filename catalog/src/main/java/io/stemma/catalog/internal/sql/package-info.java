/**
 * The contents of a catalog as tables of a database in memory, which reads them where they are.
 * Begin with {@link io.stemma.catalog.internal.sql.Database}. Uses H2 and nothing of an archive.
 */
@NullMarked
package io.stemma.catalog.internal.sql;

import org.jspecify.annotations.NullMarked;
