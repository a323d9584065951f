/**
 * The emulator of Azure Blob Storage: installs, starts and stops it, and knows no client of it.
 * Entry: {@link io.stemma.testing.azurite.AzuriteServer}.
 */
@NullMarked
package io.stemma.testing.azurite;

import org.jspecify.annotations.NullMarked;
