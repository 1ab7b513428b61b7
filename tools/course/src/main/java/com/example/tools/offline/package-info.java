/**
 * All that is needed without a network is fetched: {@code OfflineProgram}.
 */
package com.example.tools.offline;
