#pragma once
#include "session/diagnosis.h"

using session::DiagnosisReport;
using session::Remedy;
using session::Rung;
using session::RungResult;

/// Every step up to `until` has passed; `last` is what became of that one.
inline DiagnosisReport reportUpTo(Rung until, const RungResult &last)
{
    using Outcome = RungResult::Outcome;
    const QList<RungResult> ladder{
        { Rung::SignIn, Outcome::NotNeeded, 0, {}, QStringLiteral("not needed"), {}, {} },
        { Rung::Dns, Outcome::Passed, 3400, {}, QStringLiteral("10.0.2.41 (private)"), {}, {} },
        { Rung::Tcp,
          Outcome::Passed,
          95100,
          QStringLiteral("cache.example:6379"),
          QStringLiteral("connected"),
          {},
          {} },
        { Rung::Tunnel,
          Outcome::NotNeeded,
          0,
          {},
          QStringLiteral("not needed: a direct connection"),
          {},
          {} },
        { Rung::CacheTcp,
          Outcome::NotNeeded,
          0,
          {},
          QStringLiteral("not needed: the connection is direct"),
          {},
          {} },
        { Rung::Tls, Outcome::Passed, 41000, {}, QStringLiteral("TLS 1.3"), {}, {} },
        { Rung::Auth,
          Outcome::Passed,
          820,
          QStringLiteral("AUTH"),
          QStringLiteral("signed in"),
          {},
          {} },
        { Rung::Ping,
          Outcome::Passed,
          410,
          QStringLiteral("PING"),
          QStringLiteral("PONG"),
          {},
          {} },
        { Rung::Capabilities,
          Outcome::Limited,
          1290,
          QStringLiteral("INFO, SCAN, CONFIG GET"),
          QStringLiteral("Not permitted to user reporting: CONFIG GET.\nWorks: INFO, SCAN."),
          {},
          {} },
    };
    DiagnosisReport report;
    report.connection = QStringLiteral("orders-cache");
    report.address = QStringLiteral("cache.example:6379");
    report.when = QDateTime::currentDateTime();
    bool reached = true;
    for (RungResult rung : ladder) {
        if (!reached) {
            const Rung which = rung.rung;
            rung = {};
            rung.rung = which;
        } else if (rung.rung == until) {
            const QString tried = rung.tried;
            const Rung which = rung.rung;
            rung = last;
            rung.rung = which;
            rung.tried = tried;
            reached = false;
        }
        report.rungs += rung;
    }
    return report;
}

inline DiagnosisReport passedReport()
{
    DiagnosisReport report = reportUpTo(Rung::Capabilities,
                                        { Rung::Capabilities,
                                          RungResult::Outcome::Limited,
                                          1290,
                                          {},
                                          QStringLiteral("Not permitted to user reporting: CONFIG "
                                                         "GET.\nWorks: INFO, SCAN."),
                                          {},
                                          {} });
    report.passed = true;
    report.microseconds = 142300;
    report.server.engine = QStringLiteral("Redis");
    report.server.version = QStringLiteral("7.0.15");
    report.server.mode = QStringLiteral("standalone");
    report.keys = 1204;
    return report;
}

inline DiagnosisReport failedReport(Rung rung, const base::Error &why,
                                    const QList<Remedy> &remedies)
{
    DiagnosisReport report =
        reportUpTo(rung, { rung, RungResult::Outcome::Failed, 5001000, {}, {}, why, remedies });
    report.microseconds = 5912000;
    return report;
}

inline DiagnosisReport runningReport()
{
    return reportUpTo(Rung::Ping,
                      { Rung::Ping,
                        RungResult::Outcome::Running,
                        0,
                        {},
                        QStringLiteral("The server is still loading its data: 42 %, about 12 s "
                                       "left."),
                        {},
                        {} });
}
