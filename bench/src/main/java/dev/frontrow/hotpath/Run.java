package dev.frontrow.hotpath;

import java.time.Duration;

/// The result of one run.
///
/// @param answers the expected answers; any other fails the run
/// @param cpu     CPU time of the server and PostgreSQL, without the caller
record Run(long answers, Duration took, Duration cpu) {

    double perSecond() {
        return answers / (took.toNanos() / 1e9);
    }

    double cpuMicros() {
        return cpu.toNanos() / 1e3 / answers;
    }
}
