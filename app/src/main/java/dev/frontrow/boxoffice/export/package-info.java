/// Lists of a concert as files for spreadsheets: its orders, tickets, ledger, and who may enter.
@NullMarked
package dev.frontrow.boxoffice.export;

import org.jspecify.annotations.NullMarked;
